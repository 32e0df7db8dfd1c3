import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Instant } from '../../src/article/instant.ts'
import { isReleased } from '../../src/feed/selection.ts'
import type { FeedFormat } from '../../src/formats/format.ts'
import { walk } from '../steps/crawler.ts'
import { type ArticleSays, createNewsroom, hour, type Newsroom } from '../steps/newsroom.ts'
import { formats } from '../support/formats.ts'
import { feedDefinition } from '../support/newsroom.ts'

/** Any number of articles may be late or gone at once here: these laws are not about the churn guard. */
const feed = feedDefinition({ limit: 5, archiveSize: 3, maxLateItems: 1000 })
const acceptChurn = new Set([feed.name])

type Step = { readonly name: string } & (
  | {
      readonly does: 'write'
      readonly age: number
      readonly text: string
      readonly status: ArticleSays['status']
    }
  | { readonly does: 'embargo'; readonly hours: number }
  | { readonly does: 'delete' }
)

const name = fc.integer({ min: 1, max: 30 }).map((number) => `article-${number}`)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      does: fc.constant('write' as const),
      name,
      // Most are new when they are written; some are back-dated, some date from the future.
      age: fc.oneof(fc.constant(0), fc.integer({ min: -30, max: 300 })),
      text: fc.constantFrom('one', 'two'),
      status: fc.constantFrom(
        'live' as const,
        'live' as const,
        'live' as const,
        'withdrawn' as const,
        'draft' as const,
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('embargo' as const),
      name,
      hours: fc.integer({ min: 1, max: 40 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('delete' as const), name }) },
)
/** What happened between one run and the next. */
const history = fc.array(fc.array(step, { maxLength: 12 }), { minLength: 3, maxLength: 8 })

function apply(newsroom: Newsroom, step: Step, at: number): void {
  if (step.does === 'delete') newsroom.delete(step.name)
  else if (step.does === 'embargo')
    newsroom.write(step.name, { published: hour(at), embargoedUntil: hour(at + step.hours) })
  else
    newsroom.write(step.name, {
      text: step.text,
      published: hour(at - step.age),
      ...(step.status && { status: step.status }),
    })
}

/** The texts of a feed's archive documents, by path. */
const archived = (texts: ReadonlyMap<string, string>) =>
  [...texts].filter(([path]) => path.startsWith(`${feed.path}/archive/`))

describe('archives, after any history', () => {
  it('are walked to every released article, each once, and change only with an article in them', () =>
    fc.assert(
      fc.asyncProperty(history, async (steps) => {
        const newsroom = createNewsroom({ define: () => [feed] })
        for (const [index, batch] of steps.entries()) {
          const now = index * 24
          for (const one of batch) apply(newsroom, one, now)
          const before = newsroom.texts()
          const report = await newsroom.run(hour(now), { acceptChurn })
          expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([])
          expect(await newsroom.isPending()).toBe(false)
          for (const format of formats) {
            expectWholeWalk(newsroom, format, hour(now))
            for (const [path, text] of archived(before)) {
              if (!path.endsWith(format.fileName) || newsroom.text(path) === text) continue
              const items = (one: string) => JSON.stringify(format.read(one).items)
              expect(items(newsroom.text(path)), `${path} changed and says the same`).not.toBe(items(text))
            }
          }
        }
      }),
      { seed: 5005, numRuns: 20 },
    ))

  it('come out the same wherever the same articles are published for the first time', () =>
    fc.assert(
      fc.asyncProperty(history, async (steps) => {
        const newsroom = createNewsroom({ define: () => [feed] })
        for (const one of steps.flat()) apply(newsroom, one, 0)
        await newsroom.run(hour(0))
        expectWholeWalk(newsroom, formats[0], hour(0))
        const again = createNewsroom({ define: () => [feed] })
        for (const one of steps.flat()) apply(again, one, 0)
        await again.run(hour(0))
        expect(again.texts()).toEqual(newsroom.texts())
      }),
      { seed: 5005, numRuns: 6 },
    ))
})

function expectWholeWalk(newsroom: Newsroom, format: FeedFormat | undefined, now: Instant): void {
  if (format === undefined) throw new Error('there is no format')
  const { merged, documents } = walk(format, feed, newsroom.text)
  const released = [...newsroom.catalog.entries(feed.selection)].filter((entry) => isReleased(entry, now))
  expect([...merged.keys()].sort()).toEqual(released.map(({ id }) => id).sort())
  const inPages = documents.slice(1).flatMap(({ items }) => items.map(({ id }) => id))
  expect(new Set(inPages).size).toBe(inPages.length)
}
