import type { ReceiverView } from '../announcers/announcements.ts'
import type { Instant } from '../article/instant.ts'
import type { Settings } from '../config/settings.ts'
import { ConfigError, EnvironmentError, ERROR_CODES } from '../errors.ts'
import type { Finding } from '../finding.ts'
import type { RunReport } from '../reporting/reporter.ts'
import type { PictureFile } from './serving.ts'

/** Messages from the publishing process to the serving process. */
export type PublishingMessage =
  | { readonly kind: 'report'; readonly report: RunReport }
  | { readonly kind: 'findings'; readonly findings: readonly Finding[] }
  | { readonly kind: 'info' | 'warn'; readonly message: string }
  | { readonly kind: 'progress'; readonly what: string; readonly done: number; readonly total?: number }
  | { readonly kind: 'error' | 'failed'; readonly error: ToldError }
  /** It publishes with these settings. */
  | { readonly kind: 'began'; readonly settings: Settings }
  /** After a commit: the run continues when `served` is answered. */
  | { readonly kind: 'committed'; readonly number: number }
  | { readonly kind: 'succeeded'; readonly now: Instant; readonly nextDue?: Instant }
  | { readonly kind: 'planned'; readonly isRunning: boolean; readonly next?: number }
  | { readonly kind: 'picture'; readonly number: number; readonly file?: PictureFile }
  /** The state of notifying hubs and caches. */
  | { readonly kind: 'receivers'; readonly receivers: readonly ReceiverView[] }
  /** A sign of life, with the processor time used so far. */
  | { readonly kind: 'alive'; readonly workedMs: number }

/** Messages from the serving process to the publishing process. */
export type ServingMessage =
  | { readonly kind: 'served'; readonly number: number }
  | { readonly kind: 'read-picture'; readonly number: number; readonly path: string }
  | { readonly kind: 'stop' }

/** An error in the form that is sent between processes. */
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
