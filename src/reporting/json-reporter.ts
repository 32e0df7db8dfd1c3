import type { Writable } from 'node:stream'
import { ConfigError, FeedwrightError } from '../errors.ts'
import type { Reporter } from './reporter.ts'

/** Reports for machines: one JSON object a line on `out`, told apart by `event`. */
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

/** What is told of an error that ended a run or the program; the stack only of one no one threw on purpose. */
function factsOf(error: unknown): object {
  if (!(error instanceof FeedwrightError)) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error))
    return { code: 'BUG', message, stack }
  }
  const { code, message, fix } = error
  return { code, message, fix, ...(error instanceof ConfigError && { findings: error.findings }) }
}
