import type { Writable } from 'node:stream'
import { FeedwrightError } from '../errors.ts'
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
    error: (error) =>
      say('error', {
        code: error instanceof FeedwrightError ? error.code : 'BUG',
        message: error instanceof Error ? error.message : String(error),
      }),
    progress: () => undefined,
  }
}
