import type { ReceiverView } from '../announcers/announcements.ts'
import type { Instant } from '../article/instant.ts'
import type { Settings } from '../config/settings.ts'
import { ConfigError, EnvironmentError, ERROR_CODES } from '../errors.ts'
import type { Finding } from '../finding.ts'
import type { RunReport } from '../reporting/reporter.ts'
import type { PictureFile } from './serving.ts'

/** What the process that publishes tells the one that serves. */
export type PublishingMessage =
  | { readonly kind: 'report'; readonly report: RunReport }
  | { readonly kind: 'findings'; readonly findings: readonly Finding[] }
  | { readonly kind: 'info' | 'warn'; readonly message: string }
  | { readonly kind: 'progress'; readonly what: string; readonly done: number; readonly total?: number }
  | { readonly kind: 'error' | 'failed'; readonly error: ToldError }
  /** It publishes by these settings. */
  | { readonly kind: 'began'; readonly settings: Settings }
  /** A commit: the run goes on once `served` is answered. */
  | { readonly kind: 'committed'; readonly number: number }
  | { readonly kind: 'succeeded'; readonly now: Instant; readonly nextDue?: Instant }
  | { readonly kind: 'planned'; readonly isRunning: boolean; readonly next?: number }
  | { readonly kind: 'picture'; readonly number: number; readonly file?: PictureFile }
  /** How telling hubs and caches goes. */
  | { readonly kind: 'receivers'; readonly receivers: readonly ReceiverView[] }
  /** It is alive, and has used so much time of a processor so far. */
  | { readonly kind: 'alive'; readonly workedMs: number }

/** What the process that serves tells the one that publishes. */
export type ServingMessage =
  | { readonly kind: 'served'; readonly number: number }
  | { readonly kind: 'read-picture'; readonly number: number; readonly path: string }
  | { readonly kind: 'stop' }

/** An error as it goes from one process to another. */
export interface ToldError {
  readonly code?: string
  readonly message: string
  readonly fix?: string
  readonly findings?: readonly Finding[]
  readonly stack?: string
}

export function toldError(error: unknown): ToldError {
  if (error instanceof ConfigError)
    return { code: error.code, message: error.message, findings: error.findings }
  if (error instanceof EnvironmentError)
    return {
      code: error.code,
      message: error.message,
      ...(error.fix !== undefined && { fix: error.fix }),
    }
  if (error instanceof Error)
    return { message: error.message, ...(error.stack !== undefined && { stack: error.stack }) }
  return { message: String(error) }
}

export function errorOf({ code, message, fix, findings, stack }: ToldError): Error {
  if (findings !== undefined) return new ConfigError(findings)
  const known = ERROR_CODES.find((one) => one === code)
  if (known !== undefined) return new EnvironmentError(known, message, fix === undefined ? {} : { fix })
  return Object.assign(new Error(message), stack === undefined ? {} : { stack })
}
