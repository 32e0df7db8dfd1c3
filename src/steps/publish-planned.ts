import type { CatalogChanges } from '../catalog/refresh.ts'
import type { Commits } from './committing.ts'
import type { Parts, RunRequest } from './parts.ts'
import type { RunPlan } from './planning.ts'
import type { Published } from './publishing.ts'
import type { RunStart } from './run-start.ts'

export interface PlannedFacts {
  readonly start: RunStart
  readonly changes: CatalogChanges
  readonly plan: RunPlan
  readonly commits: Pick<Commits, 'commit'>
  readonly request: Pick<RunRequest, 'acceptChurn' | 'signal'>
}

/** Publishes according to a plan; if there is nothing to do, the modules for it are not loaded. */
export async function publishPlanned(
  parts: Parts,
  { start, changes, plan, commits, request }: PlannedFacts,
): Promise<Published> {
  if (plan.upToDate !== undefined)
    return {
      set: plan.upToDate,
      held: new Set(),
      written: new Set(),
      isComplete: true,
      remarks: new Map(),
      findings: [],
    }
  const { publish } = await import('./publishing.ts')
  const { acceptChurn, signal } = request
  const { now, settled, publishedAt } = start
  return publish(parts, {
    ...plan,
    changes: changes.entries,
    settled,
    publishedAt,
    commit: commits.commit,
    acceptChurn,
    now,
    signal,
  })
}
