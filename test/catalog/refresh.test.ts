import { beforeEach, describe, expect, it } from 'vitest'
import type { Catalog } from '../../src/catalog/catalog.ts'
import { createMemoryCatalog } from '../../src/catalog/memory.ts'
import type { CatalogChanges } from '../../src/catalog/refresh.ts'
import { createNewsroom, hour } from './newsroom.ts'

let catalog: Catalog
let room: ReturnType<typeof createNewsroom>
beforeEach(() => {
  catalog = createMemoryCatalog()
  room = createNewsroom(catalog)
})

const entryOf = (key: string) => catalog.get(key)?.entry
const codes = ({ findings }: CatalogChanges) => findings.map(({ code, file }) => `${code} ${file}`)

describe('what changed', () => {
  it('reads only new and changed files, and reports the changes', async () => {
    room.write('a.md')
    room.write('b.md')
    const first = await room.refresh(hour(0))
    expect(first.counts).toEqual({ added: 2, changed: 0, removed: 0, unchanged: 0 })
    expect(first.entries.map(({ before, after }) => [before, after?.key])).toEqual([
      [undefined, 'a.md'],
      [undefined, 'b.md'],
    ])
    room.write('b.md', { text: 'new text' })
    room.write('c.md')
    const second = await room.refresh(hour(1))
    expect([...room.loaded].sort()).toEqual(['b.md', 'c.md'])
    expect(second.counts).toEqual({ added: 1, changed: 1, removed: 0, unchanged: 1 })
    expect(second.entries.map(({ before, after }) => [before?.title, after?.title])).toEqual([
      ['text of b.md', 'new text'],
      [undefined, 'text of c.md'],
    ])
    const third = await room.refresh(hour(2))
    expect([room.loaded, third.entries, third.counts.unchanged]).toEqual([[], [], 3])
  })

  it('writes nothing when nothing changed', async () => {
    room.write('a.md')
    await room.refresh(hour(0))
    let applied = 0
    const apply = catalog.apply
    catalog.apply = (batch) => {
      applied++
      return apply(batch)
    }
    await room.refresh(hour(1))
    expect(applied).toBe(0)
  })

  it('sees no change in a file that was only touched', async () => {
    room.write('a.md')
    await room.refresh(hour(0))
    room.write('a.md')
    const { entries } = await room.refresh(hour(1))
    expect([room.loaded, entries]).toEqual([['a.md'], []])
  })

  it('removes nothing when the listing fails', async () => {
    room.write('a.md')
    await room.refresh(hour(0))
    room.delete('a.md')
    room.failListing(true)
    await expect(room.refresh(hour(1))).rejects.toThrow('the disk went away')
    expect(entryOf('a.md')).toBeDefined()
  })

  it('removes nothing below a folder that could not be listed, and goes on with the others', async () => {
    for (const key of ['shut/a.md', 'shut/deep/b.md', 'shutter/c.md']) room.write(key)
    await room.refresh(hour(0))
    for (const key of ['shut/a.md', 'shut/deep/b.md', 'shutter/c.md']) room.delete(key)
    room.skipped.push({ key: 'shut', code: 'folder-unreadable', message: 'm', fix: 'f', incomplete: true })
    const changes = await room.refresh(hour(1))
    expect([...catalog.revisions()].map(([key]) => key)).toEqual(['shut/a.md', 'shut/deep/b.md'])
    expect(codes(changes)).toEqual(['folder-unreadable shut'])
  })

  it('examines only named keys and folders if requested', async () => {
    for (const key of ['x/a.md', 'x/b.md', 'y/c.md']) room.write(key)
    await room.refresh(hour(0))
    room.write('x/a.md', { text: 'new' })
    room.delete('x/b.md')
    room.delete('y/c.md')
    const { counts } = await room.refresh(hour(1), { only: ['x'] })
    expect(counts).toEqual({ added: 0, changed: 1, removed: 1, unchanged: 0 })
    expect([...catalog.revisions()].map(([key]) => key)).toEqual(['x/a.md', 'y/c.md'])
  })

  it('parses everything again when the settings change, and forgets nothing', async () => {
    room.write('a.md')
    await room.refresh(hour(0), { settings: 'one' })
    const before = entryOf('a.md')
    await room.refresh(hour(5), { settings: 'two' })
    expect(room.loaded).toEqual(['a.md'])
    expect(entryOf('a.md')).toEqual(before)
    await room.refresh(hour(6), { settings: 'two' })
    expect(room.loaded).toEqual([])
  })

  it('parses an article again when a picture it asked for is replaced, appears or goes', async () => {
    room.write('a.md', { image: 'a.jpg' })
    room.write('b.md')
    await room.refresh(hour(0))
    for (const revision of ['1', '2', '']) {
      room.media.set('a.jpg', revision)
      await room.refresh(hour(1))
      expect(room.loaded).toEqual(['a.md'])
      await room.refresh(hour(2))
      expect(room.loaded).toEqual([])
    }
  })
})

