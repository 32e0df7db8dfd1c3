import { endsSentence, isProse, type PageLine, weightOf } from './page-lines.ts'

/** Lines of a page from `start` up to, not including, `end`. */
export interface Region {
  readonly start: number
  readonly end: number
}

/** Minimum and maximum that a paragraph counts, in characters. */
const LEAST = 50
const MOST = 400
/** What a line of another kind takes away, and one that begins the comments. */
const GAP = 25
const END = 60

/**
 * The lines with most of the running text, from the first paragraph to the last one: those with the greatest sum, where
 * paragraphs add their length and all other lines take something away. So a list of links between paragraphs is part of
 * it, and a notice above a menu is not.
 *
 * @param gap what another line takes away, in characters
 */
export function textRegion(lines: readonly PageLine[], gap = GAP): Region {
  let best = { start: 0, end: 0, sum: 0 }
  let start = 0
  let sum = 0
  for (const [at, line] of lines.entries()) {
    if (sum <= 0) [start, sum] = [at, 0]
    sum += worthOf(line, gap)
    if (sum > best.sum) best = { start, end: at + 1, sum }
  }
  return { start: best.start, end: best.end }
}

function worthOf({ kind, text }: PageLine, gap: number): number {
  if (kind === 'text' && isRunning(text)) return Math.min(weightOf(text), MOST)
  return kind === 'end' ? -END : -gap
}

/** Share of the words with a small first letter in a text that is not a list of names or headlines. */
const SMALL = 0.4
/** Number of places where two elements are copied without a space between them, as in a menu on one line. */
const MANY = 3

/** Whether a line is a paragraph of running text, as opposed to names or links in a row. */
export function isRunning(text: string): boolean {
  if (weightOf(text) < LEAST || !isProse(text)) return false
  if ((text.match(/\p{Ll}\p{Lu}/gu)?.length ?? 0) >= MANY && !endsSentence(text)) return false
  const words = text.split(' ')
  const small = words.filter((word) => !/^[^\p{L}]*\p{Lu}/u.test(word)).length
  return small >= words.length * SMALL
}
