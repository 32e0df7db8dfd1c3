import { changeOf } from '../catalog/facts.ts'
import type { CommittedSet } from '../targets/target.ts'
import { type KeptFindings, keptFindings } from './kept-findings.ts'
import type { Parts } from './parts.ts'
import type { RunPlan } from './planning.ts'
import type { Published } from './publishing.ts'
import type { RunStart } from './run-start.ts'
import { keepRunState, type PublishedRun, runStatesIn } from './run-state.ts'

export interface FinishedRun {
  readonly start: RunStart
  readonly plan: RunPlan
  readonly published: Published
  /** The published set before the run, and the revision of the set that is published now. */
  readonly found: CommittedSet | undefined
  readonly left: string | undefined
}

/** Stores the state for the next run; returns the findings about all feeds, whether judged in this run or not. */
export async function rememberRun(parts: Parts, run: FinishedRun): Promise<KeptFindings> {
  const { catalog, target } = parts
  const before = runStatesIn(catalog).get(target.name)
  const { feeds, kept } = run.plan
  const findings = keptFindings([...feeds, ...kept], before?.findings ?? new Map(), run.published.remarks)
  const published = publishedBy(parts, run) ?? before?.published
  await keepRunState(catalog, target.name, { ...(published !== undefined && { published }), findings })
  return findings
}

/** The state after the run; undefined if it is unchanged. */
function publishedBy(
  { catalog, generation }: Parts,
  { start, plan, published: { isComplete }, found, left }: FinishedRun,
): PublishedRun | undefined {
  if (plan.upToDate !== undefined || left === undefined) return undefined
  if (isComplete) return { manifest: left, generation, publishedAt: start.now, change: changeOf(catalog) }
  const { publishedAt } = start
  return publishedAt === undefined || left === found?.revision
    ? undefined
    : { manifest: left, generation, publishedAt }
}
