import { beforeEach, describe, expect, it } from 'vitest'
import { addressOf, type Catalog } from '../../src/catalog/catalog.ts'
import { createMemoryCatalog } from '../../src/catalog/memory.ts'
import type { PublishedArticle, PublishedArticles } from '../../src/catalog/published-article.ts'
import type { CatalogChanges } from '../../src/catalog/refresh.ts'
import { createNewsroom, type FileSays, hour } from './newsroom.ts'

let catalog: Catalog
let room: ReturnType<typeof createNewsroom>
beforeEach(() => {
  catalog = createMemoryCatalog()
  room = createNewsroom(catalog)
})

const url = 'https://example.org/x'
const keys = () => catalog.keysOfAddress(addressOf({ url }))
const codes = ({ findings }: CatalogChanges) => findings.map(({ code, file }) => `${code} ${file}`)
const publishedIn = (
  heads: Record<string, PublishedArticle>,
  archives: Record<string, PublishedArticle> = {},
): PublishedArticles => ({
  isAny: true,
  of: (id) => heads[id],
  idAt: (address) => Object.keys(heads).find((id) => heads[id]?.url === address),
  withText: () => [],
  inArchives: async (id) => archives[id],
  wouldHave: () => false,
  isInFeedsOf: () => true,
})
const has = (published: number): PublishedArticle => ({
  url,
  published: hour(published),
  updated: hour(published),
})

it('leaves two files with one id to the rule for ids, also when the published one is edited', async () => {
  const published = publishedIn({ i: has(0) })
  room.write('z.txt', { id: 'i', url })
  await room.refresh(hour(0))
  room.write('a.md', { id: 'i', url, text: 'imported' })
  await room.refresh(hour(1), { published })
  room.write('z.txt', { id: 'i', url, text: 'edited' })
  expect(codes(await room.refresh(hour(2), { published, batchSize: 1 }))).toEqual(['id-taken a.md'])
  expect(keys()).toEqual(['z.txt'])
})

describe('a file that was renamed since the state folder was lost, with a published address', () => {
  const published = publishedIn({ 'minted:old.md': { ...has(0), contentHash: 'a1' } })
  const idOf = () => catalog.get('new.md')?.entry?.id

  it('keeps the id of the article with its date', async () => {
    room.write('new.md', { url, published: hour(0) })
    await room.refresh(hour(5), { published })
    expect(idOf()).toBe('minted:old.md')
  })

  it('keeps it after an edit, too, if its old file is gone', async () => {
    room.write('old.md', { url, published: hour(0) })
    await room.refresh(hour(0))
    room.delete('old.md')
    room.write('new.md', { url, published: hour(0), text: 'edited' })
    await room.refresh(hour(5), { published })
    expect(idOf()).toBe('minted:old.md')
    expect(catalog.get('old.md')).toBeUndefined()
  })

  it.each<[string, FileSays]>([
    ['has another date', { published: hour(1) }],
    ['states an id', { id: 'new', published: hour(0) }],
  ])('is another article if it %s', async (_what, says) => {
    room.write('new.md', { url, ...says })
    await room.refresh(hour(5), { published })
    expect(idOf()).toBe(says.id ?? 'minted:new.md')
  })

  it('is another article if the old file is still there', async () => {
    room.write('old.md', { url: `${url}y`, published: hour(0) })
    room.write('new.md', { url, published: hour(0) })
    await room.refresh(hour(5), { published })
    expect(idOf()).toBe('minted:new.md')
  })
})

