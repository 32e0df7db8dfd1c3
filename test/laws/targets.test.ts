import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMemoryTarget, type MemoryTarget } from '../../src/targets/memory.ts'
import type { PublishTarget } from '../../src/targets/target.ts'
import { walk } from '../steps/crawler.ts'
import { createNewsroom, hour } from '../steps/newsroom.ts'
import { formats } from '../support/formats.ts'
import { feedDefinition } from '../support/newsroom.ts'

/** These laws are about what readers are told, not about the churn guard or how long they are told it. */
const feed = feedDefinition({ limit: 4, archiveSize: 3, maxLateItems: 1000, tombstoneDays: 100_000 })
const acceptChurn = new Set([feed.name])

const name = fc.integer({ min: 1, max: 14 }).map((number) => `article-${number}`)
const edit = fc.record({
  name,
  becomes: fc.constantFrom('live', 'live', 'live', 'corrected', 'draft', 'withdrawn', 'broken', 'deleted'),
  age: fc.integer({ min: 0, max: 200 }),
})
/** What happens between two runs, the target of the run, and the commit at which it is cut short, if any. */
const period = fc.record({
  edits: fc.array(edit, { maxLength: 6 }),
  target: fc.constantFrom(0, 1),
  cutAt: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
})

type Period = typeof period extends fc.Arbitrary<infer T> ? T : never

const live = (...numbers: number[]) =>
  numbers.map((number) => ({ name: `article-${number}`, becomes: 'live' as const, age: 0 }))
const uncut = { target: 0, cutAt: undefined } as const
/** Articles that aged out in a run that was cut before their archive page was written, and were then taken away. */
const examples: [Period[]][] = [
  [
    [
      { ...uncut, edits: live(1, 8) },
      { target: 0, cutAt: 0, edits: live(2, 3, 4) },
      { target: 0, cutAt: 1, edits: [] },
      { ...uncut, edits: [{ name: 'article-8', becomes: 'draft', age: 0 }] },
    ],
  ],
  [
    [
      { ...uncut, edits: live(1) },
      { ...uncut, edits: live(2) },
      { target: 0, cutAt: 1, edits: live(4, 3, 5) },
      { target: 0, cutAt: 0, edits: [] },
      { ...uncut, edits: [{ name: 'article-1', becomes: 'deleted', age: 0 }] },
    ],
  ],
]

const textIn = (target: MemoryTarget) => (path: string) =>
  Buffer.from(target.files.get(path)?.identity ?? []).toString()

function cut(target: PublishTarget, at: number | undefined): PublishTarget {
  let commits = 0
  return {
    ...target,
    async commit(set, replacing) {
      if (commits++ === at) throw new Error('cut short')
      return target.commit(set, replacing)
    },
  }
}

/** Ids in the documents of a target, and those told as gone. */
function told(target: MemoryTarget) {
  const atom = formats.find((format) => format.name === 'atom')
  if (atom === undefined || target.files.size === 0)
    return { items: new Map<string, string>(), gone: new Set<string>() }
  const { merged, documents } = walk(atom, feed, textIn(target))
  return {
    items: new Map([...merged.values()].map(({ id, contentHtml = '' }) => [id, contentHtml])),
    gone: new Set(documents[0]?.tombstones.map(({ id }) => id)),
  }
}

describe('readers of several targets of one newsroom', () => {
  it('have what the newsroom says, and are told of all they had that is gone, whatever was built or cut short before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(period, { minLength: 2, maxLength: 7 }), async (periods) => {
        const newsroom = createNewsroom({ define: () => [feed], parts: { archiveBatch: 1 } })
        const targets = [createMemoryTarget(), createMemoryTarget()]
        const had = [new Set<string>(), new Set<string>()]
        const says = new Map<string, string>()
        const broken = new Set<string>()
        let at = 300
        const build = async (which: number, cutAt?: number) => {
          const target = targets[which]
          if (target === undefined) return
          await newsroom
            .run(hour(at), { acceptChurn }, { target: cut(target, cutAt) })
            .catch((error) => expect(String(error)).toContain('cut short'))
          for (const id of told(target).items.keys()) had[which]?.add(id)
        }
        const check = async (which: number) => {
          await build(which)
          const target = targets[which]
          if (target === undefined) return
          const { items, gone } = told(target)
          expect(items).toEqual(says)
          const taken = [...(had[which] ?? [])].filter((id) => !says.has(id) && !broken.has(id))
          expect(gone).toEqual(new Set([...gone, ...taken]))
          // Only what may come back is still to be told.
          const left = (await target.current())?.set?.feeds.flatMap(({ left = [] }) =>
            left.map(({ id }) => id),
          )
          expect(left?.filter((id) => !broken.has(id))).toEqual([])
          expect([...gone].filter((id) => says.has(id))).toEqual([])
          // And then nothing is left to do.
          expect((await newsroom.run(hour(at), {}, { target })).feeds.map(({ status }) => status)).toEqual([
            'unchanged',
          ])
        }
        for (const { edits, target, cutAt } of periods) {
          at += 5
          for (const { name, becomes, age } of edits) {
            const id = `tag:example.org,2024:world/${name}.md`
            if (becomes === 'deleted') newsroom.delete(name)
            else if (becomes === 'broken') newsroom.write(name, { broken: true })
            else
              newsroom.write(name, {
                text: becomes,
                published: hour(at - age),
                status: becomes === 'draft' || becomes === 'withdrawn' ? becomes : 'live',
              })
            if (becomes === 'live' || becomes === 'corrected') says.set(id, `<p>${becomes}</p>`)
            else says.delete(id)
            if (becomes === 'broken') broken.add(id)
            else broken.delete(id)
          }
          await build(target, cutAt)
          if (cutAt === undefined) await check(target)
        }
        await check(0)
        await check(1)
      }),
      { numRuns: 30, examples },
    )
  }, 120_000)
})
