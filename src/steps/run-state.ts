import { type Instant, instantToMs, isInstant } from '../article/instant.ts'
import type { Catalog } from '../catalog/catalog.ts'

/**
 * What runs know of the readers of one target. It belongs to what readers have there, so it is kept by the revision of
 * the target's manifest: another folder, or an older copy put back, is never taken for the one published last.
 */
export interface RunState {
  /** Revision of the manifest that a run left. */
  readonly manifest: string
  /** Number of the newest stored change that readers have, and of all before it; absent: a feed was held or postponed. */
  readonly change?: number
  /** Fingerprint of the settings and the program of that run. */
  readonly generation: string
  /** The moment of the last run after which readers had everything. */
  readonly publishedAt: Instant
}

/** Facts of the catalog: the number of its newest stored change, and the states of the targets that were published last. */
const CHANGE = 'change'
const STATES = 'run-states'

/** Targets remembered: previews come and go. */
const MOST_STATES = 16

/** A clock that is further behind the last run than this is wrong, or was wrong then; one that is less is waited for. */
export const MOST_SET_BACK_MS = 26 * 3_600_000

/** How things stand when a run begins; see `docs/state.md`. */
export interface Standing {
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

/** @param manifest revision of what readers have; undefined when they have nothing */
export function standingOf(
  catalog: Catalog,
  manifest: string | undefined,
  clock: Instant,
  generation: string,
): Standing {
  const states = statesIn(catalog)
  const state = states.find((one) => one.manifest === manifest)
  const last = states
    .map(({ publishedAt }) => publishedAt)
    .toSorted()
    .at(-1)
  const aheadMs = last === undefined ? 0 : instantToMs(last) - instantToMs(clock)
  const isBelieved = aheadMs <= MOST_SET_BACK_MS
  const now = last !== undefined && aheadMs > 0 && isBelieved ? last : clock
  const change = changeOf(catalog)
  const isSame = state?.generation === generation
  return {
    now,
    settled: isSame && state.change === change && isBelieved,
    change,
    ...(last !== undefined && { lastRun: last }),
    ...(isSame && { publishedAt: state.publishedAt }),
  }
}

/** Number of the newest change the catalog has stored. */
export function changeOf(catalog: Catalog): number {
  return Number(catalog.fact(CHANGE) ?? '0')
}

/** The fact to store together with a change, so that no run that is cut short can hide it from a later one. */
export function nextChange(catalog: Catalog): Readonly<Record<string, string>> {
  return { [CHANGE]: String(changeOf(catalog) + 1) }
}

/** Remembers what readers have now; `manifest` is the revision a run left, `before` the one it found. */
export async function rememberState(
  catalog: Catalog,
  state: RunState,
  before: string | undefined,
): Promise<void> {
  const others = statesIn(catalog).filter(
    ({ manifest }) => manifest !== state.manifest && manifest !== before,
  )
  const states = [state, ...others].slice(0, MOST_STATES)
  await catalog.apply({ put: [], remove: [], facts: { [STATES]: JSON.stringify(states) } })
}

function statesIn(catalog: Catalog): readonly RunState[] {
  const text = catalog.fact(STATES)
  const states: unknown = text === undefined ? [] : JSON.parse(text)
  return Array.isArray(states) ? states.filter(isRunState) : []
}

function isRunState(value: unknown): value is RunState {
  if (typeof value !== 'object' || value === null) return false
  const { manifest, generation, publishedAt, change }: Partial<Record<keyof RunState, unknown>> = value
  return (
    typeof manifest === 'string' &&
    typeof generation === 'string' &&
    typeof publishedAt === 'string' &&
    isInstant(publishedAt) &&
    (change === undefined || Number.isSafeInteger(change))
  )
}
