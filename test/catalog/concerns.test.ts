import { expect, it } from 'vitest'
import { concerns } from '../../src/catalog/concerns.ts'
import { createMemoryCatalog } from '../../src/catalog/memory.ts'
import { hour } from './newsroom.ts'

it.each([
  ['a folder that had articles', 'gone', true],
  ['an article that is none any more', 'gone/a.md', true],
  ['a picture that an article shows', 'pics/\u00e9.png', true],
  ['a picture that an article asks for and that is missing', 'later.png', true],
  ['the folder of a picture', 'pics', true],
  ['another picture', 'pics/other.png', false],
  ['what an editor keeps beside an article', 'world/new.md.swp', false],
  ['a temporary file', 'world/4913', false],
])('%s: %s', async (_what, file, expected) => {
  const catalog = createMemoryCatalog()
  const record = { revision: 'r', findings: [], memory: { firstSeen: hour(0) } }
  const media = ['pics/\u00e9.png', 'later.png'].map((used) => ({ path: used, revision: '' }))
  await catalog.apply({ put: [{ ...record, key: 'gone/a.md', media }], remove: [] })
  expect(concerns(catalog, ['.x', file])).toBe(expected)
})
