import { attributeOf } from './html-node.ts'
import type { HtmlElement } from './html-tree.ts'

/**
 * The declarations of an element's `style` attribute: names and values in lower case. Of a name the last counts, of
 * those that are important where there are any.
 */
export type Style = ReadonlyMap<string, string>

const NONE: Style = new Map()

export function styleOf(node: HtmlElement): Style {
  const text = attributeOf(node, 'style')
  if (text === undefined || text === '') return NONE
  const style = new Map<string, string>()
  const important = new Set<string>()
  for (const declaration of plainCss(text).toLowerCase().split(';')) {
    const colon = declaration.indexOf(':')
    if (colon === -1) continue
    const name = declaration.slice(0, colon).trim()
    const stated = declaration.slice(colon + 1).trim()
    const value = stated.replace(/\s*!\s*important$/, '')
    if (value !== stated) important.add(name)
    else if (important.has(name)) continue
    style.set(name, value)
  }
  return style
}

/** `text` without comments, and with the characters that escapes stand for (CSS Syntax 3 sections 4.3.2 and 4.3.7). */
function plainCss(text: string): string {
  if (!/\\|\/\*/.test(text)) return text
  return text
    .replace(/\/\*[\s\S]*?(?:\*\/|$)/g, '')
    .replace(/\\(?:([0-9a-f]{1,6})\s?|([^\n]))/gi, (_, hex: string | undefined, sign: string | undefined) => {
      const code = hex === undefined ? 0 : Number.parseInt(hex, 16)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : (sign ?? '')
    })
}

/** Whether the element makes no box, or one that shows nothing (CSS Display 3 section 2.5, CSS 2.2 section 11.2). */
export function isInvisible(style: Style): boolean {
  return (
    style.get('display') === 'none' ||
    style.get('visibility') === 'hidden' ||
    style.get('visibility') === 'collapse' ||
    style.get('content-visibility') === 'hidden'
  )
}

/** Whether the element begins a line of its own. */
export function isBlockStyle(style: Style): boolean {
  return /^(?:block|flex|grid|list-item|table|table-row|flow-root)$/.test(style.get('display') ?? '')
}

/** Whether the style says bold (true) or that it is not bold (false). Below 600 nothing is bold, CSS Fonts 4 section 2.2. */
export function boldOf(style: Style): boolean | undefined {
  const weight = style.get('font-weight')
  if (weight === 'bold' || weight === 'bolder') return true
  if (weight === 'normal' || weight === 'lighter') return false
  return weight !== undefined && /^\d{1,4}(?:\.\d+)?$/.test(weight) ? Number(weight) >= 600 : undefined
}

/** Whether the style says italic (true) or upright (false). */
export function italicOf(style: Style): boolean | undefined {
  const slope = style.get('font-style')
  if (slope === undefined) return undefined
  if (/^(?:italic|oblique)\b/.test(slope)) return true
  return slope === 'normal' ? false : undefined
}

/** Whether the text is struck out. */
export function isStruck(style: Style): boolean {
  return ['text-decoration', 'text-decoration-line'].some((name) =>
    style.get(name)?.split(/\s+/).includes('line-through'),
  )
}

/** Of a style only whether it strikes out: what else highlighters say of code is decoration. */
export function strikeOf(style: Style): Style {
  return isStruck(style) ? STRUCK : NONE
}

const STRUCK: Style = new Map([['text-decoration', 'line-through']])

const COUNTED_BY: ReadonlyMap<string, string> = new Map([
  ['lower-alpha', 'a'],
  ['lower-latin', 'a'],
  ['upper-alpha', 'A'],
  ['upper-latin', 'A'],
  ['lower-roman', 'i'],
  ['upper-roman', 'I'],
  ['decimal', '1'],
])

/** The `type` of an `ol` that counts as the style says. */
export function countedBy(style: Style): string | undefined {
  for (const word of [style.get('list-style-type'), ...(style.get('list-style')?.split(/\s+/) ?? [])]) {
    const type = COUNTED_BY.get(word ?? '')
    if (type !== undefined) return type
  }
  return undefined
}
