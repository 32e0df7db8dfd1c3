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
  /** What readers had before, and the revision of what they have now. */
  readonly found: CommittedSet | undefined
  readonly left: string | undefined
}

/** Stores what the next run must know of readers; returns what is remarked of all feeds, judged in this run or not. */
export async function rememberRun(parts: Parts, run: FinishedRun): Promise<KeptFindings> {
  const { catalog, target } = parts
  const before = runStatesIn(catalog).get(target.name)
  const { feeds, kept } = run.plan
  const findings = keptFindings([...feeds, ...kept], before?.findings ?? new Map(), run.published.remarks)
  const published = publishedBy(parts, run) ?? before?.published
  await keepRunState(catalog, target.name, { ...(published !== undefined && { published }), findings })
  return findings
}

/** What the run left; undefined where nothing else is to be remembered than before. */
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
