import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { concerns } from '../../src/catalog/concerns.ts'
import { createMemoryCatalog } from '../../src/catalog/memory.ts'
import { hour } from './newsroom.ts'

it.each([
  ['an article', 'world/new.md', true],
  ['a page that was saved', 'world/new.TXT', true],
  ['a folder', 'world', true],
  ['a folder that had articles', 'gone', true],
  ['a picture that an article shows', 'pics/e\u0301.png', true],
  ['a picture that an article asks for and that is missing', 'later.png', true],
  ['the folder of a picture', 'pics', true],
  ['another picture', 'pics/other.png', false],
  ['what an editor keeps beside an article', 'world/new.md.swp', false],
  ['a temporary file', 'world/4913', false],
])('%s: %s', async (_what, path, expected) => {
  const content = mkdtempSync(join(tmpdir(), 'concerns-'))
  onTestFinished(() => rmSync(content, { recursive: true }))
  mkdirSync(join(content, 'world'))
  const catalog = createMemoryCatalog()
  const record = { revision: 'r', findings: [], memory: { firstSeen: hour(0) } }
  const media = ['pics/\u00e9.png', 'later.png'].map((used) => ({ path: used, revision: '' }))
  await catalog.apply({ put: [{ ...record, key: 'gone/a.md', media }], remove: [] })
  expect(concerns(catalog, content, ['.x', path])).toBe(expected)
})
