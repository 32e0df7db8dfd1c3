import type { Reporter } from './reporter.ts'

/** Reports nothing: for trials, and for tests that examine the report itself. */
export const quietReporter: Reporter = {
  run: () => undefined,
  findings: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  progress: () => undefined,
}
