import type { CatalogChanges } from '../catalog/refresh.ts'
import { changesForTarget, refreshArticles } from './articles.ts'
import { readLedger, type SharedMemory } from './ledger.ts'
import type { RunRequest } from './parts.ts'
import type { ReachedTarget } from './reach-target.ts'
import { type CatalogState, catalogState, type RunStart, startRun } from './run-start.ts'

/** The initial data of a run for one target. */
export interface RunInput {
  readonly start: RunStart
  readonly changes: CatalogChanges
}

/** Refreshes the catalog for the first target, and returns to each target the changes for its readers. */
export type SharedRefresh = (reached: ReachedTarget, request: RefreshRequest) => Promise<RunInput>

export type RefreshRequest = Pick<
  RunRequest,
  'now' | 'signal' | 'changed' | 'look' | 'acceptDates' | 'acceptClock'
>

/**
 * One refresh of the catalog for all targets of a run: its result does not change while one of them is published.
 *
 * @param restoreCandidates the targets from which a lost catalog is restored: the first that has anything published
 * @param signal cancels the refresh; if absent, the signal of the first target's run does
 */
export function createSharedRefresh(
  restoreCandidates: (asking: ReachedTarget) => AsyncIterable<ReachedTarget>,
  signal?: AbortSignal,
): SharedRefresh {
  let opening: Promise<{ readonly shared: SharedMemory; readonly state: CatalogState }> | undefined
  let refreshing: Promise<CatalogChanges> | undefined

  async function open({ parts, lease }: ReachedTarget) {
    const shared = await readLedger(parts, lease)
    return { shared, state: catalogState(parts.catalog) }
  }

  async function chooseRestoreTarget(
    asking: ReachedTarget,
    { lastRun }: CatalogState,
  ): Promise<ReachedTarget> {
    if (lastRun === undefined)
      for await (const candidate of restoreCandidates(asking))
        if (candidate.found?.set?.feeds.some(({ items }) => items.length > 0) === true) return candidate
    return asking
  }

  return async (reached, request) => {
    opening ??= open(reached)
    const { shared, state } = await opening
    const start = startRun(reached.parts, state, reached.found, request)
    refreshing ??= chooseRestoreTarget(reached, state).then((restoreFrom) =>
      refreshArticles(reached.parts, {
        start,
        state,
        request: { ...request, ...(signal !== undefined && { signal }) },
        restoreFrom,
        shared,
      }),
    )
    return { start, changes: changesForTarget(reached.parts, start, await refreshing) }
  }
}

/** The refresh of a run for one target. */
export const singleRefresh = (): SharedRefresh =>
  createSharedRefresh(async function* (asking) {
    yield asking
  })
