import type { CatalogChanges } from '../catalog/refresh.ts'
import type { Finding } from '../finding.ts'
import type { RunReport } from '../reporting/reporter.ts'
import { distinct, type KeptFindings } from './kept-findings.ts'
import { outcomesOf } from './outcome.ts'
import type { Parts, RunRequest } from './parts.ts'
import type { RunPlan } from './planning.ts'
import type { Published } from './publishing.ts'
import { redirectFindings } from './redirects.ts'

export interface ReportFacts {
  readonly request: RunRequest
  /** The value of {@link RunRequest.elapsed} at the beginning. */
  readonly startedMs: number
  readonly changes: CatalogChanges
  readonly plan: RunPlan
  readonly published: Published
  /** Findings about all feeds, whether judged in this run or not. */
  readonly kept: KeptFindings
  /** Findings about other publishers. */
  readonly others: readonly Finding[]
}

/** The report of a run, for people and machines. */
export async function reportOf(
  parts: Parts,
  { request, startedMs, changes, plan, published, kept, others }: ReportFacts,
): Promise<RunReport> {
  const { set, held, written } = published
  const { last } = plan
  return {
    startedAt: request.now,
    elapsedMs: request.elapsed() - startedMs,
    articles: changes.tally,
    feeds: outcomesOf({ feeds: [...plan.feeds, ...plan.kept], held, last, set, written }),
    findings: distinct([
      ...changes.findings,
      ...parts.settingsFindings,
      ...others,
      ...plan.findings,
      ...(await redirectFindings(parts, {
        set,
        before: last,
        unsettled: new Set([...held, ...plan.unsettled]),
      })),
      ...published.findings,
      ...parts.announcements.findings(),
      ...[...kept.values()].flat(),
    ]),
  }
}
