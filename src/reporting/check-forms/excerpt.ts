/** Number of characters of a line shown on each side of the position. */
const AROUND = 50

/** The line of a finding, truncated if long, with the position in it. */
export interface Excerpt {
  readonly line: number
  readonly text: string
  /** Number of characters before the position. */
  readonly before: number
}

/**
 * Extracts the line around a position; undefined for a position outside the text.
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
  // Characters that move the cursor are replaced by one space, so that the mark below is aligned.
  const shown = text.replace(/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ')
  return { line, text: shown, before: lead.length + at - start }
}

/** The lines of a text with any line ends. */
export const linesOf = (text: string): readonly string[] => text.split(/\r\n|\n|\r/)
