import type { Fence } from './coordination/lease.ts'
import type { RunReport } from './reporting/reporter.ts'
import { acquireLease } from './steps/acquire-lease.ts'
import { refreshArticles } from './steps/articles.ts'
import { createCommits } from './steps/committing.ts'
import { readLedger } from './steps/ledger.ts'
import { otherPublisher } from './steps/other-publisher.ts'
import type { Parts, RunRequest } from './steps/parts.ts'
import { planRun } from './steps/planning.ts'
import { publishPlanned } from './steps/publish-planned.ts'
import { rememberRun } from './steps/remember-run.ts'
import { reportOf } from './steps/run-report.ts'
import { startRun } from './steps/run-start.ts'
import { underLease } from './targets/under-lease.ts'

/**
 * One run: from the articles as they are now to what readers get. Content that is wrong comes back as findings in the
 * report; throws only `EnvironmentError`, and then readers keep what they had.
 */
export async function runPipeline(parts: Parts, request: RunRequest): Promise<RunReport> {
  const held = await acquireLease(parts, request.signal)
  try {
    await parts.target.recover()
    const signal = AbortSignal.any([request.signal, held.lost])
    return await run({ ...parts, target: underLease(parts.target, held) }, { ...request, signal }, held)
  } catch (error) {
    // What is staged now may be that of the next holder.
    if (!held.lost.aborted) await parts.target.abandon()
    throw error
  } finally {
    await held.release()
  }
}

async function run(parts: Parts, request: RunRequest, fence: Fence): Promise<RunReport> {
  const startedMs = request.elapsed()
  const found = await parts.target.current()
  const shared = await readLedger(parts, fence)
  const start = startRun(parts, found, request)
  const others = otherPublisher(parts, found)
  const commits = createCommits(parts, request, { set: found?.set, revision: found?.revision })

  const changes = await refreshArticles(parts, start, request, found?.set, shared)
  const plan = await planRun(parts, start, changes, found?.set)
  const published = await publishPlanned(parts, { start, changes, plan, commits, request })
  commits.catchUp()
  const kept = await rememberRun(parts, { start, plan, published, found, left: commits.revision })

  return reportOf(parts, { request, startedMs, changes, plan, published, kept, others })
}
