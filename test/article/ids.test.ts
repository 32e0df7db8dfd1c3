import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  idsElsewhere,
  isPermanentId,
  localNamespace,
  mintId,
  permanentIdOf,
  statedId,
} from '../../src/article/ids.ts'

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

  it('has different ids for different keys', () => {
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

describe('a site without a public address', () => {
  const local = { tagEntity: localNamespace('Post', '2024') }
  const key = 'world/strikes.md'

  it('has UUIDs of version 5, one per file, different from those of other sites', () => {
    const id = mintId({ key }, local)
    expect(id).toMatch(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
    expect(mintId({ key: 'world/strikes.txt' }, local)).toBe(id)
    expect(mintId({ key: 'world/strike.md' }, local)).not.toBe(id)
    expect(mintId({ key }, { tagEntity: localNamespace('Paper', '2024') })).not.toBe(id)
    expect(mintId({ key }, { tagEntity: localNamespace('Post', '2025') })).not.toBe(id)
  })

  it('keeps stated ids that are not IRIs', () => {
    const id = permanentIdOf('1234 at https://example.org', local.tagEntity) ?? ''
    expect(id).toBe('urn:publicid:guid=1234%20at%20https%3A%2F%2Fexample.org')
    expect(isPermanentId(id)).toBe(true)
    expect(statedId(id)).toBe('1234 at https://example.org')
  })

  it('knows these ids after it gets a public address', () => {
    const entities = [local.tagEntity, 'localhost,2024']
    expect(idsElsewhere({ key }, entities)).toEqual([
      mintId({ key }, local),
      'tag:localhost,2024:world/strikes',
    ])
    const id = permanentIdOf('65b9', SITE.tagEntity) ?? ''
    expect(idsElsewhere({ key, id }, entities)).toEqual([
      'urn:publicid:guid=65b9',
      'tag:localhost,2024:guid=65b9',
    ])
  })
})

describe('an id of another program', () => {
  const permanent = (stated: string) => permanentIdOf(stated, SITE.tagEntity)

  it.each([
    ['65b9f1e7c2a4d80001a1b2c3', 'tag:example.org,2024:guid=65b9f1e7c2a4d80001a1b2c3'],
    ['1234 at https://example.org', 'tag:example.org,2024:guid=1234%20at%20https%3A%2F%2Fexample.org'],
    ['0042', 'tag:example.org,2024:guid=0042'],
    ['%zz <ü> 😀', 'tag:example.org,2024:guid=%25zz%20%3C%C3%BC%3E%20%F0%9F%98%80'],
    ['tag:example.org:no-year', 'tag:example.org,2024:guid=tag%3Aexample.org%3Ano-year'],
    ['https://example.org/?p=12', 'https://example.org/?p=12'],
    ['javascript:alert(1)', undefined],
    ['two\nlines', undefined],
    ['', undefined],
    ['\ud800', undefined],
    ['x'.repeat(501), undefined],
  ])('%j is %s', (stated, id) => expect(permanent(stated)).toBe(id))

  it('becomes a unique IRI, from which it can be restored', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const id = permanent(text)
        if (id === undefined) return
        expect(isPermanentId(id)).toBe(true)
        expect(statedId(id)).toBe(text)
      }),
      { seed: 7, numRuns: 1000 },
    )
  })

  it.each([
    'tag:example.org,2024:world/a',
    'tag:example.org,2024:guid=',
    'tag:example.org,2024:guid=%zz',
    'tag:example.org,2024:guid=%00',
    'tag:example.org,2024:guid=%61',
    'tag:example.org,2024:guid=https%3A%2F%2Fexample.org%2F',
    'no id at all',
  ])('is not restored from %s', (id) => expect(statedId(id)).toBe(id))
})
