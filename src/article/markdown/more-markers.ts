import { codeSpans, isWithin } from './code-spans.ts'

/** Marks that end the excerpt on an overview page: `<!--more-->`, `<!-- truncate -->` and similar. */
const MARK =
  /^([ \t]{0,3})<!--[ \t]*(?:more|truncate|read-?more|excerpt(?:-?end)?|end-?excerpt|summary|fold|cut)\b[^>\n]*-->[ \t]*(?=\S)/gim

/**
 * `text` without the marks that are followed by text on the same line. They are removed before Markdown is parsed, as
 * Hugo and other programs do: in CommonMark, a line that begins with a comment is HTML, so the Markdown marks on it
 * would be shown.
 */
export function withoutMoreMarkers(text: string): string {
  if (!text.includes('-->')) return text
  const code = codeSpans(text)
  return text.replace(MARK, (mark: string, indent: string, offset: number) =>
    isWithin(code, offset) ? mark : indent,
  )
}
