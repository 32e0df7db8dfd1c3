import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPermanentId, mintId } from '../../src/article/ids.ts'

const SITE = { tagEntity: 'example.org,2024' }

describe('mintId', () => {
  it.each([
    ['world/strikes.md', 'tag:example.org,2024:world/strikes'],
    ['world/strikes.markdown', 'tag:example.org,2024:world/strikes'],
    ['world/strikes.txt', 'tag:example.org,2024:world/strikes'],
    ['world/2024/a b.v2.md', 'tag:example.org,2024:world/2024/a%20b.v2'],
    ['world/u\u0308ber.md', 'tag:example.org,2024:world/%C3%BCber'],
    ['world/50%?#.md', 'tag:example.org,2024:world/50%25%3F%23'],
    ['world/a\nb\ud800.md', 'tag:example.org,2024:world/a%0Ab'],
  ])('%j', (key, id) => expect(mintId({ key }, SITE)).toBe(id))

  it('is a tag: URI by the grammar of RFC 4151 for any key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (key) => {
        expect(isPermanentId(mintId({ key: `world/${key}.md` }, SITE))).toBe(true)
      }),
      { seed: 5, numRuns: 1000 },
    )
  })

  it('tells different keys apart', () => {
    const name = fc.string({ minLength: 1 }).map((text) => `w/${text}.md`)
    fc.assert(
      fc.property(name, name, (one, other) => {
        fc.pre(one.normalize('NFC') !== other.normalize('NFC'))
        expect(mintId({ key: one }, SITE)).not.toBe(mintId({ key: other }, SITE))
      }),
      { seed: 6, numRuns: 1000 },
    )
  })
})

it.each([
  ['tag:example.org,2024-02-02:world/a', true],
  ['tag:desk@example.org,2024:a', true],
  ['urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a', true],
  ['https://example.org/a', true],
  ['https://example.org/ü', true],
  ['tag:example.org:world/a', false],
  ['tag:example.org,24:a', false],
  ['tag:example.org,2024-13:a', false],
  ['world/a', false],
  ['42', false],
  ['https://example.org/a b', false],
  ['https://example.org/%zz', false],
  ['', false],
  ['javascript:alert(1)', false],
  ['DATA:text/html,x', false],
])('isPermanentId(%s) is %s', (id, expected) => expect(isPermanentId(id)).toBe(expected))
