import { beforeEach, describe, expect, it } from 'vitest'
import type { Catalog } from '../../src/catalog/catalog.ts'
import { createMemoryCatalog } from '../../src/catalog/memory.ts'
import { createNewsroom, type FileSays, hour } from './newsroom.ts'

let catalog: Catalog
let room: ReturnType<typeof createNewsroom>
beforeEach(() => {
  catalog = createMemoryCatalog()
  room = createNewsroom(catalog)
})

const dated = (text: string, day = 1): FileSays => ({ text, published: hour(-24 * day) })
const idsOf = (...keys: string[]) => keys.map((key) => catalog.get(key)?.entry?.id?.replace('minted:', ''))
const codes = async (at: number) =>
  (await room.refresh(hour(at))).findings.map(({ code, file }) => `${code} ${file}`)

async function begin(articles: Record<string, FileSays>): Promise<void> {
  for (const [key, says] of Object.entries(articles)) room.write(key, says)
  await room.refresh(hour(0))
}

describe('articles whose files exchanged their names', () => {
  it.each([
    ['dated', dated('A', 1), dated('B', 2)],
    ['of one day', dated('A'), dated('B')],
    ['undated', { text: 'A' }, { text: 'B' }],
  ])('keep id and date: %s', async (_what, a, b) => {
    await begin({ 'a.md': a, 'b.md': b })
    const before = catalog.get('a.md')?.entry
    room.write('a.md', b)
    room.write('b.md', a)
    const { counts, renamed, findings } = await room.refresh(hour(1))
    expect(idsOf('a.md', 'b.md')).toEqual(['b.md', 'a.md'])
    const after = catalog.get('b.md')?.entry
    expect([after?.published, after?.updated, after?.firstSeen]).toEqual([
      before?.published,
      before?.updated,
      before?.firstSeen,
    ])
    expect([counts.added, counts.removed, findings]).toEqual([0, 0, []])
    expect(renamed).toEqual([
      { from: 'b.md', to: 'a.md' },
      { from: 'a.md', to: 'b.md' },
    ])
  })

  it('keep them in a round of several, beside a copy of one', async () => {
    await begin({ 'a.md': dated('A'), 'b.md': dated('B'), 'c.md': dated('C'), 'd.md': dated('D') })
    room.write('e.md', dated('A'))
    room.write('b.md', dated('A'))
    room.write('c.md', dated('B'))
    room.write('d.md', dated('C'))
    room.write('a.md', dated('D'))
    expect(await codes(1)).toEqual(['article-copied e.md'])
    expect(idsOf('a.md', 'b.md', 'c.md', 'd.md')).toEqual(['d.md', 'a.md', 'b.md', 'c.md'])
  })

  it('keep them when the last one of a row has a new name, or has left it', async () => {
    await begin({ 'a.md': dated('A'), 'b.md': dated('B'), 'c.md': dated('C') })
    room.write('a-old.md', dated('A'))
    room.write('a.md', dated('B'))
    room.write('b.md', dated('C'))
    room.delete('c.md')
    const { counts } = await room.refresh(hour(1))
    expect(idsOf('a-old.md', 'a.md', 'b.md')).toEqual(['a.md', 'b.md', 'c.md'])
    expect([counts.added, counts.removed]).toEqual([0, 0])
  })

  it('are not confused with an edit: who still has the text keeps it', async () => {
    await begin({ 'a.md': dated('A'), 'b.md': dated('B') })
    room.write('a.md', dated('B'))
    room.write('b.md', dated('B'))
    await room.refresh(hour(1))
    expect(idsOf('a.md', 'b.md')).toEqual(['a.md', 'b.md'])
    room.write('a.md', dated('C'))
    room.write('b.md', dated('D'))
    await room.refresh(hour(2))
    expect(idsOf('a.md', 'b.md')).toEqual(['a.md', 'b.md'])
  })

  it('keep the ids of their names if one was edited as well', async () => {
    await begin({ 'a.md': dated('A'), 'b.md': dated('B') })
    room.write('a.md', dated('B'))
    room.write('b.md', dated('A, edited'))
    await room.refresh(hour(1))
    expect(idsOf('a.md', 'b.md')).toEqual(['a.md', 'b.md'])
  })

  it('keep the ids of their names if their dates were not exchanged', async () => {
    await begin({ 'a.md': dated('A', 1), 'b.md': dated('B', 2) })
    room.write('a.md', dated('B', 1))
    room.write('b.md', dated('A', 2))
    await room.refresh(hour(1))
    expect(idsOf('a.md', 'b.md')).toEqual(['a.md', 'b.md'])
  })

  it('have the ids that they state', async () => {
    await begin({ 'a.md': { ...dated('A'), id: 'one' }, 'b.md': { ...dated('B'), id: 'two' } })
    room.write('a.md', { ...dated('B'), id: 'one' })
    room.write('b.md', { ...dated('A'), id: 'two' })
    await room.refresh(hour(1))
    expect(idsOf('a.md', 'b.md')).toEqual(['one', 'two'])
  })
})

describe('an article that was moved over another', () => {
  beforeEach(async () => {
    await begin({ 'a.md': dated('A', 1), 'b.md': dated('B', 2) })
    room.write('a.md', dated('B', 2))
    room.delete('b.md')
  })

  it('keeps its id, and the other one is removed', async () => {
    const { entries, counts } = await room.refresh(hour(1))
    expect(idsOf('a.md')).toEqual(['b.md'])
    expect(counts).toMatchObject({ added: 0, changed: 1, removed: 1 })
    expect(entries.flatMap(({ before, after }) => (after === undefined ? before?.id : []))).toEqual([
      'minted:a.md',
    ])
  })

  it('is back, and the other one too, when that is undone', async () => {
    await room.refresh(hour(1))
    room.write('a.md', dated('A', 1))
    room.write('b.md', dated('B', 2))
    expect(await codes(2)).toEqual([])
    expect(idsOf('a.md', 'b.md')).toEqual(['a.md', 'b.md'])
    expect([...catalog.departed()]).toEqual([])
  })
})

describe('a copy of an article that is edited in the same run', () => {
  it('is left out, whichever file is read first', async () => {
    await begin({ 'b.md': dated('B') })
    room.write('a.md', dated('B'))
    room.write('c.md', dated('B'))
    room.write('b.md', dated('B, edited'))
    expect(await codes(1)).toEqual(['article-copied a.md', 'article-copied c.md'])
    expect(await codes(2)).toEqual(['article-copied a.md', 'article-copied c.md'])
    expect(idsOf('a.md', 'b.md', 'c.md')).toEqual([undefined, 'b.md', undefined])
  })

  it('is left out if the original was renamed instead', async () => {
    await begin({ 'b.md': dated('B'), 'd.md': { text: 'D' } })
    room.move('b.md', 'a.md')
    room.write('c.md', dated('B'))
    room.move('d.md', 'e.md')
    room.write('f.md', { text: 'D' })
    expect(await codes(1)).toEqual(['article-copied c.md', 'article-copied f.md'])
    expect(idsOf('a.md', 'e.md')).toEqual(['b.md', 'd.md'])
  })

  it('is an article if the original is not public any more', async () => {
    await begin({ 'b.md': dated('B') })
    room.write('a.md', dated('B'))
    room.write('b.md', { ...dated('B, edited'), status: 'draft' })
    expect(await codes(1)).toEqual([])
    expect(idsOf('a.md')).toEqual(['a.md'])
  })
})
