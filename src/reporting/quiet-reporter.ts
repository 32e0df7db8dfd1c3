import type { Reporter } from './reporter.ts'

/** Tells no one anything: for trials, and for tests that look at the report itself. */
export const quietReporter: Reporter = {
  run: () => undefined,
  findings: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  progress: () => undefined,
}
