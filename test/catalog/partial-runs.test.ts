import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMemoryCatalog } from '../../src/catalog/memory.ts'
import { createNewsroom, type FileSays, hour } from './newsroom.ts'

const url = 'https://example.org/x'

const KEYS = ['a.md', 'b.md', 'c.md', 'd.md'] as const

function createPair() {
  const follow = () => {
    const catalog = createMemoryCatalog()
    return { catalog, room: createNewsroom(catalog) }
  }
  const partial = follow()
  const full = follow()
  return {
    write(key: string, says: FileSays) {
      for (const { room } of [partial, full]) room.write(key, says)
    },
    delete(key: string) {
      for (const { room } of [partial, full]) room.delete(key)
    },
    async run(at: number, only: readonly string[]) {
      const of = async ({ catalog, room }: typeof partial, options: { only?: readonly string[] }) => {
        const { findings } = await room.refresh(hour(at), options)
        return {
          findings: findings.map(({ code, file, message }) => `${code} ${file}: ${message}`),
          records: KEYS.map((key) => catalog.get(key)),
        }
      }
      return { partial: await of(partial, { only }), full: await of(full, {}) }
    },
  }
}

describe('an article that was left out', () => {
  it.each([
    ['address', { url }, { url: `${url}y` }],
    ['id', { id: 'i' }, { id: 'j' }],
  ])('because of its %s is added when the article that has it changes', async (_what, same, other) => {
    const catalog = createMemoryCatalog()
    const room = createNewsroom(catalog)
    room.write('a.md', same)
    await room.refresh(hour(0))
    room.write('b.md', { ...same, text: 'b' })
    expect((await room.refresh(hour(1), { only: ['b.md'] })).findings).toHaveLength(1)
    room.write('a.md', { ...other, text: 'a' })
    const changes = await room.refresh(hour(2), { only: ['a.md'] })
    expect(changes.findings).toEqual([])
    expect(changes.entries.map(({ after }) => after?.key)).toEqual(['a.md', 'b.md'])
  })

  it.each([{ url }, { id: 'i' }])('because of %o is added when the other one is removed', async (same) => {
    const catalog = createMemoryCatalog()
    const room = createNewsroom(catalog)
    room.write('a.md', same)
    await room.refresh(hour(0))
    room.write('b.md', { ...same, text: 'b' })
    await room.refresh(hour(1), { only: ['b.md'] })
    room.delete('a.md')
    const changes = await room.refresh(hour(2), { only: ['a.md'] })
    expect([changes.findings, catalog.get('b.md')?.entry?.key]).toEqual([[], 'b.md'])
  })

  it('is added when the other one expires, whichever file changed', async () => {
    const catalog = createMemoryCatalog()
    const room = createNewsroom(catalog)
    room.write('a.md', { url, expires: hour(2) })
    await room.refresh(hour(0))
    room.write('b.md', { url })
    await room.refresh(hour(1), { only: ['b.md'] })
    expect((await room.refresh(hour(3), { only: [] })).findings).toEqual([])
  })
})

const says = fc.record(
  {
    id: fc.constantFrom('i', 'j'),
    url: fc.constantFrom(url, `${url}y`),
    published: fc.constantFrom(hour(-9), hour(-1), hour(3)),
    expires: fc.constantFrom(hour(2), hour(5)),
    status: fc.constantFrom('draft' as const, 'withdrawn' as const),
    text: fc.constantFrom('one', 'two', 'three'),
    broken: fc.constant(true as const),
  },
  { requiredKeys: ['text'] },
)
const act = fc.record({ key: fc.constantFrom(...KEYS), says: fc.option(says, { freq: 4 }) })

it('leaves a catalog as a run that looks at everything does, after any history', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.array(act, { maxLength: 3 }), { maxLength: 8 }), async (history) => {
      const pair = createPair()
      for (const [at, acts] of history.entries()) {
        for (const { key, says } of acts) {
          if (says === null) pair.delete(key)
          else pair.write(key, says)
        }
        const { partial, full } = await pair.run(
          at,
          acts.map(({ key }) => key),
        )
        expect(partial).toEqual(full)
      }
    }),
    { numRuns: 500 },
  ))
