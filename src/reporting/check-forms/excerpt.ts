/** Characters of a line shown on either side of the place. */
const AROUND = 50

/** The line a finding is about, cut where it is long, with the place in it. */
export interface Excerpt {
  readonly line: number
  readonly text: string
  /** Characters before the place. */
  readonly before: number
}

/**
 * Cuts out the line around a place; undefined for a place that the text does not have.
 *
 * @param line counts from 1, as does `column`
 */
export function excerptOf(lines: readonly string[], line: number, column: number): Excerpt | undefined {
  const whole = lines[line - 1]
  if (whole === undefined || column < 1 || column > whole.length + 1) return undefined
  const at = column - 1
  const start = Math.max(0, at - AROUND)
  const end = Math.min(whole.length, at + AROUND)
  const lead = start > 0 ? '…' : ''
  const text = `${lead}${whole.slice(start, end)}${end < whole.length ? '…' : ''}`
  // Whatever would move the cursor takes one place, so that the mark below stands right.
  const shown = text.replace(/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ')
  return { line, text: shown, before: lead.length + at - start }
}

/** The lines of a text, whatever ends them. */
export const linesOf = (text: string): readonly string[] => text.split(/\r\n|\n|\r/)