describe('two new articles with the same address', () => {
  it.each([
    [1, 'a.md', 'b.md'],
    [1, 'b.md', 'a.md'],
    [9, 'a.md', 'b.md'],
    [9, 'b.md', 'a.md'],
  ])('in batches of %i, only %s, which is older, is published', async (batchSize, older, newer) => {
    room.write(older, { url, published: hour(-2) })
    room.write(newer, { url, published: hour(-1) })
    room.write('c.md')
    const changes = await room.refresh(hour(0), { batchSize })
    expect(codes(changes)).toEqual([`address-taken ${newer}`])
    expect(changes.findings[0]).toMatchObject({ severity: 'error', got: url })
    expect(changes.findings[0]?.message).toContain(older)
    expect(changes.findings[0]?.fix).toMatch(/`slug` or `url`/)
    expect(keys()).toEqual([older])
    expect(changes.entries.map(({ after }) => after?.key)).toEqual([older, 'c.md'].sort())
    expect(changes.counts.added).toBe(2)
    expect(codes(await room.refresh(hour(1)))).toEqual([`address-taken ${newer}`])
    expect(keys()).toEqual([older])
  })

  it.each([`${url}/`, url.replace('https', 'http')])('count as one if the other is %s', async (other) => {
    room.write('a.md', { url: other })
    room.write('b.md', { url })
    expect(codes(await room.refresh(hour(0)))).toEqual(['address-taken b.md'])
  })

  it.each([`${url}#part`, `${url}?page=2`, url.toUpperCase()])(
    'both get published if the other is %s',
    async (other) => {
      room.write('a.md', { url: other })
      room.write('b.md', { url })
      expect(codes(await room.refresh(hour(0)))).toEqual([])
    },
  )

  it('are decided by their keys if they have the same date', async () => {
    for (const key of ['c.md', 'a.md', 'b.md']) room.write(key, { url })
    expect(codes(await room.refresh(hour(0)))).toEqual(['address-taken b.md', 'address-taken c.md'])
    expect(keys()).toEqual(['a.md'])
  })

  it('do not conflict if only one of them is public', async () => {
    room.write('a.md', { url, published: hour(-1) })
    room.write('b.md', { url, published: hour(-3), status: 'draft' })
    room.write('c.md', { url, published: hour(-3), status: 'withdrawn' })
    room.write('d.md', { url, published: hour(-3), expires: hour(-1) })
    room.write('e.md', { url, published: hour(-3), audience: 'members' })
    expect(codes(await room.refresh(hour(0)))).toEqual([])
    expect(catalog.size().entries).toBe(5)
  })
})