describe('what goes wrong', () => {
  it('leaves out a bad file, reports it in every run, and restores id and date when it is fixed', async () => {
    room.write('a.md')
    await room.refresh(hour(0))
    const before = entryOf('a.md')
    room.write('a.md', { broken: true })
    const broken = await room.refresh(hour(1))
    expect(codes(broken)).toEqual(['broken a.md'])
    expect(broken.findings[0]?.message).toContain('leaves its feeds, and comes back with its id and date')
    expect(broken.counts.removed).toBe(1)
    const again = await room.refresh(hour(2))
    expect([room.loaded, codes(again)]).toEqual([[], ['broken a.md']])
    room.write('a.md')
    await room.refresh(hour(3))
    expect(entryOf('a.md')).toEqual(before)
  })

  it('reads an unreadable file again in every run', async () => {
    room.write('a.md', { unreadable: true })
    room.write('b.md')
    const { tally, findings } = await room.refresh(hour(0))
    expect(findings).toMatchObject([
      { code: 'file-unreadable', file: 'a.md', message: 'EACCES: permission denied' },
    ])
    expect(tally).toEqual({ known: 2, read: 2, leftOut: 1, waiting: 0, removed: 0 })
    await room.refresh(hour(1))
    expect(room.loaded).toEqual(['a.md'])
  })

  it.each(['a.md', 'z.md'])('keeps an id for the article that has it if %s claims it', async (newcomer) => {
    room.write('m.md', { id: 'i' })
    await room.refresh(hour(0))
    room.write(newcomer, { id: 'i', text: 'another' })
    if (newcomer === 'z.md') room.write('m.md', { id: 'i', text: 'edited' })
    const changes = await room.refresh(hour(1))
    expect(codes(changes)).toEqual([`id-taken ${newcomer}`])
    expect(changes.findings[0]?.message).toContain('m.md')
    expect(catalog.keysOfId('i')).toEqual(['m.md'])
  })

  it('does not report the id of an unreleased article, because it may be its address', async () => {
    for (const key of ['a.md', 'b.md']) room.write(key, { id: 'i', text: key, embargoedUntil: hour(99) })
    const { findings } = await room.refresh(hour(0))
    expect(findings.map(({ code, got }) => [code, got])).toEqual([
      ['id-taken', undefined],
      ['id-taken', undefined],
    ])
  })

  it('leaves out all articles of one id when none was known, names them, and takes the one that remains', async () => {
    room.write('a.md', { id: 'i', text: 'a' })
    room.write('b.md', { id: 'i', text: 'b' })
    room.write('c.md', { id: 'i', text: 'c' })
    const changes = await room.refresh(hour(0), { batchSize: 1 })
    expect(codes(changes)).toEqual(['id-taken a.md', 'id-taken b.md', 'id-taken c.md'])
    expect(changes.findings[0]?.message).toContain('b.md')
    expect(changes.findings[1]?.message).toContain('a.md')
    expect([changes.entries, changes.counts.added]).toEqual([[], 0])
    room.write('a.md', { id: 'j', text: 'a' })
    room.delete('c.md')
    expect(codes(await room.refresh(hour(1)))).toEqual([])
    expect(catalog.keysOfId('i')).toEqual(['b.md'])
  })

  it('lets two articles exchange their ids', async () => {
    room.write('a.md', { id: 'i', text: 'a' })
    room.write('b.md', { id: 'j', text: 'b' })
    await room.refresh(hour(0))
    room.write('a.md', { id: 'j', text: 'b' })
    room.write('b.md', { id: 'i', text: 'a' })
    expect(codes(await room.refresh(hour(1)))).toEqual([])
    expect([catalog.keysOfId('i'), catalog.keysOfId('j')]).toEqual([['b.md'], ['a.md']])
  })
})

