import { gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Instant } from '../../src/article/instant.ts'
import type { FeedDefinition } from '../../src/feed/definition.ts'
import type { RunReport } from '../../src/reporting/reporter.ts'
import { type ArticleSays, createNewsroom, hour } from '../steps/newsroom.ts'
import { formats } from '../support/formats.ts'
import { feedDefinition } from '../support/newsroom.ts'

/*
 * A desk of editors at work, in random order: what a file states happens at the next run, whatever else goes on; what
 * no one stated and looks like an accident is held; nothing is missing without a word.
 */

const RUNS = Number(process.env['FEEDWRIGHT_DESK_RUNS'] ?? 16)
const SEED = Number(process.env['FEEDWRIGHT_SEED'] ?? 19)

const FOLDERS = ['world', 'sport', 'arts'] as const
const TAGS = ['vote', 'rain', 'road'] as const

const feedOf = (name: string, more: Partial<FeedDefinition>) =>
  feedDefinition({ name, path: name, id: `tag:example.org,2024:feed/${name}`, maxLateItems: 3, ...more })
const small = [feedOf('newest', { selection: {}, limit: 3 })]
const large = [
  feedOf('all', { selection: {} }),
  ...small,
  feedOf('deep', { selection: {}, limit: 4, archiveSize: 2 }),
  ...FOLDERS.map((folder) => feedOf(folder, { selection: { sections: [folder] } })),
]
const tagFeed = (tag: string) => feedOf(`tags/${tag}`, { selection: { tags: [tag] }, generated: true })

/** What an editor does: `which` chooses the article, `how` the rest. */
const ACTS = [
  'write',
  'edit',
  'withdraw',
  'publish',
  'draft',
  'embargo',
  'expire',
  'move',
  'retag',
  'break',
  'delete',
  'lose folder',
  'bring back',
  'import',
] as const
interface Step {
  readonly act: (typeof ACTS)[number]
  readonly which: number
  readonly how: number
  /** Hours until the next run; 0: there is none before the next act. */
  readonly wait: number
}
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    act: fc.constantFrom(...ACTS, 'write', 'write', 'withdraw', 'delete'),
    which: fc.nat(999),
    how: fc.nat(999),
    wait: fc.nat(2),
  }),
  { minLength: 4, maxLength: 14 },
)

interface Filed {
  folder: string
  says: ArticleSays
}

const pages = { title: 'Site', url: 'https://example.org/', baseUrl: 'https://example.org/', language: 'en' }

/** A newsroom, and beside it what its files say. */
function createDesk(declared: readonly FeedDefinition[]) {
  const newsroom = createNewsroom({
    define: (tags) => (declared.length === 1 ? declared : [...declared, ...tags.map(tagFeed)]),
    parts: { pages, compress: async (identity) => ({ identity, gzip: gzipSync(identity, { level: 1 }) }) },
  })
  const filed = new Map<string, Filed>()
  const lost = new Map<string, Filed>()
  let now = 10
  let count = 0

  const put = (name: string, folder: string, says: ArticleSays) => {
    const known = filed.get(name)
    if (known !== undefined && known.folder !== folder) newsroom.delete(`${known.folder}/${name}`)
    filed.set(name, { folder, says })
    newsroom.write(`${folder}/${name}`, says)
  }
  const remove = (name: string) => {
    const known = filed.get(name)
    if (known === undefined) return
    filed.delete(name)
    lost.set(name, known)
    newsroom.delete(`${known.folder}/${name}`)
  }
  const create = (how: number, published: Instant) => {
    const name = `a${++count}`
    const tag = TAGS[how % TAGS.length] ?? 'vote'
    const title = `Word-${name}-`
    put(name, FOLDERS[how % 2 === 0 ? 0 : (how % 5) % 3] ?? 'world', {
      title,
      text: title,
      published,
      tags: [tag],
    })
  }
  const at = (hours: number) => hour(hours)
  for (let n = 0; n < 6; n++) create(n * 7, at(n))

  return {
    newsroom,
    filed,
    lost,
    now: () => at(now),
    act({ act, which, how }: Step): void {
      if (act === 'write') create(how, how % 4 === 0 ? hour(0) : at(now))
      if (act === 'import') {
        for (let n = 0; n <= how % 6; n++) create(how + n, at(-(how % 50) - n))
      }
      if (act === 'bring back') {
        for (const [name, { folder, says }] of lost) put(name, folder, says)
        lost.clear()
      }
      const name = [...filed.keys()][which % Math.max(1, filed.size)]
      const known = name === undefined ? undefined : filed.get(name)
      if (name === undefined || known === undefined) return
      const { folder, says } = known
      const { status: _status, embargoedUntil: _embargo, expires: _expires, broken: _broken, ...plain } = says
      if (act === 'edit') put(name, folder, { ...says, text: `${says.text} again ${how}` })
      if (act === 'withdraw') put(name, folder, { ...says, status: 'withdrawn' })
      if (act === 'publish') put(name, folder, plain)
      if (act === 'draft') put(name, folder, { ...says, status: 'draft' })
      if (act === 'embargo') put(name, folder, { ...says, embargoedUntil: at(now + 1 + (how % 4)) })
      if (act === 'expire') put(name, folder, { ...says, expires: at(now + (how % 4)) })
      if (act === 'move') put(name, FOLDERS[how % 3] ?? 'world', says)
      if (act === 'retag') put(name, folder, { ...says, tags: [TAGS[how % 3] ?? 'vote'] })
      if (act === 'break') put(name, folder, { ...says, broken: true })
      if (act === 'delete') remove(name)
      if (act === 'lose folder')
        for (const [other, { folder: its }] of [...filed]) if (its === folder) remove(other)
    },
    pass(hours: number): void {
      now += hours
    },
    /** Names of articles that no one may see now. */
    secrets: () => [...filed].flatMap(([name, { says }]) => (isPublic(says, at(now)) ? [] : name)),
    open: () => [...filed].filter(([, { says }]) => isPublic(says, at(now)) && says.broken !== true),
    /** Whether nothing is known of the article: its file is gone, or has a mistake and does not say that it is not public. */
    isUnknown: (name: string) => {
      const says = filed.get(name)?.says
      return says === undefined || (says.broken === true && isPublic(says, at(now)))
    },
  }
}

