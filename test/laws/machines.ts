import fc from 'fast-check'
import { expect } from 'vitest'
import type { ArticleEntry } from '../../src/article/article.ts'
import type { Instant } from '../../src/article/instant.ts'
import type { Catalog } from '../../src/catalog/catalog.ts'
import { createMemoryCatalog } from '../../src/catalog/memory.ts'
import { type Lost, takeoverLosses } from '../../src/catalog/takeover-losses.ts'
import { createMemoryLedgerStore } from '../../src/coordination/memory-ledger.ts'
import type { PublishedItem } from '../../src/feed/published-state.ts'
import { isReleased } from '../../src/feed/selection.ts'
import { ledgerOf } from '../contracts/ledger.ts'
import { type ArticleSays, createNewsroom, hour, type Newsroom } from '../steps/newsroom.ts'
import { feedDefinition } from '../support/newsroom.ts'

/*
 * Two newsrooms with the same files and clock: one machine publishes for the one, machines that take over from each other for the
 * other. Readers cannot tell which is which.
 */

const ACTS = [
  'write',
  'edit',
  'withdraw',
  'publish',
  'draft',
  'embargo',
  'expire',
  'update',
  'rename',
  'move',
  'copy',
  'break',
  'lock',
  'delete',
  'bring back',
] as const
export interface Step {
  readonly act: (typeof ACTS)[number]
  readonly which: number
  readonly how: number
  /** Minutes by which the clock has moved when the next run comes; undefined: there is none before the next act. */
  readonly wait?: number | undefined
  /** The machine that publishes then; a machine that is new has an empty state folder. */
  readonly machine: number | 'new'
}
/** Histories of a newsroom. */
export const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    act: fc.constantFrom(...ACTS, 'write', 'write', 'edit'),
    which: fc.nat(999),
    how: fc.nat(999),
    wait: fc.option(fc.nat(240), { nil: undefined, freq: 4 }),
    machine: fc.oneof(fc.constant('new' as const), fc.nat(2)),
  }),
  { minLength: 4, maxLength: 12 },
)

const feedOf = (name: string, more: Parameters<typeof feedDefinition>[0]) =>
  feedDefinition({
    name,
    path: name,
    id: `tag:example.org,2024:feed/${name}`,
    formats: ['atom'],
    maxLateItems: 3,
    ...more,
  })
const feeds = [
  feedOf('deep', { selection: {}, limit: 3, archiveSize: 2 }),
  feedOf('sport', { selection: { sections: ['sport'] }, limit: 4 }),
]

/** Feeds that do not have every article in their documents. */
const shortFeeds = [
  feedOf('latest', { selection: {}, limit: 2 }),
  feedOf('sport', { selection: { sections: ['sport'] }, limit: 1 }),
]

/** What the machines that take over from each other have besides the articles and the published set. */
export type Memory = 'a ledger' | 'stamps' | 'nothing'

