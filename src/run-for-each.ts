import { CatalogDamaged, EnvironmentError } from './errors.ts'
import type { Finding } from './finding.ts'
import { runPipeline } from './pipeline.ts'
import type { RunReport } from './reporting/reporter.ts'
import type { Parts, RunRequest } from './steps/parts.ts'

/** What became of a run for one target. */
type Outcome = Done | { readonly target: string; readonly error: EnvironmentError }

interface Done {
  readonly target: string
  readonly report: RunReport
}

/**
 * One run for each target: none goes without what is new because another is away. The report is that of `main`, with what
 * only others found; throws what `main` throws, when the others have been published to and what their runs found is told.
 */
export async function runForEach(
  main: Parts,
  others: readonly Parts[],
  request: RunRequest,
): Promise<RunReport> {
  const first = await outcomeOf(main, request)
  const further: Outcome[] = []
  // What readers are shown by this process lies at the main one.
  for (const other of others) further.push(await outcomeOf(other, { ...request, listeners: [] }))
  if ('error' in first) {
    const done = further.find((outcome) => 'report' in outcome)
    main.reporter.findings([...(done?.report.findings ?? []), ...onlyIn(further, done)])
    for (const outcome of further)
      if ('report' in outcome) main.reporter.info(`${outcome.target} was published to all the same`)
    throw first.error
  }
  return further.length === 0 ? first.report : together(first, further)
}

async function outcomeOf(parts: Parts, request: RunRequest): Promise<Outcome> {
  const target = parts.target.name
  try {
    return { target, report: await runPipeline(parts, request) }
  } catch (error) {
    if (!(error instanceof EnvironmentError) || error instanceof CatalogDamaged) throw error
    return { target, error }
  }
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

/** What was found in the runs for other targets and not in that for `known`. */
function onlyIn(outcomes: readonly Outcome[], known: Done | undefined): readonly Finding[] {
  const told = new Set(known?.report.findings.map((finding) => JSON.stringify(finding)))
  return outcomes.flatMap((outcome): readonly Finding[] => {
    if ('error' in outcome) return [failed(outcome)]
    if (outcome === known) return []
    return outcome.report.findings
      .filter((finding) => !told.has(JSON.stringify(finding)))
      .map((finding) => ({ ...finding, message: `at ${outcome.target}: ${finding.message}` }))
  })
}

function failed({ target, error }: Extract<Outcome, { readonly error: unknown }>): Finding {
  return {
    code: 'target-failed',
    severity: 'error',
    message: `nothing was published to ${target}: ${error.message}`,
    ...(error.fix !== undefined && { fix: error.fix }),
  }
}
