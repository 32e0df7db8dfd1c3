import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Catalog } from '../../src/catalog/catalog.ts'
import { createMemoryCatalog } from '../../src/catalog/memory.ts'
import type { CatalogChanges } from '../../src/catalog/refresh.ts'
import type { SettlingLook } from '../../src/sources/settling.ts'
import { createNewsroom, hour } from './newsroom.ts'

let catalog: Catalog
let postponed: string[]
let room: ReturnType<typeof createNewsroom>
beforeEach(() => {
  catalog = createMemoryCatalog()
  room = createNewsroom(catalog)
  postponed = []
})

const entryOf = (key: string) => catalog.get(key)?.entry
const codes = ({ findings }: CatalogChanges) => findings.map(({ code, file }) => `${code} ${file}`)

/** A look to which only the files in `writing` are unfinished, and which takes nothing for gone yet. */
function lookAt({
  writing = [] as readonly string[],
  gone = false,
  restless = false,
  afterPause = undefined as readonly string[] | undefined,
} = {}): SettlingLook {
  let unfinished = writing
  return {
    isWhole: ({ key }) => !unfinished.includes(key),
    isGone: () => gone,
    isRestless: () => restless,
    async pause() {
      unfinished = afterPause ?? unfinished
      return afterPause !== undefined
    },
    postpone({ key }) {
      postponed.push(key)
    },
    finish() {},
  }
}

describe('a file that is being written', () => {
  it('is not read, and its previous record is kept', async () => {
    room.write('a.md', { text: 'old' })
    await room.refresh(hour(0))
    room.write('a.md', { text: 'half' })
    room.write('b.md', { text: 'half' })
    const changes = await room.refresh(hour(1), { look: lookAt({ writing: ['a.md', 'b.md'] }) })
    expect([room.loaded, changes.entries, codes(changes)]).toEqual([[], [], []])
    expect([entryOf('a.md')?.title, entryOf('b.md')]).toEqual(['old', undefined])
    await room.refresh(hour(2), { look: lookAt() })
    expect([entryOf('a.md')?.title, entryOf('b.md')?.title]).toEqual(['half', 'half'])
  })

  it('between listing and reading keeps its previous record', async () => {
    room.write('a.md', { text: 'old' })
    await room.refresh(hour(0))
    room.write('a.md', { text: 'ha' })
    room.write('b.md', { unreadable: true })
    room.writing.add('a.md').add('b.md')
    const changes = await room.refresh(hour(1), { look: lookAt() })
    expect([entryOf('a.md')?.title, codes(changes), postponed]).toEqual(['old', [], ['a.md', 'b.md']])
    room.writing.clear()
    await room.refresh(hour(2), { look: lookAt() })
    expect(entryOf('a.md')?.title).toBe('ha')
  })

  it('causes a finding if it never stops changing', async () => {
    room.write('log.txt')
    const changes = await room.refresh(hour(0), { look: lookAt({ writing: ['log.txt'], restless: true }) })
    expect(codes(changes)).toEqual(['file-still-changing log.txt'])
  })

  it('is read after a pause, where there is one', async () => {
    room.write('a.md')
    room.write('b.md')
    room.write('c.md')
    const look = lookAt({ writing: ['a.md', 'b.md'], afterPause: ['b.md'] })
    const { counts } = await room.refresh(hour(0), { look })
    expect([[...room.loaded].sort(), counts.added]).toEqual([['a.md', 'c.md'], 2])
  })

  it('does not prevent a file with a known revision from being read with new settings', async () => {
    room.write('a.md')
    await room.refresh(hour(0), { settings: 'one' })
    await room.refresh(hour(1), { settings: 'two', look: lookAt({ writing: ['a.md'] }) })
    expect(room.loaded).toEqual(['a.md'])
  })
})

describe('a file that is missing', () => {
  it('keeps its record until it is confirmed as removed', async () => {
    room.write('a.md', { text: 'old' })
    await room.refresh(hour(0))
    room.delete('a.md')
    const away = await room.refresh(hour(1), { look: lookAt() })
    expect([away.counts.removed, away.tally.removed, entryOf('a.md')?.title]).toEqual([0, 0, 'old'])
    room.write('a.md', { text: 'new' })
    const back = await room.refresh(hour(2), { look: lookAt() })
    expect(back.counts).toMatchObject({ changed: 1, removed: 0, added: 0 })
    room.delete('a.md')
    expect((await room.refresh(hour(3), { look: lookAt({ gone: true }) })).counts.removed).toBe(1)
    expect(entryOf('a.md')).toBeUndefined()
  })

  it('is treated as moved at once if its text appears elsewhere', async () => {
    room.write('a.md', { text: 'one' })
    await room.refresh(hour(0))
    room.move('a.md', 'deep/a.md')
    const { renamed } = await room.refresh(hour(1), { look: lookAt() })
    expect(renamed).toEqual([{ from: 'a.md', to: 'deep/a.md' }])
    expect([entryOf('a.md'), entryOf('deep/a.md')?.id]).toEqual([undefined, 'minted:a.md'])
  })

  it('gives its id to a new article that states it', async () => {
    room.write('a.md', { id: 'tag:x', text: 'one' })
    await room.refresh(hour(0))
    room.delete('a.md')
    room.write('b.md', { id: 'tag:x', text: 'another' })
    const changes = await room.refresh(hour(1), { look: lookAt() })
    expect([codes(changes), catalog.keysOfId('tag:x')]).toEqual([[], ['b.md']])
  })
})

it('a folder deleted and put back, in any order and in parts, keeps every article under its id', async () => {
  const keys = ['w/a.md', 'w/b.md', 'w/c.md', 'w/d.md']
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(keys, { minLength: keys.length }),
      fc.shuffledSubarray(keys, { minLength: keys.length }),
      fc.array(fc.nat(keys.length), { maxLength: 3 }),
      fc.boolean(),
      async (leaving, coming, cuts, isStamped) => {
        catalog = createMemoryCatalog()
        room = createNewsroom(catalog)
        const says = (key: string) => ({ text: 'the same', ...(isStamped && { id: `tag:${key}` }) })
        for (const key of keys) room.write(key, says(key))
        await room.refresh(hour(0))
        const ids = keys.map((key) => entryOf(key)?.id)
        let at = 1
        const look = async (step: number) => {
          if (!cuts.includes(step)) return
          const changes = await room.refresh(hour(at++), { look: lookAt(), only: ['w', ...keys] })
          expect([changes.counts.removed, codes(changes)]).toEqual([0, []])
        }
        for (const [step, key] of leaving.entries()) {
          await look(step)
          room.delete(key)
        }
        for (const [step, key] of coming.entries()) {
          await look(step)
          room.write(key, says(key))
        }
        await room.refresh(hour(at), { look: lookAt() })
        expect(keys.map((key) => entryOf(key)?.id)).toEqual(ids)
      },
    ),
  )
})