/** A desk that writes the same into two newsrooms. */
function createDesk(memory: Memory, feedsOf = feeds) {
  const both = [createNewsroom({ define: () => feedsOf }), createNewsroom({ define: () => feedsOf })] as const
  const filed = new Map<string, ArticleSays>()
  const gone: [string, ArticleSays][] = []
  let minutes = 0
  let named = 0
  const at = (ahead = 0) => hour(minutes / 60 + ahead)
  const put = (name: string, says: ArticleSays) => {
    filed.set(name, says)
    for (const newsroom of both) newsroom.write(name, says)
  }
  const take = (name: string) => {
    const says = filed.get(name)
    filed.delete(name)
    for (const newsroom of both) newsroom.delete(name)
    if (says !== undefined) gone.push([name, says])
  }
  const nextName = (folder: string) => `${folder}/a${++named}`
  /** Every stamped article has its own id; which of two with the same one keeps it, only the catalog knows. */
  const isTaken = (id: string | undefined) =>
    id !== undefined && [...filed.values()].some((says) => says.id === id)
  const folderOf = (how: number) => (how % 3 === 0 ? 'sport' : 'world')
  return {
    both,
    now: at,
    says: (key: string) => filed.get(key.replace(/\.md$/, '')),
    pass: (more: number) => {
      minutes += more
    },
    /** @param waiting ids of the articles whose embargo must not be removed */
    act({ act, which, how }: Step, waiting: ReadonlySet<string> = new Set()): void {
      if (act === 'write') {
        const isDated = how % 4 === 0
        const published = isDated ? hour(Math.floor(minutes / 60) - (how % 7)) : at()
        const name = nextName(folderOf(how))
        put(name, {
          text: `t${how}`,
          ...((isDated || memory === 'stamps') && { published }),
          ...(memory === 'stamps' && { id: `tag:example.org,2024:${named % 3}${name}` }),
        })
        return
      }
      if (act === 'bring back') {
        const [name, says] = gone[which % Math.max(1, gone.length)] ?? []
        if (name !== undefined && says !== undefined && !filed.has(name) && !isTaken(says.id)) put(name, says)
        return
      }
      const [name, says] = [...filed][which % Math.max(1, filed.size)] ?? []
      if (name === undefined || says === undefined) return
      const { status: _status, embargoedUntil: _embargo, expires: _expires, ...others } = says
      const { broken: _broken, locked: _locked, ...plain } = others
      if (act === 'edit') put(name, { ...says, text: `${says.text}+${how}` })
      if (act === 'withdraw') put(name, { ...says, status: 'withdrawn' })
      if (act === 'publish' && !waiting.has(says.id ?? '')) put(name, plain)
      if (act === 'draft') put(name, { ...says, status: 'draft' })
      if (act === 'embargo') put(name, { ...says, embargoedUntil: at(1 + (how % 4)) })
      if (act === 'expire') put(name, { ...says, expires: at(how % 5) })
      if (act === 'update') put(name, { ...says, updated: at((how % 9) - 3) })
      if (act === 'break') put(name, { ...says, broken: true })
      if (act === 'lock') put(name, { ...says, locked: true })
      if (act === 'delete') take(name)
      if (act === 'rename' || act === 'move') {
        take(name)
        put(act === 'rename' ? nextName(folderOf(how)) : name.replace(/^\w+/, folderOf(how)), says)
      }
      if (act === 'copy')
        put(name.replace(/^\w+/, folderOf(how)), {
          ...says,
          ...(says.id !== undefined && !name.startsWith(folderOf(how)) && { id: `${says.id}/${++named}` }),
        })
    },
  }
}

async function publishedBy({ target }: Newsroom) {
  return {
    files: (await target.current())?.set?.files,
    texts: Object.fromEntries(
      [...target.files].map(([path, { identity }]) => [path, Buffer.from(identity).toString()]),
    ),
  }
}

/** Ids of the articles about which only the catalog knows that they were under embargo, also of removed ones. */
async function underEmbargo({ catalog, target }: Newsroom, now: Instant): Promise<ReadonlySet<string>> {
  const losses = takeoverLosses(catalog, (await target.current())?.set?.feeds ?? [], now, minted)
  const named = losses.flatMap(({ key, lost }) =>
    lost.includes('embargo') ? [catalog.get(key)?.memory] : [],
  )
  const removed = [...catalog.departed()].map(({ memory }) => memory)
  return new Set([...named, ...removed].flatMap((one) => (one?.embargo === undefined ? [] : (one.id ?? []))))
}

export const expectSameBytes =
  (memory: Memory) =>
  async (all: readonly Step[]): Promise<void> => {
    const desk = createDesk(memory)
    const [alone, inTurn] = desk.both
    const store = createMemoryLedgerStore()
    let waiting: ReadonlySet<string> = new Set()
    const machines = new Map<number | 'new', Catalog>()
    for (const step of all) {
      desk.act(step, waiting)
      if (step.wait === undefined) continue
      desk.pass(step.wait)
      const known = step.machine === 'new' ? undefined : machines.get(step.machine)
      const catalog = known ?? createMemoryCatalog()
      machines.set(step.machine, catalog)
      await alone.run(desk.now())
      const shared = memory === 'a ledger' ? { ledger: ledgerOf(store) } : {}
      await inTurn.run(desk.now(), {}, { catalog, ...shared })
      expect(await publishedBy(inTurn)).toEqual(await publishedBy(alone))
      if (memory === 'stamps') waiting = await underEmbargo(alone, desk.now())
    }
  }

const wholeFeeds = [
  feedOf('all', { selection: {}, limit: 50 }),
  feedOf('sport', { selection: { sections: ['sport'] }, limit: 50 }),
]

