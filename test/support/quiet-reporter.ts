import type { Reporter } from '../../src/reporting/reporter.ts'

/** Tells no one anything: for tests that look at the report itself. */
export const quietReporter: Reporter = {
  run: () => undefined,
  findings: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  progress: () => undefined,
}
