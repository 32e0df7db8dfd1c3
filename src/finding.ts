/** The most severe first. */
export const SEVERITIES = ['error', 'warning', 'note'] as const

/**
 * Severity of a finding: an `error` excludes an article or holds a feed, a `warning` is reported, and fails a strict
 * run, a `note` reports an action and requires nothing.
 */
export type Severity = (typeof SEVERITIES)[number]

/**
 * A problem with user input (content, settings, a feed), returned rather than thrown.
 *
 * `line` and `column` count from 1. `got` and `expected` complete the sentence of `message`; `fix` tells the user what
 * to do next.
 */
export interface Finding {
  /** Stable kebab-case code, documented in `docs/findings.md` and `docs/lint/`. */
  readonly code: string
  readonly severity: Severity
  readonly message: string
  /** Path or URL as users know it, for example `content/world/strikes.md`. */
  readonly file?: string
  readonly line?: number
  readonly column?: number
  /** Name of the feed and id of the item that the finding is about, if any. */
  readonly feed?: string
  readonly item?: string
  readonly got?: string
  readonly expected?: string
  readonly fix?: string
  /** Lines to copy into a file unchanged; `fix` states the file. */
  readonly paste?: string
}

/** Returns a function that creates findings with the codes and severities of one table. */
export function findingMaker<Code extends string>(severities: Readonly<Record<Code, Severity>>) {
  return (code: Code, said: Omit<Finding, 'code' | 'severity'>): Finding => ({
    code,
    severity: severities[code],
    ...said,
  })
}

/** Whether a value from a file is a valid finding. */
export function isFinding(value: unknown): value is Finding {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['code', 'severity', 'message'].every(
      (key) => key in value && typeof Reflect.get(value, key) === 'string',
    )
  )
}

/** Either a value with findings about it, or only findings: never both an error and a value. */
export type Parsed<T> =
  | { readonly value: T; readonly findings: readonly Finding[] }
  | { readonly value?: undefined; readonly findings: readonly Finding[] }
