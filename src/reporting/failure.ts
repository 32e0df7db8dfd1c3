import { ConfigError, EnvironmentError, FeedwrightError, UsageError } from '../errors.ts'
import { type Colors, noColors } from './colors.ts'
import { findingTexts } from './finding-text.ts'

/** The message about an error that ended the program. Unexpected errors include their stack. */
export function explain(error: unknown, colors: Colors = noColors): string {
  if (error instanceof ConfigError) {
    return `feedwright: ${error.message} (${error.code}); nothing was run\n\n${findingTexts(error.findings, colors)}`
  }
  if (error instanceof FeedwrightError) {
    const fix = error.fix === undefined ? '' : `  ${colors.fix('→')} ${error.fix}\n`
    return `feedwright: ${colors.error(error.message)} (${error.code})\n${causeLine(error)}${fix}`
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `feedwright: this is a bug in feedwright; please report it with the following stack trace\n${stack}\n`
}

/** The cause, unless the message of the error includes it. */
function causeLine({ message, cause }: Error): string {
  if (!(cause instanceof Error) || message.includes(cause.message)) return ''
  return `  because: ${cause.message}\n`
}

/** 2 for settings and usage, 3 for the environment, 70 for bugs; see `docs/errors.md`. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigError || error instanceof UsageError) return 2
  return error instanceof EnvironmentError || error instanceof FeedwrightError ? 3 : 70
}

/** The reason why a command ended: that it was stopped, if `error` says no more than that. */
export function failureOf(error: unknown, { aborted, reason }: AbortSignal): unknown {
  if (!aborted || (error !== reason && !(error instanceof Error && error.name === 'AbortError'))) return error
  return new EnvironmentError('STOPPED', `stopped by ${String(reason)} before the end`, {
    fix: 'run it again to finish the work; what is published stays complete',
  })
}
