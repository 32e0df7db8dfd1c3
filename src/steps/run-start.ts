import { type Instant, instantToMs, latest } from '../article/instant.ts'
import type { Catalog } from '../catalog/catalog.ts'
import { changeOf, lastRunOf } from '../catalog/facts.ts'
import type { CommittedSet } from '../targets/target.ts'
import { checkClock, MOST_SET_BACK_MS } from './clock-check.ts'
import type { Parts, RunRequest } from './parts.ts'
import { type RunState, runStatesIn } from './run-state.ts'

/** What a run begins with; see `docs/state.md`. */
export interface RunStart {
  /** The moment of this run: never before the last one, so that a clock set back takes nothing away from readers. */
  readonly now: Instant
  /** Whether readers of this target have what the catalog said before this run, but for the articles that fell due since. */
  readonly settled: boolean
  /** The moment of the last run that the catalog knows, for whichever target. */
  readonly lastRun?: Instant
  /** Number of the newest change the catalog had stored before this run. */
  readonly change: number
  /** The moment of the last run after which readers of this target had everything; absent when that is not known, or was under other settings. */
  readonly publishedAt?: Instant
}

/** What the catalog knew before a run looked at the articles. */
export interface CatalogState {
  /** By target. */
  readonly states: ReadonlyMap<string, RunState>
  /** The moment of the last run that stored anything, of this machine or of one before it. */
  readonly lastRun: Instant | undefined
  /** Number of the newest change it had stored. */
  readonly change: number
}

export const catalogState = (catalog: Catalog): CatalogState => ({
  states: runStatesIn(catalog),
  lastRun: lastRunOf(catalog),
  change: changeOf(catalog),
})

/**
 * @param found what readers have
 * @throws EnvironmentError CLOCK_WRONG
 */
export function startRun(
  { target, generation, checkClock: isChecked, fallbackUpdated }: Parts,
  state: CatalogState,
  found: CommittedSet | undefined,
  { now, acceptClock }: Pick<RunRequest, 'now' | 'acceptClock'>,
): RunStart {
  const facts = { ...state, target: target.name, manifest: found?.revision, generation }
  const start = startOfRun(facts, now)
  const { lastRun } = start
  if (isChecked && acceptClock !== true)
    checkClock({ clock: now, since: fallbackUpdated, lastRun, published: found?.set })
  return start
}

interface StartFacts extends CatalogState {
  readonly target: string
  /** Revision of what readers have; undefined when they have nothing. */
  readonly manifest: string | undefined
  readonly generation: string
}

function startOfRun(
  { states, lastRun, target, manifest, change, generation }: StartFacts,
  clock: Instant,
): RunStart {
  const last = latest([lastRun, ...[...states.values()].map(({ published }) => published?.publishedAt)])
  const aheadMs = last === undefined ? 0 : instantToMs(last) - instantToMs(clock)
  const isBelieved = aheadMs <= MOST_SET_BACK_MS
  const now = last !== undefined && aheadMs > 0 && isBelieved ? last : clock
  const published = states.get(target)?.published
  const isSame = published?.manifest === manifest && published?.generation === generation
  return {
    now,
    settled: isSame && published?.change === change && isBelieved,
    change,
    ...(last !== undefined && { lastRun: last }),
    ...(isSame && published !== undefined && { publishedAt: published.publishedAt }),
  }
}
