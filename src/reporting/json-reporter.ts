import type { Writable } from 'node:stream'
import { ConfigError, FeedwrightError } from '../errors.ts'
import type { Reporter } from './reporter.ts'

/** Reports for programs: one JSON object per line on `out`, distinguished by `event`. */
export function createJsonReporter(out: Writable): Reporter {
  const say = (event: string, facts: object) => out.write(`${JSON.stringify({ event, ...facts })}\n`)
  return {
    run: (report) => say('run', report),
    findings: (findings) => {
      if (findings.length > 0) say('findings', { findings })
    },
    info: (message) => say('info', { message }),
    warn: (message) => say('warning', { message }),
    error: (error) => say('error', factsOf(error)),
    progress: () => undefined,
  }
}

/** The data about an error that ended a run or the program; the stack only if the error was unexpected. */
function factsOf(error: unknown): object {
  if (!(error instanceof FeedwrightError)) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error))
    return { code: 'BUG', message, stack }
  }
  const { code, message, fix } = error
  return { code, message, fix, ...(error instanceof ConfigError && { findings: error.findings }) }
}
