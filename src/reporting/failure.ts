import { ConfigError, EnvironmentError, FeedwrightError, UsageError } from '../errors.ts'
import { type Colors, noColors } from './colors.ts'
import { findingTexts } from './finding-text.ts'

/** What a person is told of an error that ended the program. Anything we did not throw on purpose keeps its stack. */
export function explain(error: unknown, colors: Colors = noColors): string {
  if (error instanceof ConfigError) {
    return `feedwright: ${error.message} (${error.code}); nothing was run\n\n${findingTexts(error.findings, colors)}`
  }
  if (error instanceof FeedwrightError) {
    const fix = error.fix === undefined ? '' : `  ${colors.fix('→')} ${error.fix}\n`
    return `feedwright: ${colors.error(error.message)} (${error.code})\n${causeLine(error)}${fix}`
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `feedwright: this is a bug in feedwright, please report it with what follows\n${stack}\n`
}

/** The cause, unless the message of the error says it already. */
function causeLine({ message, cause }: Error): string {
  if (!(cause instanceof Error) || message.includes(cause.message)) return ''
  return `  because: ${cause.message}\n`
}

/** 2 for settings and usage, 3 for the world around us, 70 for bugs; see `docs/errors.md`. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigError || error instanceof UsageError) return 2
  return error instanceof EnvironmentError || error instanceof FeedwrightError ? 3 : 70
}

/** What ended a command: that it was told to stop, where `error` says no more than that. */
export function failureOf(error: unknown, { aborted, reason }: AbortSignal): unknown {
  if (!aborted || (error !== reason && !(error instanceof Error && error.name === 'AbortError'))) return error
  return new EnvironmentError('STOPPED', `stopped by ${String(reason)} before the end`, {
    fix: 'run it again: it finishes the work, and what readers have is whole',
  })
}
