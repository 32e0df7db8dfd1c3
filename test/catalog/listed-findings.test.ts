import { expect, it } from 'vitest'
import { createMemoryCatalog } from '../../src/catalog/memory.ts'
import type { CatalogChanges } from '../../src/catalog/refresh.ts'
import type { SkippedRef } from '../../src/sources/source.ts'
import { createNewsroom, hour } from './newsroom.ts'

const skipped = (key: string, code = 'conflict-copy'): SkippedRef => ({
  key,
  code,
  severity: 'warning',
  message: `${code} of ${key}`,
  fix: 'see to it',
})
const told = ({ findings }: CatalogChanges) => findings.map(({ code, file }) => `${code} ${file}`).toSorted()

it('reports findings of an earlier listing in places that a later one did not examine', async () => {
  const room = createNewsroom(createMemoryCatalog())
  room.write('world/a.md')
  room.skipped.push(skipped('world/a (conflicted copy).md'), skipped('sport/b (conflicted copy).md'))
  const all = ['conflict-copy sport/b (conflicted copy).md', 'conflict-copy world/a (conflicted copy).md']
  expect(told(await room.refresh(hour(0)))).toEqual(all)
  room.skipped.length = 0
  expect(told(await room.refresh(hour(1), { only: ['world/a.md'] }))).toEqual(all)
  expect(told(await room.refresh(hour(2), { only: ['world'] }))).toEqual(all.slice(0, 1))
  expect(told(await room.refresh(hour(3)))).toEqual([])
})

it('reports a folder of other files until it has an article', async () => {
  const room = createNewsroom(createMemoryCatalog())
  room.write('world/a.md')
  room.write('sport/a.md', { broken: true })
  for (const folder of ['', 'world', 'sport'])
    room.skipped.push(skipped(folder, 'kind-unread'), skipped(folder, 'page-unread'))
  const isOfFolder = (line: string) => line.startsWith('folder-without-articles')
  expect(told(await room.refresh(hour(0))).filter(isOfFolder)).toEqual(['folder-without-articles sport'])
  room.write('sport/a.md')
  room.skipped.length = 0
  expect(told(await room.refresh(hour(1), { only: ['sport/a.md'] })).filter(isOfFolder)).toEqual([])
})