type Desk = ReturnType<typeof createDesk>

function isPublic(
  { status = 'live', embargoedUntil, expires, published }: ArticleSays,
  now: Instant,
): boolean {
  if (status !== 'live') return false
  return (
    (embargoedUntil ?? now) <= now && (published ?? now) <= now && (expires === undefined || expires > now)
  )
}

/** Names of the articles of which a published file says something, by its path; copies are opened. */
function wordsIn({ newsroom }: Desk): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  for (const [path, { identity, gzip }] of newsroom.target.files) {
    const copy = gzip === undefined ? '' : gunzipSync(gzip).toString()
    const text = `${Buffer.from(identity)} ${copy}`
    found.set(path, new Set([...text.matchAll(/Word-(a\d+)-/g)].map(([, name]) => name ?? '')))
  }
  return found
}

/** Names of the articles in each feed's documents; fails where formats differ. */
function shownIn({ newsroom }: Desk, report: RunReport): ReadonlyMap<string, readonly string[]> {
  return new Map(
    report.feeds
      .filter(({ status }) => status !== 'removed')
      .filter(({ path }) => newsroom.target.files.has(`${path}/rss.xml`))
      .map(({ name, path }) => {
        const all = formats.map((format) =>
          format.read(newsroom.text(`${path}/${format.fileName}`)).items.map(({ title }) => title),
        )
        for (const titles of all) expect(titles).toEqual(all[0])
        return [name, (all[0] ?? []).map((title) => title.slice(5, -1))]
      }),
  )
}

const takes = ({ selection }: FeedDefinition, { folder, says }: Filed): boolean =>
  selection.sections?.includes(folder) !== false &&
  (selection.tags === undefined || says.tags?.some((tag) => selection.tags?.includes(tag)) === true)

it('does what editors state, holds what no one stated, and loses nothing in silence', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.constantFrom(small, large), async (all, declared) => {
      const desk = createDesk(declared)
      let before: ReadonlyMap<string, readonly string[]> = new Map()
      let openBefore: ReadonlySet<string> | undefined
      await run()
      for (const step of all) {
        desk.act(step)
        if (step.wait === 0) continue
        desk.pass(step.wait)
        await run()
      }

      async function run(): Promise<void> {
        const report = await desk.newsroom.run(desk.now())
        const shown = shownIn(desk, report)
        const words = wordsIn(desk)
        for (const name of desk.secrets())
          for (const [path, names] of words) expect(names, `${name} in ${path}`).not.toContain(name)

        const held = new Set(report.feeds.flatMap(({ name, status }) => (status === 'held' ? name : [])))
        const errors = new Set(
          report.findings.flatMap(({ feed, severity }) => (severity === 'error' ? (feed ?? []) : [])),
        )
        for (const name of held) expect(errors, name).toContain(name)
        for (const feed of declared.length === 1 ? declared : [...declared, ...TAGS.map(tagFeed)]) {
          const now = shown.get(feed.name)
          const was = before.get(feed.name) ?? []
          const lost = was.filter(desk.isUnknown)
          const isMost = lost.length > 3 && lost.length > was.length / 2
          const isAll = lost.length > 1 && (now ?? []).every((name) => lost.includes(name))
          if (isMost || isAll) expect(held, `${feed.name} lost ${lost}`).toContain(feed.name)
          if (held.has(feed.name)) expectLastGood(feed, was, now ?? [])
          else expectAllOpen(feed, now ?? [])
        }
        before = shown

        const open = new Set(desk.open().map(([name]) => name))
        const isTold = report.findings.some(({ code }) =>
          ['released-in-no-feed', 'feed-overflow'].includes(code),
        )
        const everywhere = [...shown.values()].flat()
        for (const name of open)
          if (openBefore?.has(name) === false && held.size === 0 && !isTold)
            expect(everywhere, `${name} is in no feed and nothing is said`).toContain(name)
        openBefore = open
      }

      /** A held feed has what it had, but for what was taken back. */
      function expectLastGood(feed: FeedDefinition, was: readonly string[], now: readonly string[]): void {
        const open = new Map(desk.open())
        const kept = was.filter((name) => {
          const article = open.get(name)
          return desk.isUnknown(name) || (article !== undefined && (feed.generated || takes(feed, article)))
        })
        expect(now, `held ${feed.name}`).toEqual(kept)
      }

      /** A feed that is not held has everything that is public; what it has no room for is older, or was told of. */
      function expectAllOpen(feed: FeedDefinition, now: readonly string[]): void {
        const taken = desk.open().filter(([, article]) => takes(feed, article))
        const missing = taken.filter(([name]) => !now.includes(name))
        if (taken.length <= feed.limit)
          expect(
            missing.map(([name]) => name),
            feed.name,
          ).toEqual([])
        else expect(now.length, feed.name).toBe(feed.limit)
      }
    }),
    // Shrinking ends in time to tell what it found.
    { seed: SEED, numRuns: RUNS, interruptAfterTimeLimit: 200_000 },
  )
}, 240_000)
