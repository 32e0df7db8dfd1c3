import type { RunReport } from './reporting/reporter.ts'
import { createCommits } from './steps/committing.ts'
import { damagedManifest } from './steps/damaged-manifest.ts'
import { otherPublisher } from './steps/other-publisher.ts'
import type { Parts, RunRequest } from './steps/parts.ts'
import { planRun } from './steps/planning.ts'
import { publishPlanned } from './steps/publish-planned.ts'
import { type ReachedTarget, reachTarget } from './steps/reach-target.ts'
import { rememberRun } from './steps/remember-run.ts'
import { reportOf } from './steps/run-report.ts'
import { type SharedRefresh, singleRefresh } from './steps/shared-refresh.ts'

/**
 * One run, from the current articles to the published set. Content problems are returned as findings in the report;
 * throws only `EnvironmentError`, in which case the published set is unchanged.
 */
export async function runPipeline(parts: Parts, request: RunRequest): Promise<RunReport> {
  return publishTo(await reachTarget(parts, request.signal), request, singleRefresh())
}

/** The same for a target that was already reached, which is released afterwards. */
export async function publishTo(
  reached: ReachedTarget,
  request: RunRequest,
  refresh: SharedRefresh,
): Promise<RunReport> {
  try {
    const signal = AbortSignal.any([request.signal, reached.lease.lost])
    return await run(reached, { ...request, signal }, refresh)
  } catch (error) {
    await reached.abandon()
    throw error
  } finally {
    await reached.release()
  }
}

async function run(reached: ReachedTarget, request: RunRequest, refresh: SharedRefresh): Promise<RunReport> {
  const { parts, found } = reached
  const startedMs = request.elapsed()
  const { start, changes } = await refresh(reached, request)
  const others = [...otherPublisher(parts, found), ...damagedManifest(found)]
  const commits = createCommits(parts, request, { set: found?.set, revision: found?.revision })

  const plan = await planRun(parts, start, changes, found?.set)
  const published = await publishPlanned(parts, { start, changes, plan, commits, request })
  if (found?.damaged !== undefined && found.set !== undefined && commits.revision === found.revision)
    await commits.commit(published.set)
  commits.catchUp()
  const kept = await rememberRun(parts, { start, plan, published, found, left: commits.revision })

  return reportOf(parts, { request, startedMs, changes, plan, published, kept, others })
}
