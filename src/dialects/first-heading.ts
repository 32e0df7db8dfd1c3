import { codeSpans, isWithin } from '../article/markdown/code-spans.ts'

/** The text of the first top-level heading outside code; undefined if there is none. */
export function firstHeading(body: string): string | undefined {
  const code = codeSpans(body)
  for (const { 0: line, 1: text = '', index } of body.matchAll(/^#[ \t]+(.+)$/gm)) {
    if (isWithin(code, index)) continue
    const plain = text.replace(/\s*\{#[\w-]+\}\s*$|\s+#+\s*$/g, '').trim()
    if (plain !== '' && line !== '') return plain
  }
  return undefined
}
