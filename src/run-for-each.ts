import { CatalogDamaged, EnvironmentError } from './errors.ts'
import type { Finding } from './finding.ts'
import { publishTo, runPipeline } from './pipeline.ts'
import type { RunReport } from './reporting/reporter.ts'
import type { Parts, RunRequest } from './steps/parts.ts'
import type { ReachedTarget } from './steps/reach-target.ts'
import { createSharedRefresh } from './steps/shared-refresh.ts'
import { createTargetConnection, createWaiting, type TargetConnection } from './steps/target-connection.ts'

export interface RunForEachRequest extends RunRequest {
  /**
   * Resolves when a target that does not answer is no longer waited for, once the others are finished; if absent, all
   * are waited for.
   */
  timeout?(signal: AbortSignal): Promise<void>
}

/** The result of a run for one target. */
type Outcome = Done | Failed

/** Receives the result of the run for each target. That of the main target includes what only others found. */
export type NoteOutcome = (
  target: string,
  request: RunRequest,
  outcome: Pick<Done, 'report'> | Pick<Failed, 'error'>,
) => void

interface Done {
  readonly target: string
  readonly report: RunReport
}

interface Failed {
  readonly target: string
  readonly error: EnvironmentError
}

/**
 * Runs for several targets concurrently, without waiting for each other: the results of one refresh of the articles are
 * published to each target as soon as it answers.
 *
 * @returns one run: its report is that of `main`, plus findings of the other targets only; throws the error of `main`
 * after the others have been published and their findings reported
 */
export function createRunForEach(
  main: Parts,
  others: readonly Parts[],
  note: NoteOutcome,
): (request: RunForEachRequest) => Promise<RunReport> {
  if (others.length === 0) return (request) => runAlone(main, request, note)
  const all = [main, ...others].map(createTargetConnection)
  return async (request) => {
    const [first, ...further] = await outcomesOf(all, main, request)
    if (first === undefined) throw new Error('a run for no target')
    for (const outcome of further) note(outcome.target, request, outcome)
    if ('report' in first) {
      const report = together(first, further)
      note(first.target, request, { report })
      return report
    }
    note(first.target, request, first)
    const done = further.find((outcome) => 'report' in outcome)
    const reported = further.filter((outcome) => !('error' in outcome) || outcome.error !== first.error)
    main.reporter.findings([...(done?.report.findings ?? []), ...onlyIn(reported, done)])
    for (const outcome of further)
      if ('report' in outcome) main.reporter.info(`${outcome.target} was published anyway`)
    throw first.error
  }
}

async function runAlone(main: Parts, request: RunRequest, note: NoteOutcome): Promise<RunReport> {
  try {
    const report = await runPipeline(main, request)
    note(main.target.name, request, { report })
    return report
  } catch (error) {
    if (error instanceof EnvironmentError) note(main.target.name, request, { error })
    throw error
  }
}

async function outcomesOf(
  connections: readonly TargetConnection[],
  main: Parts,
  request: RunForEachRequest,
): Promise<readonly Outcome[]> {
  const waiting = createWaiting(connections, request.timeout)
  const reaching = connections.map((connection) => connection.reach(request.signal, waiting.isOver))
  const refresh = createSharedRefresh(async function* () {
    for (const one of reaching) {
      const reached = await waiting.forAnother(one.catch(() => undefined))
      if (reached !== undefined) yield reached
    }
  }, request.signal)
  async function outcomeAt(connection: TargetConnection, answer: Promise<ReachedTarget>): Promise<Outcome> {
    const target = connection.parts.target.name
    try {
      const reached = await answer
      waiting.reached(connection)
      // What this process serves is at the main target.
      const own = connection.parts === main ? request : { ...request, listeners: [] }
      return { target, report: await publishTo(reached, own, refresh) }
    } catch (error) {
      if (!(error instanceof EnvironmentError) || error instanceof CatalogDamaged) throw error
      return { target, error }
    } finally {
      waiting.ended(connection)
    }
  }
  const settled = await Promise.allSettled(
    connections.flatMap((connection, at) => {
      const answer = reaching[at]
      return answer === undefined ? [] : [outcomeAt(connection, answer)]
    }),
  )
  waiting.close()
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
}

function together(main: Done, further: readonly Outcome[]): RunReport {
  return {
    ...main.report,
    findings: [...main.report.findings, ...onlyIn(further, main)],
    others: further.flatMap((outcome) =>
      'report' in outcome ? [{ target: outcome.target, feeds: outcome.report.feeds }] : [],
    ),
  }
}

/** Findings of the runs for other targets that are not in the one for `known`. */
function onlyIn(outcomes: readonly Outcome[], known: Done | undefined): readonly Finding[] {
  const knownFindings = new Set(known?.report.findings.map((finding) => JSON.stringify(finding)))
  return outcomes.flatMap((outcome): readonly Finding[] => {
    if ('error' in outcome) return [failed(outcome)]
    if (outcome === known) return []
    return outcome.report.findings
      .filter((finding) => !knownFindings.has(JSON.stringify(finding)))
      .map((finding) => ({ ...finding, message: `at ${outcome.target}: ${finding.message}` }))
  })
}

function failed({ target, error }: Failed): Finding {
  return {
    code: 'target-failed',
    severity: 'error',
    message: `nothing was published to ${target}: ${error.message}`,
    ...(error.fix !== undefined && { fix: error.fix }),
  }
}
