import { type Gate, gateNamed } from '../front-matter/gates.ts'
import { codeSpans, isWithin } from './code-spans.ts'

/** The beginning of a module line, an expression or a component. */
const CODE = /^(?:import|export)\s|\{|<\/?(?:[A-Z]|>)/gm

/** The first code in an MDX text, and its offset; undefined if the text is only Markdown. */
export function mdxCodeIn(text: string): { readonly source: string; readonly offset: number } | undefined {
  // In MDX, an indented line is text.
  const quoted = codeSpans(text).filter(([start]) => !/^(?: {4}|\t)/.test(text.slice(start, start + 4)))
  for (const { index } of text.matchAll(CODE)) {
    if (isWithin(quoted, index)) continue
    const end = text.indexOf('\n', index)
    return { source: text.slice(index, end === -1 ? text.length : end).trim(), offset: index }
  }
  return undefined
}

/** The first paragraph of an MDX text that contains only prose; empty if there is none. */
export function firstPlainParagraph(text: string): string {
  const code = codeSpans(text)
  for (const { 0: paragraph, index } of text.matchAll(/^(?:.+\n?)+/gm))
    if (/^[\p{L}\p{N}*_“"'[(]/u.test(paragraph) && !NOT_PROSE.test(paragraph) && !isWithin(code, index))
      return paragraph
  return ''
}

const NOT_PROSE = /[{}<]|^(?:import|export)\s|^\s*[-*+|] /m

/** Gates whose words have many other uses in code. */
const ALSO_OTHERS: ReadonlySet<Gate['reading']> = new Set(['unlisted-if-true', 'unlisted-if-false', 'state'])

/** Whether the code may state that the article is not public: `export const meta = { draft: true }`. */
export function exportsGate(text: string): boolean {
  return [...text.matchAll(/^export\b[\s\S]{0,2000}?(?:\n\n|$)/gm)].some(([code]) =>
    [...code.matchAll(/["']?([\w-]+)["']?\s*[:=]/g)].some(([, key = '']) => {
      const gate = gateNamed(key)
      return /^draft$/i.test(key) || (gate !== undefined && !ALSO_OTHERS.has(gate.reading))
    }),
  )
}
