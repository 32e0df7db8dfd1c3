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

const codes = async (at: number, only?: readonly string[]) =>
  (await room.refresh(hour(at), only && { only })).findings.map(({ code, file }) => `${code} ${file}`)
const idOf = (key: string) => catalog.get(key)?.entry?.id
const dated = (text: string, more: FileSays = {}): FileSays => ({ text, published: hour(-5), ...more })

describe('a copy of an article', () => {
  it('is left out, in each run, and says of which', async () => {
    room.write('a.md', dated('A'))
    room.write('c.md', dated('C'))
    await room.refresh(hour(0))
    room.write('b.md', dated('A'))
    expect((await room.refresh(hour(1))).findings).toMatchObject([
      { code: 'article-copied', severity: 'error', file: 'b.md', message: expect.stringContaining('a.md') },
    ])
    expect([idOf('a.md'), idOf('b.md')]).toEqual(['minted:a.md', undefined])
    expect(await codes(2)).toEqual(['article-copied b.md'])
    room.write('c.md', dated('C, edited'))
    expect(await codes(3, ['c.md'])).toEqual(['article-copied b.md'])
  })

  it('stays left out when the original is edited: it may be a backup', async () => {
    room.write('a.md', dated('A'))
    await room.refresh(hour(0))
    room.write('b.md', dated('A'))
    await room.refresh(hour(1))
    room.write('a.md', dated('A, edited'))
    expect(await codes(2)).toEqual(['article-copied b.md'])
    expect(await codes(3)).toEqual(['article-copied b.md'])
  })

  it('is published once it has a text of its own', async () => {
    room.write('a.md', dated('A'))
    await room.refresh(hour(0))
    room.write('b.md', dated('A'))
    await room.refresh(hour(1))
    room.write('b.md', dated('B'))
    expect(await codes(2)).toEqual([])
    expect([idOf('a.md'), idOf('b.md')]).toEqual(['minted:a.md', 'minted:b.md'])
  })

  it('is the article under another name once the original is removed', async () => {
    room.write('a.md', dated('A'))
    await room.refresh(hour(0))
    room.write('b.md', dated('A'))
    await room.refresh(hour(1))
    room.delete('a.md')
    expect(await codes(2)).toEqual([])
    expect(idOf('b.md')).toBe('minted:a.md')
    expect(catalog.get('a.md')).toBeUndefined()
  })

  it('is still left out if another file has the article once the original is removed', async () => {
    room.write('a.md', dated('A'))
    await room.refresh(hour(0))
    room.write('b.md', dated('A'))
    room.write('c.md', dated('A'))
    await room.refresh(hour(1))
    room.delete('a.md')
    expect(await codes(2)).toHaveLength(1)
    expect(await codes(3)).toHaveLength(1)
    expect([idOf('b.md'), idOf('c.md')].filter((id) => id !== undefined)).toEqual(['minted:a.md'])
  })

  it.each<[string, FileSays]>([
    ['another date', dated('A', { published: hour(-4) })],
    ['an id of its own', dated('A', { id: 'own' })],
    ['another audience', dated('A', { audience: 'members' })],
    ['another text', dated('B')],
    ['no date', { text: 'A' }],
  ])('is none with %s', async (_what, says) => {
    room.write('a.md', dated('A'))
    await room.refresh(hour(0))
    room.write('b.md', says)
    expect(await codes(1)).toEqual([])
    expect(idOf('b.md')).toBeDefined()
  })

  it('is none if it was published before, or came with the first articles', async () => {
    room.write('a.md', dated('A'))
    room.write('b.md', dated('A'))
    expect(await codes(0)).toEqual([])
    room.write('c.md', dated('C'))
    await room.refresh(hour(1))
    room.write('c.md', dated('A'))
    expect(await codes(2)).toEqual([])
    expect(idOf('c.md')).toBe('minted:c.md')
  })
})
