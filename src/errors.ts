import type { Finding } from './finding.ts'

/** Codes of all errors thrown on purpose; `docs/errors.md` has a section for each. */
export const ERROR_CODES = [
  'CONFIG_INVALID',
  'CONTENT_UNREADABLE',
  'STATE_UNREADABLE',
  'TARGET_LOCKED',
  'LEASE_LOST',
  'LEASE_UNAVAILABLE',
  'LEDGER_UNAVAILABLE',
  'LEDGER_UNREADABLE',
  'PACKAGE_MISSING',
  'TARGET_UNWRITABLE',
  'TARGET_TAKEN',
  'TARGET_CHANGED',
  'STORE_UNSUITABLE',
  'CREDENTIALS_MISSING',
  'FETCH_FAILED',
  'SERVER_UNAVAILABLE',
  'WATCH_LIMITED',
  'CLOCK_WRONG',
  'STOPPED',
  'USAGE',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/** An expected error: it has a documented code, and says what to do next. */
export class FeedwrightError extends Error {
  readonly code: ErrorCode
  readonly fix: string | undefined

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; fix?: string } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = new.target.name
    this.code = code
    this.fix = options.fix
  }
}

/** The settings cannot be used; contains all problems found in them. Nothing has run. Exit code 2. */
export class ConfigError extends FeedwrightError {
  readonly findings: readonly Finding[]

  constructor(findings: readonly Finding[]) {
    super('CONFIG_INVALID', `${findings.length} mistake${findings.length === 1 ? '' : 's'} in the settings`)
    this.findings = findings
  }
}

/** The command line is invalid. Exit code 2. */
export class UsageError extends FeedwrightError {
  constructor(message: string, fix?: string) {
    super('USAGE', message, fix === undefined ? {} : { fix })
  }
}

/** The environment failed (disk, lock, network); the published set is unchanged. Exit code 3. */
export class EnvironmentError extends FeedwrightError {}

/**
 * The catalog contains data that this program did not write: the next process that opens it moves it aside and creates
 * a new one.
 */
export class CatalogDamaged extends EnvironmentError {}
