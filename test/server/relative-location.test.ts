import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { relativeLocation } from '../../src/server/relative-location.ts'

const segment = fc.stringMatching(/^[a-zé:@~-]{1,4}$/)
const path = fc
  .tuple(fc.array(segment, { maxLength: 4 }), fc.constantFrom('', '/'))
  .map(([segments, end]) => `/${segments.join('/')}${segments.length === 0 ? '' : end}`)

describe('a relative location', () => {
  it.each([
    ['/world', '/world/', './world/'],
    ['/feed/', '/world/rss.xml', '../world/rss.xml'],
    ['/a/b/c.xml', '/a/d.xml', '../d.xml'],
    ['/a/', '/', '../'],
    ['/a', '/', './'],
    ['/x', '/a:b', './a:b'],
  ])('from %s to %s is %s', (from, to, expected) => {
    expect(relativeLocation(from, to)).toBe(expected)
  })

  it('leads to the same place whatever prefix a proxy strips', () => {
    fc.assert(
      fc.property(path, path, fc.constantFrom('', '/feeds', '/a/b'), (from, target, prefix) => {
        const to = encodeURI(target)
        const reached = new URL(relativeLocation(from, to), `https://h.example${prefix}${encodeURI(from)}`)
        expect(reached.href).toBe(new URL(prefix + to, 'https://h.example').href)
      }),
    )
  })
})
