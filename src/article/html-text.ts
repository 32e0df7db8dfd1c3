import { isBlock } from './html-blocks.ts'
import { lineOfFormula } from './html-math.ts'
import type { CleanElement, CleanNode } from './html-tree.ts'
import { plainLine } from './text.ts'

/** What stands in a text for the eye alone, or was taken back by its author: plain text has no strike. */
const UNSAID: ReadonlySet<string> = new Set(['s', 'del', 'rt', 'rp', 'audio', 'video', 'iframe'])

/** What stands between the parts of these, unless a part ends in a sign of its own. */
const BETWEEN: ReadonlyMap<string, string> = new Map([
  ['tr', ','],
  ...['ul', 'ol', 'dl', 'table', 'thead', 'tbody', 'tfoot'].map((name) => [name, ';'] as const),
])

const RAISED = signs('0123456789+-−=()n', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ')
const LOWERED = signs('0123456789+-−=()', '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎')

function signs(plain: string, moved: string): ReadonlyMap<string, string> {
  const others = [...moved]
  return new Map([...plain].map((sign, index) => [sign, others[index] ?? sign]))
}

/** What is said by `nodes`, on one line: for summaries and headlines. */
export function saidBy(nodes: readonly CleanNode[]): string {
  return plainLine(withSaid('', nodes))
}

/** What each block of running text says; of nothing else: no headings, captions, tables or code. */
export function proseOf(blocks: readonly CleanElement[]): readonly string[] {
  return blocks.flatMap((block) => {
    if (block.name === 'blockquote')
      return proseOf(block.children.filter((child) => typeof child !== 'string'))
    const text = block.name === 'p' ? saidBy(block.children) : ''
    return text === '' ? [] : [text]
  })
}

function withSaid(before: string, nodes: readonly CleanNode[]): string {
  let text = before
  for (const node of nodes) text += typeof node === 'string' ? node : saidByElement(node, text)
  return text
}

function saidByElement(node: CleanElement, before: string): string {
  const { name, children } = node
  if (UNSAID.has(name)) return ''
  if (name === 'br') return '\n'
  if (name === 'math') return lineOfFormula(node)
  if (name === 'sup') return raised(before, children)
  if (name === 'sub') return inSigns(saidBy(children), LOWERED) ?? saidBy(children)
  if (name === 'a' && isNoteMark(children)) return ''
  if (name === 'q') return `“${saidBy(children)}”`
  const between = BETWEEN.get(name)
  if (between !== undefined) return `\n${joined(children, between)}\n`
  const text = withSaid(before, children).slice(before.length)
  return isBlock(node) ? `\n${text}\n` : text
}

function joined(parts: readonly CleanNode[], between: string): string {
  let text = ''
  for (const part of parts) {
    const said = saidBy([part])
    if (said === '') continue
    const sign = /[\p{L}\p{N}\p{M}%)\]"”’]$/u.test(text) ? between : ''
    text = text === '' ? said : `${text}${sign} ${said}`
  }
  return text
}

/** A link that holds nothing but raised digits leads to a note. */
function isNoteMark(children: readonly CleanNode[]): boolean {
  return children.length > 0 && children.every((child) => typeof child !== 'string' && child.name === 'sup')
}

const NOTE = /^(?:[[(].{1,6}[\])]|[*†‡§¶]{1,3}|\d{1,3}(?:[,–-] ?\d{1,3})*)$/u
const ORDINAL = /^(?:st|nd|rd|th|er|re|ère|e|es|ème|d|de|me|mes|lle|r|o|a|os|as|tm|sm|®)\.?$/iu

/** An exponent is said; the mark of a note is not, since it belongs to no sentence. */
function raised(before: string, children: readonly CleanNode[]): string {
  const text = saidBy(children)
  if (children.some((child) => typeof child !== 'string' && child.name === 'a')) return ''
  if (NOTE.test(text) && !(TAKES_EXPONENT.test(before) && /^\d/.test(text))) return ''
  const inRaised = inSigns(text, RAISED)
  if (inRaised !== undefined || ORDINAL.test(text) || !TAKES_EXPONENT.test(before)) return inRaised ?? text
  return /^\p{L}$/u.test(text) ? `^${text}` : `^(${text})`
}

/** A number, a bracket, a unit of length or a single letter at the end of a text: what is raised after it is an exponent. */
const TAKES_EXPONENT = /[\d)\]]$|(?<!\p{L})(?:[kcdnµμm]m|ft|yd|mi|mc|\p{L})$/u

/** `text` in the signs that stand higher or lower, when there is one for each. */
function inSigns(text: string, moved: ReadonlyMap<string, string>): string | undefined {
  let out = ''
  for (const sign of text) {
    const other = moved.get(sign)
    if (other === undefined) return undefined
    out += other
  }
  return out
}