describe('the published article', () => {
  it.each(['a.md', 'z.md'])('keeps its address if %s claims it, with any date', async (newcomer) => {
    room.write('m.md', { url, published: hour(-1) })
    await room.refresh(hour(0))
    room.write(newcomer, { url, published: hour(-9) })
    for (const text of ['as it was', 'edited']) {
      if (text === 'edited') room.write('m.md', { url, text, published: hour(-1) })
      expect(codes(await room.refresh(hour(1)))).toEqual([`address-taken ${newcomer}`])
      expect(keys()).toEqual(['m.md'])
    }
  })

  it('keeps it if an article that is published elsewhere claims it', async () => {
    room.write('a.md', { published: hour(-9) })
    room.write('m.md', { url, published: hour(-1) })
    await room.refresh(hour(0))
    room.write('a.md', { url, published: hour(-9) })
    room.write('m.md', { url, text: 'edited', published: hour(-1) })
    for (const now of [hour(1), hour(2)]) {
      const changes = await room.refresh(now)
      expect(codes(changes)).toEqual(['address-taken a.md'])
      expect(changes.findings[0]?.message).toContain('stays at https://example.org/a.md')
    }
    expect(keys()).toEqual(['m.md'])
    expect(catalog.get('a.md')?.entry?.url).toBe('https://example.org/a.md')
  })

  it.each(['k.md', 'z.md'])(
    'keeps it if %s claims it, while it claims another that is taken',
    async (newcomer) => {
      room.write('m.md', { url, published: hour(-1) })
      room.write('p.md', { published: hour(-1) })
      await room.refresh(hour(0))
      room.write('m.md', { url: 'https://example.org/p.md', text: 'edited', published: hour(-1) })
      room.write(newcomer, { url, published: hour(-9) })
      for (const now of [hour(1), hour(2)])
        expect(codes(await room.refresh(now)).sort()).toEqual(
          ['address-taken m.md', `address-taken ${newcomer}`].sort(),
        )
      expect([keys(), catalog.get('m.md')?.entry?.title]).toEqual([['m.md'], 'edited'])
    },
  )

  it('keeps it although a new article that claims the address of another was read first', async () => {
    const home = 'https://example.org/a.md'
    const readers = publishedIn({ 'minted:a.md': { ...has(-9), url: home }, 'minted:m.md': has(-1) })
    room.write('a.md', { url, published: hour(-9) })
    room.write('m.md', { url, published: hour(-1) })
    for (const now of [hour(0), hour(1)])
      expect(codes(await room.refresh(now, { published: readers }))).toEqual(['address-taken a.md'])
    expect([keys(), catalog.get('a.md')?.entry?.url]).toEqual([['m.md'], home])
  })

  it('keeps it if its file is renamed', async () => {
    room.write('m.md', { url, published: hour(-1) })
    await room.refresh(hour(0))
    room.move('m.md', 'z.md')
    room.write('a.md', { url, text: 'other', published: hour(-9) })
    expect(codes(await room.refresh(hour(1)))).toEqual(['address-taken a.md'])
    expect(keys()).toEqual(['z.md'])
  })

  it('releases it to the next article that claims it', async () => {
    room.write('a.md', { url, published: hour(-9) })
    room.write('b.md', { url, published: hour(-1) })
    await room.refresh(hour(0))
    room.write('a.md', { url: `${url}y`, published: hour(-9) })
    expect(codes(await room.refresh(hour(1)))).toEqual([])
    expect(keys()).toEqual(['b.md'])
  })

  it('has no priority before it is released', async () => {
    room.write('m.md', { url, published: hour(5) })
    await room.refresh(hour(0))
    room.write('z.md', { url, published: hour(1) })
    const changes = await room.refresh(hour(1))
    expect([codes(changes), keys()]).toEqual([['address-taken m.md'], ['z.md']])
    room.delete('z.md')
    await room.refresh(hour(2))
    expect(catalog.get('m.md')?.entry?.published).toBe(hour(5))
  })

  it('is kept together with another that is published at the same address', async () => {
    const both = publishedIn({ 'minted:a.md': has(-9), 'minted:b.md': has(-1) })
    room.write('b.md', { url, published: hour(-1) })
    room.write('a.md', { url, published: hour(-9) })
    for (const now of [hour(0), hour(1)]) {
      const changes = await room.refresh(now, { published: both })
      expect(codes(changes)).toEqual(['address-taken b.md'])
      expect(changes.findings[0]?.message).toContain('both stay')
      expect(keys()).toEqual(['a.md', 'b.md'])
    }
  })
})

describe('a rebuilt catalog', () => {
  it.each(['a.md', 'z.md'])('uses the published set if %s is older', async (other) => {
    room.write('m.md', { url, published: hour(-1) })
    room.write(other, { url, published: hour(-9) })
    const changes = await room.refresh(hour(0), {
      published: publishedIn({ 'minted:m.md': has(-1) }),
    })
    expect([codes(changes), keys()]).toEqual([[`address-taken ${other}`], ['m.md']])
    expect(codes(await room.refresh(hour(1)))).toEqual([`address-taken ${other}`])
  })

  it.each(['a.md', 'z.md'])('also uses the archive if %s is older', async (other) => {
    room.write('m.md', { url, published: hour(-1) })
    room.write(other, { url, published: hour(-9) })
    const changes = await room.refresh(hour(0), {
      published: publishedIn({}, { 'minted:m.md': has(-1) }),
    })
    expect([codes(changes), keys()]).toEqual([[`address-taken ${other}`], ['m.md']])
  })
})

it('stores records in few batches with any number of claims of one address', async () => {
  for (let n = 100; n < 400; n++) room.write(`${n}.md`, { url, published: hour(-1) })
  let steps = 0
  const { apply } = catalog
  catalog.apply = (batch) => {
    steps++
    return apply(batch)
  }
  expect((await room.refresh(hour(0), { batchSize: 128 })).findings).toHaveLength(299)
  expect(steps).toBeLessThan(6)
})
