import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FeedDefinition } from '../../src/feed/definition.ts'
import { isReleased } from '../../src/feed/selection.ts'
import type { Reporter } from '../../src/reporting/reporter.ts'
import type { PublishTarget } from '../../src/targets/target.ts'
import { type ArticleSays, createNewsroom, hour } from '../steps/newsroom.ts'
import { feedDefinition } from '../support/newsroom.ts'

/** What becomes of an article's file. Its title, slug, text and tag hold its number, to be looked for. */
interface Step {
  readonly number: number
  readonly becomes: 'draft' | 'future' | 'embargoed' | 'withdrawn' | 'deleted'
  /** Hours until it is due. */
  readonly hours: number
  readonly tag: number
}

const NUMBERS = 10
const number = fc.integer({ min: 1, max: NUMBERS })
const history = fc.array(
  fc.array(
    fc.record<Step>({
      number,
      becomes: fc.constantFrom('draft', 'future', 'embargoed', 'future', 'embargoed', 'withdrawn', 'deleted'),
      hours: fc.integer({ min: 1, max: 60 }),
      tag: number,
    }),
    { maxLength: 8 },
  ),
  { minLength: 2, maxLength: 5 },
)

const slugOf = (number: number) => `slug-${number}-end`
const tagOf = (number: number) => `tag-${number}-end`
const wordsOf = (number: number) => [slugOf(number), `Title ${number} end`, `Text ${number} end`]

function fileOf({ number, becomes, hours, tag }: Step, at: number): ArticleSays {
  const [, title = '', text = ''] = wordsOf(number)
  return {
    title,
    text,
    tags: [tagOf(tag)],
    published: hour(becomes === 'future' ? at + hours : at - 5),
    ...(becomes === 'embargoed' && { embargoedUntil: hour(at + hours) }),
    ...((becomes === 'draft' || becomes === 'withdrawn') && { status: becomes }),
  }
}

/** Hears everything that is said to anybody: reports, findings, progress, manifests and each byte that was ever staged. */
function createEars() {
  const heard: string[] = []
  const hear = (...said: readonly unknown[]) => void heard.push(JSON.stringify(said))
  const reporter: Reporter = {
    run: hear,
    findings: hear,
    info: hear,
    warn: hear,
    error: hear,
    progress: hear,
  }
  const overhear = (target: PublishTarget): PublishTarget => ({
    ...target,
    async stage(file, contents) {
      hear(file, Buffer.from(contents.identity).toString())
      await target.stage(file, contents)
    },
    async commit(set, replacing) {
      hear(set)
      return target.commit(set, replacing)
    },
  })
  return { hear, reporter, overhear, all: () => heard.join('\n') }
}

const world = feedDefinition({ limit: 3, archiveSize: 2, maxLateItems: 1000, retraction: 'notice' })

const taggedFeed = (tag: string): FeedDefinition =>
  feedDefinition({
    name: tag,
    path: `tags/${tag}`,
    id: `tag:example.org,2024:${tag}`,
    selection: { tags: [tag] },
    generated: true,
  })

describe('what readers must not know yet', () => {
  it('is nowhere: no feed, archive, path, manifest or report names it before its moment', () =>
    fc.assert(
      fc.asyncProperty(history, async (steps) => {
        const newsroom = createNewsroom({ define: (tags) => [world, ...tags.map(taggedFeed)] })
        for (let open = 1; open <= 8; open++) newsroom.write(`open-${open}`, { published: hour(-open) })
        const known = new Set<string>()
        for (const [index, batch] of steps.entries()) {
          const now = index * 24
          for (const step of batch) {
            const slug = slugOf(step.number)
            // A file that says so when it is first met was public elsewhere, or no one would have withdrawn it.
            const isMet = newsroom.catalog.get(`world/${slug}.md`)?.entry !== undefined
            if (step.becomes === 'deleted') newsroom.delete(slug)
            else if (step.becomes !== 'withdrawn' || isMet) newsroom.write(slug, fileOf(step, now))
          }
          const ears = createEars()
          const target = ears.overhear(newsroom.target)
          const acceptChurn = new Set([
            world.name,
            ...Array.from({ length: NUMBERS + 1 }, (_, n) => tagOf(n)),
          ])
          ears.hear(await newsroom.run(hour(now), { acceptChurn }, { target, reporter: ears.reporter }))

          for (const entry of newsroom.catalog.entries({}))
            if (isReleased(entry, hour(now))) for (const word of [entry.slug, ...entry.tags]) known.add(word)
          const all = ears.all()
          for (let number = 1; number <= NUMBERS; number++) {
            if (!known.has(slugOf(number)))
              for (const word of wordsOf(number)) expect(all).not.toContain(word)
            if (!known.has(tagOf(number))) expect(all).not.toContain(tagOf(number))
          }
        }
      }),
      { seed: 20240101, numRuns: 40 },
    ))
})
