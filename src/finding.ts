/** The heaviest first. */
export const SEVERITIES = ['error', 'warning', 'note'] as const

/**
 * How much a finding weighs: an `error` leaves an article out or holds a feed, a `warning` is reported, and fails a strict
 * run, a `note` says what was done and asks for nothing.
 */
export type Severity = (typeof SEVERITIES)[number]

/**
 * Something wrong in what people gave us (content, settings, a feed), returned and never thrown.
 *
 * `line` and `column` count from 1. `got` and `expected` complete the sentence of `message`; `fix` is what the
 * reader of the report should do next.
 */
export interface Finding {
  /** Stable kebab-case code; the index into `docs/findings.md` and `docs/lint/`. */
  readonly code: string
  readonly severity: Severity
  readonly message: string
  /** Path or URL as the person knows it, e.g. `content/world/strikes.md`. */
  readonly file?: string
  readonly line?: number
  readonly column?: number
  /** Name of the feed and id of the item the finding is about, where there is one. */
  readonly feed?: string
  readonly item?: string
  readonly got?: string
  readonly expected?: string
  readonly fix?: string
  /** Lines that a person can copy into a file, as they are; `fix` says into which. */
  readonly paste?: string
}

/** Makes findings whose codes stand in one table, each with the severity it has there. */
export function findingMaker<Code extends string>(severities: Readonly<Record<Code, Severity>>) {
  return (code: Code, said: Omit<Finding, 'code' | 'severity'>): Finding => ({
    code,
    severity: severities[code],
    ...said,
  })
}

/** Whether a value read back from a file can be told as a finding. */
export function isFinding(value: unknown): value is Finding {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['code', 'severity', 'message'].every(
      (key) => key in value && typeof Reflect.get(value, key) === 'string',
    )
  )
}

/** Either a value with what was remarked about it, or only findings: never both an error and a value. */
export type Parsed<T> =
  | { readonly value: T; readonly findings: readonly Finding[] }
  | { readonly value?: undefined; readonly findings: readonly Finding[] }
