import type { Finding } from '../../finding.ts'
import type { LintRule, Remark } from './rule.ts'
import type { SourceDocument, SourceFacts } from './source-document.ts'

export interface LintOptions extends SourceFacts {
  /** Names of the aggregator profiles to check as well. */
  readonly profiles?: readonly string[]
  /** Path or URL for the findings. */
  readonly path?: string
  /** The document was written by this program: rules that guess an author's intention are skipped. */
  readonly isOwnOutput?: boolean
}

/** Maximum number of findings per rule. */
const MOST_PLACES = 50
const LONGEST_VALUE = 100

interface Placed {
  readonly rule: LintRule
  readonly remark: Remark
  readonly isLast: boolean
}

/** The findings of the rules about a document, sorted by line. Does not throw for any text. */
export function judge(document: SourceDocument, rules: readonly LintRule[], options: LintOptions): Finding[] {
  const placed: Placed[] = []
  for (const rule of rules) {
    if (
      !applies(rule, document) ||
      (options.isOwnOutput === true && (rule.guess === true || rule.othersOnly === true))
    )
      continue
    let places = 0
    for (const remark of rule.check(document)) {
      places += 1
      placed.push({ rule, remark, isLast: places === MOST_PLACES })
      if (places === MOST_PLACES) break
    }
  }
  placed.sort((a, b) => a.remark.at - b.remark.at)
  const positionOf = positions(document.text)
  return placed.map((place) => findingOf(place, document, positionOf(place.remark.at), options))
}

/** Rules about the content require a document that could be parsed completely. */
function applies(rule: LintRule, { dialect, problem }: SourceDocument): boolean {
  return rule.appliesTo === 'any' || (problem === undefined && rule.appliesTo.includes(dialect.family))
}

function findingOf(
  { rule: { code, severity, fix, tolerated }, remark: { at, message, got, expected }, isLast }: Placed,
  document: SourceDocument,
  position: { line: number; column: number },
  { path, isOwnOutput }: LintOptions,
): Finding {
  const item = document.itemAt(at)
  const name = item?.id ?? item?.title
  return {
    code,
    severity: isOwnOutput === true && tolerated === true ? 'warning' : severity,
    message: `${shown(message, 2 * LONGEST_VALUE)}${isLast ? ` (the ${MOST_PLACES}th place; more are not listed)` : ''}`,
    ...(path === undefined ? {} : { file: path }),
    ...position,
    ...(name === undefined || name === '' ? {} : { item: shown(name) }),
    ...(got === undefined ? {} : { got: shown(got) }),
    ...(expected === undefined ? {} : { expected: shown(expected) }),
    fix,
  }
}

/**
 * A text from the document, printable in a report: one line, limited in length, without characters that move the
 * terminal's cursor or change its direction.
 */
export function shown(value: string, longest = LONGEST_VALUE): string {
  const line = value
    .slice(0, longest * 2)
    .replace(/[\p{Cc}\p{Cs}\s\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`
}

/** Converts ascending offsets to lines and columns in one pass over the text. */
function positions(text: string): (offset: number) => { line: number; column: number } {
  const lineEnd = /\r\n|\n|\r/g
  let line = 1
  let start = 0
  let next = lineEnd.exec(text)
  return (offset) => {
    while (next !== null && next.index + next[0].length <= offset) {
      line += 1
      start = next.index + next[0].length
      next = lineEnd.exec(text)
    }
    return { line, column: offset - start + 1 }
  }
}
