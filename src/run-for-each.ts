import { CatalogDamaged, EnvironmentError } from './errors.ts'
import type { Finding } from './finding.ts'
import { runPipeline } from './pipeline.ts'
import type { RunReport } from './reporting/reporter.ts'
import type { Parts, RunRequest } from './steps/parts.ts'

/** What became of a run for one target. */
type Outcome =
  | { readonly target: string; readonly report: RunReport }
  | { readonly target: string; readonly error: EnvironmentError }

/**
 * One run for each target: none goes without what is new because another is away. The report is that of `main`, with what
 * only others found; throws what `main` throws, when the others have been published to.
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
    for (const outcome of further)
      if ('report' in outcome) main.reporter.info(`${outcome.target} was published to all the same`)
    throw first.error
  }
  return further.length === 0 ? first.report : together(first.report, further)
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

function together(main: RunReport, further: readonly Outcome[]): RunReport {
  const known = new Set(main.findings.map((finding) => JSON.stringify(finding)))
  const findings = further.flatMap((outcome): readonly Finding[] => {
    if ('error' in outcome) return [failed(outcome)]
    return outcome.report.findings
      .filter((finding) => !known.has(JSON.stringify(finding)))
      .map((finding) => ({ ...finding, message: `at ${outcome.target}: ${finding.message}` }))
  })
  return {
    ...main,
    findings: [...main.findings, ...findings],
    others: further.flatMap((outcome) =>
      'report' in outcome ? [{ target: outcome.target, feeds: outcome.report.feeds }] : [],
    ),
  }
}

function failed({ target, error }: Extract<Outcome, { readonly error: unknown }>): Finding {
  return {
    code: 'target-failed',
    severity: 'error',
    message: `nothing was published to ${target}: ${error.message}`,
    ...(error.fix !== undefined && { fix: error.fix }),
  }
}
