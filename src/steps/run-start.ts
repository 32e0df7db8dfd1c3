import { type Instant, instantToMs, latest } from '../article/instant.ts'
import type { Catalog } from '../catalog/catalog.ts'
import { changeOf, lastRunOf } from '../catalog/facts.ts'
import type { PublishedFeed } from '../feed/published-state.ts'
import type { CommittedSet } from '../targets/target.ts'
import { checkClock, MOST_SET_BACK_MS } from './clock-check.ts'
import type { Parts, RunRequest } from './parts.ts'
import { type RunState, runStatesIn } from './run-state.ts'

/** The initial state of a run; see `docs/state.md`. */
export interface RunStart {
  /**
   * The time of this run: not before that of the last one, so that a clock that was set back does not unpublish
   * anything.
   */
  readonly now: Instant
  /** Whether the target has everything that was in the catalog before this run, except articles that fell due since. */
  readonly settled: boolean
  /** The time of the last run recorded in the catalog, for any target. */
  readonly lastRun?: Instant
  /** Number of the newest change in the catalog before this run. */
  readonly change: number
  /**
   * The time of the last run after which this target was complete; absent if unknown, or if the settings have changed
   * since.
   */
  readonly publishedAt?: Instant
}

/** The state of the catalog before a run examined the articles. */
export interface CatalogState {
  /** By target. */
  readonly states: ReadonlyMap<string, RunState>
  /** The time of the last run that stored anything, on this machine or a previous one. */
  readonly lastRun: Instant | undefined
  /** Number of the newest change stored. */
  readonly change: number
}

export const catalogState = (catalog: Catalog): CatalogState => ({
  states: runStatesIn(catalog),
  lastRun: lastRunOf(catalog),
  change: changeOf(catalog),
})

/**
 * @param found the published set
 * @throws EnvironmentError CLOCK_WRONG
 */
export function startRun(
  { target, generation, checkClock: isChecked, fallbackUpdated }: Parts,
  state: CatalogState,
  found: CommittedSet | undefined,
  { now, acceptClock }: Pick<RunRequest, 'now' | 'acceptClock'>,
): RunStart {
  const facts = { ...state, target: target.name, found, generation }
  const start = startOfRun(facts, now)
  const { lastRun } = start
  if (isChecked && acceptClock !== true)
    checkClock({ clock: now, since: fallbackUpdated, lastRun, published: found?.set })
  return start
}

interface StartFacts extends CatalogState {
  readonly target: string
  /** The published set; undefined if there is none. */
  readonly found: CommittedSet | undefined
  readonly generation: string
}

function startOfRun(
  { states, lastRun, target, found, change, generation }: StartFacts,
  clock: Instant,
): RunStart {
  const last = latest([lastRun, ...[...states.values()].map(({ published }) => published?.publishedAt)])
  const published = states.get(target)?.published
  const isPublisher = published?.manifest === found?.revision
  // Another machine has published, perhaps with a clock ahead of this one.
  const known = isPublisher ? last : latest([last, latestIn(found?.set?.feeds ?? [])])
  const aheadMs = known === undefined ? 0 : instantToMs(known) - instantToMs(clock)
  const isBelieved = aheadMs <= MOST_SET_BACK_MS
  const now = known !== undefined && aheadMs > 0 && isBelieved ? known : clock
  const isSame = isPublisher && published?.generation === generation
  return {
    now,
    settled: isSame && published?.change === change && isBelieved,
    change,
    ...(last !== undefined && { lastRun: last }),
    ...(isSame && published !== undefined && { publishedAt: published.publishedAt }),
  }
}

/** The latest date of what is published: the run that published it was not before that. */
const latestIn = (feeds: readonly PublishedFeed[]): Instant | undefined =>
  latest(
    feeds.flatMap(({ items, tombstones }) => [
      ...items.flatMap(({ published, updated, firstSeen }) => [published, updated, firstSeen]),
      ...tombstones.map(({ when }) => when),
    ]),
  )