describe('renames', () => {
  it('keeps id and dates of a moved file', async () => {
    room.write('old/a.md')
    await room.refresh(hour(0))
    const before = entryOf('old/a.md')
    room.move('old/a.md', 'new/b.md')
    const { renamed, counts, entries } = await room.refresh(hour(5))
    expect(renamed).toEqual([{ from: 'old/a.md', to: 'new/b.md' }])
    expect(counts).toEqual({ added: 0, changed: 1, removed: 0, unchanged: 0 })
    expect(entries).toMatchObject([{ before: { key: 'old/a.md' }, after: { key: 'new/b.md' } }])
    expect(entryOf('new/b.md')).toMatchObject({ id: before?.id, published: before?.published })
    expect([...catalog.departed()]).toEqual([])
  })

  it('keeps them if the move is seen as a deletion and a later creation', async () => {
    room.write('a.md')
    await room.refresh(hour(0))
    const id = entryOf('a.md')?.id
    room.delete('a.md')
    expect((await room.refresh(hour(1))).counts.removed).toBe(1)
    room.write('b.md', { text: 'text of a.md' })
    await room.refresh(hour(2))
    expect(entryOf('b.md')).toMatchObject({ id, published: hour(0) })
    expect([...catalog.departed()]).toEqual([])
  })

  it('knows a moved and rewritten file by the id it states', async () => {
    room.write('a.md', { id: 'i' })
    await room.refresh(hour(0))
    room.delete('a.md')
    room.write('b.md', { id: 'i', text: 'rewritten' })
    await room.refresh(hour(1))
    expect(entryOf('b.md')).toMatchObject({ id: 'i', published: hour(0), updated: hour(1) })
  })

  it('gives the memory to one file only: the other one is a copy', async () => {
    room.write('x/a.md')
    await room.refresh(hour(0))
    room.move('x/a.md', 'y/a.md')
    room.write('copy.md', { text: 'text of x/a.md' })
    expect(codes(await room.refresh(hour(1)))).toEqual(['article-copied y/a.md'])
    expect(catalog.keysOfId('minted:x/a.md')).toHaveLength(1)
    expect(catalog.size().entries).toBe(1)
  })

  it.each([
    ['in the same run', false],
    ['in a later one', true],
  ])('keeps the memory of a file that comes back for it if a copy comes %s', async (_when, isLater) => {
    room.write('m.md', { text: 'a story' })
    await room.refresh(hour(0))
    room.delete('m.md')
    await room.refresh(hour(1))
    room.write('m.md', { text: 'a story' })
    if (isLater) await room.refresh(hour(2))
    room.write('copy.md', { text: 'a story' })
    expect(codes(await room.refresh(hour(3)))).toEqual([])
    expect([entryOf('m.md')?.published, entryOf('copy.md')?.published]).toEqual([hour(0), hour(3)])
    expect([...catalog.departed()]).toEqual([])
  })

  it('forgets a vanished file after a while', async () => {
    room.write('a.md')
    room.write('b.md')
    await room.refresh(hour(0))
    room.delete('a.md')
    await room.refresh(hour(1))
    expect([...catalog.departed()]).toHaveLength(1)
    room.write('b.md', { text: 'x' })
    await room.refresh(hour(24 * 91))
    expect([...catalog.departed()]).toEqual([])
  })
})

describe('dates over runs', () => {
  it('uses the stated date until it is published, then keeps it with a finding', async () => {
    room.write('a.md', { published: hour(10) })
    await room.refresh(hour(0))
    room.write('a.md', { published: hour(2) })
    await room.refresh(hour(1))
    expect(entryOf('a.md')?.published).toBe(hour(2))
    // The run at which it falls due changes no file; from then on readers have it.
    await room.refresh(hour(3))
    room.write('a.md', { published: hour(1) })
    const { findings } = await room.refresh(hour(4))
    expect(entryOf('a.md')?.published).toBe(hour(2))
    expect(findings).toMatchObject([{ code: 'published-moved', got: hour(1), expected: hour(2) }])
    await room.refresh(hour(5), { acceptDates: true })
    expect(entryOf('a.md')?.published).toBe(hour(1))
    expect((await room.refresh(hour(6))).findings).toEqual([])
  })

  it('does not treat an article as published that was removed before any run published it', async () => {
    room.write('a.md', { published: hour(2) })
    await room.refresh(hour(0))
    room.delete('a.md')
    await room.refresh(hour(3))
    room.write('a.md', { published: hour(5) })
    expect((await room.refresh(hour(4))).findings).toEqual([])
    expect(entryOf('a.md')?.published).toBe(hour(5))
  })
})

describe('new articles without a date', () => {
  it('are reported once if their history was not fetched', async () => {
    room.knows('shallow')
    room.write('a.md')
    room.write('b.md')
    room.write('c.md', { published: hour(-5) })
    const first = await room.refresh(hour(0))
    expect(codes(first)).toEqual(['history-shallow a.md'])
    expect(first.findings[0]?.message).toContain('2 articles without a date get the time of this run')
    expect(codes(await room.refresh(hour(1)))).toEqual([])
  })

  it('have the dates of their history', async () => {
    room.knows({ first: hour(-9), last: hour(-8) })
    room.write('a.md')
    expect(codes(await room.refresh(hour(0)))).toEqual([])
    expect(entryOf('a.md')?.published).toBe(hour(-9))
  })
})
