import { codeSpans } from './code-spans.ts'

/** How a module line, an expression or a component begins. */
const CODE = /^(?:import|export)\s|\{|<\/?(?:[A-Z]|>)/gm

/** The first piece of an MDX text that is code and no Markdown, and its offset; undefined where the text is Markdown alone. */
export function mdxCodeIn(text: string): { readonly source: string; readonly offset: number } | undefined {
  // To MDX an indented line is text.
  const quoted = codeSpans(text).filter(([start]) => !/^(?: {4}|\t)/.test(text.slice(start, start + 4)))
  let next = 0
  for (const { index } of text.matchAll(CODE)) {
    while ((quoted[next]?.[1] ?? text.length) <= index) next += 1
    if (index >= (quoted[next]?.[0] ?? text.length)) continue
    const end = text.indexOf('\n', index)
    return { source: text.slice(index, end === -1 ? text.length : end).trim(), offset: index }
  }
  return undefined
}