/** Machines whose clocks differ by up to 20 minutes take over from each other. */
export const expectSteadyDates =
  (memory: Memory) =>
  async (all: readonly Step[]): Promise<void> => {
    const desk = createDesk(memory, wholeFeeds)
    const [alone, inTurn] = desk.both
    const store = createMemoryLedgerStore()
    const machines = new Map<number | 'new', Catalog>()
    let before: readonly ShownItem[] = []
    const acceptChurn = new Set(wholeFeeds.map(({ name }) => name))
    // Which of two articles has an address depends on their dates.
    const history = all.flatMap((step): Step[] =>
      step.act === 'copy' ? [] : [{ ...step, wait: step.wait === undefined ? undefined : step.wait % 25 }],
    )
    const end = Array.from({ length: 12 }, (_, which): Step => {
      return { act: 'publish', which, how: 1, wait: which < 11 ? undefined : 9 * 60, machine: 'new' }
    })
    for (const step of [...history, ...end]) {
      desk.act(step)
      if (step.wait === undefined) continue
      desk.pass(step.wait)
      const known = step.machine === 'new' ? undefined : machines.get(step.machine)
      const catalog = known ?? createMemoryCatalog()
      machines.set(step.machine, catalog)
      const minutesAhead = step.machine === 'new' ? (step.how % 21) - 10 : [-10, 0, 10][step.machine]
      await alone.run(desk.now(), { acceptChurn })
      const shared = memory === 'a ledger' ? { ledger: ledgerOf(store) } : {}
      await inTurn.run(desk.now((minutesAhead ?? 0) / 60), { acceptChurn }, { catalog, ...shared })
      const after = (await itemsOf(inTurn)).map(({ id, published, updated }): ShownItem => {
        const [key = ''] = catalog.keysOfId(id)
        return { id, published, updated, key, says: desk.says(key) }
      })
      for (const one of before) {
        const isUnchanged = one.says !== undefined && desk.says(one.key) === one.says
        if (isUnchanged && one.says.expires === undefined) expect(after).toContainEqual(one)
      }
      before = after
    }
    expect((await itemsOf(inTurn)).map(({ url }) => url).sort()).toEqual(
      (await itemsOf(alone)).map(({ url }) => url).sort(),
    )
  }

/** An item, and the file of its article. */
interface ShownItem extends Pick<PublishedItem, 'id' | 'published' | 'updated'> {
  readonly key: string
  readonly says: ArticleSays | undefined
}

async function itemsOf({ target }: Newsroom) {
  return ((await target.current())?.set?.feeds ?? []).flatMap(({ items }) => items)
}

/** Another machine finds everything as the first one had it, except what `takeoverLosses` names. */
/** As the newsroom does. */
const minted = (key: string) => `tag:example.org,2024:${key}`

export async function expectNamedLosses(all: readonly Step[]): Promise<void> {
  const desk = createDesk('nothing', shortFeeds)
  const [newsroom] = desk.both
  for (const step of all) {
    desk.act(step)
    if (step.wait === undefined) continue
    desk.pass(step.wait)
    await newsroom.run(desk.now())
  }
  desk.pass(7)
  await newsroom.run(desk.now())
  const found = await newsroom.target.current()
  const now = desk.now()
  const losses = takeoverLosses(newsroom.catalog, found?.set?.feeds ?? [], now, minted)
  const other = createMemoryCatalog()
  desk.pass(1)
  await newsroom.run(desk.now(), {}, { catalog: other })
  // Of two files with the same address, either may be left out, with a finding.
  const isContested = (key: string) => other.get(key)?.findings.some(({ code }) => code === 'address-taken')
  const named = losses.flatMap(({ key, lost }) =>
    releasedIn(newsroom.catalog, key, now) === undefined
      ? []
      : namesOf(key, new Set(lost.filter((one) => one !== 'order' && one !== 'embargo'))),
  )
  const isCompared = (name: string) => !isContested(name.replace(/ \w+$/, ''))
  const different = differences(newsroom.catalog, other, now)
  expect(named.filter(isCompared).sort()).toEqual(different.filter(isCompared).sort())
}

/** Without its date, an article loses every later one. */
const namesOf = (key: string, lost: ReadonlySet<Lost>): string[] =>
  [...lost].filter((one) => one === 'id' || one === 'date' || !lost.has('date')).map((one) => `${key} ${one}`)

/** Not of an article that was removed: it gets the date of its return. */
function releasedIn(catalog: Catalog, key: string, now: Instant): ArticleEntry | undefined {
  const { entry } = catalog.get(key) ?? {}
  return entry !== undefined && isReleased(entry, now) ? entry : undefined
}

function differences(one: Catalog, other: Catalog, now: Instant): string[] {
  const entries = [...one.revisions()].flatMap(([key]) => {
    return releasedIn(one, key, now) ?? []
  })
  const there = (key: string) => other.get(key)?.entry
  return entries.flatMap((entry) => {
    const found = there(entry.key)
    return namesOf(
      entry.key,
      new Set([
        ...(entry.id === found?.id ? [] : (['id'] as const)),
        ...(entry.published === found?.published ? [] : (['date'] as const)),
        ...(entry.updated === found?.updated ? [] : (['updated'] as const)),
      ]),
    )
  })
}
