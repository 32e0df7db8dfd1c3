import { codeSpans } from './code-spans.ts'

/** Where a page shows its beginning only: `<!--more-->`, `<!-- truncate -->` and their like. */
const MARK =
  /^([ \t]{0,3})<!--[ \t]*(?:more|truncate|read-?more|excerpt(?:-?end)?|end-?excerpt|summary|fold|cut)\b[^>\n]*-->[ \t]*(?=\S)/gim

/**
 * `text` without the marks that have text after them on their line. They are cut out before Markdown is read, as Hugo and
 * others do: to CommonMark a line that begins with a comment is HTML, and its marks would be shown.
 */
export function withoutMoreMarkers(text: string): string {
  if (!text.includes('-->')) return text
  const code = codeSpans(text)
  return text.replace(MARK, (mark: string, indent: string, offset: number) =>
    code.some(([start, end]) => offset >= start && offset < end) ? mark : indent,
  )
}
