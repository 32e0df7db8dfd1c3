import { attributeOf } from './html-node.ts'
import type { HtmlElement } from './html-tree.ts'

/**
 * The declarations of an element's `style` attribute: names and values in lower case. Of a name the last counts, of
 * those that are important where there are any.
 */
export type Style = ReadonlyMap<string, string>

const NONE: Style = new Map()

/** What a block of declarations says, and what of it is important. */
export interface Declarations {
  readonly style: Style
  readonly important: ReadonlySet<string>
}

export function styleOf(node: HtmlElement): Style {
  const text = attributeOf(node, 'style')
  return text === undefined || text === '' ? NONE : declarationsOf(text).style
}

export function declarationsOf(text: string): Declarations {
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
  return { style, important }
}

/** `text` without comments, and with the characters that escapes stand for (CSS Syntax 3 sections 4.3.2 and 4.3.7). */
function plainCss(text: string): string {
  return /\\|\/\*/.test(text) ? withoutEscapes(withoutComments(text)) : text
}

export function withoutComments(css: string): string {
  return css.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, '')
}

export function withoutEscapes(css: string): string {
  return css.replace(
    /\\(?:([0-9a-f]{1,6})\s?|([^\n]))/gi,
    (_, hex: string | undefined, sign: string | undefined) => {
      const code = hex === undefined ? 0 : Number.parseInt(hex, 16)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : (sign ?? '')
    },
  )
}

/** Values that show nothing, by the property that says so (CSS Display 3 section 2.5, CSS 2.2 section 11.2). */
const INVISIBLE: ReadonlyMap<string, RegExp> = new Map([
  ['display', /^none$/],
  ['visibility', /^(?:hidden|collapse)$/],
  ['content-visibility', /^hidden$/],
  ['opacity', /^[-+]?0*\.?0*%?$/],
  ['font-size', /^[-+]?0*\.?0*(?:[a-z]+|%)?$/],
])

/** Whether an element or its text is invisible by this declaration. */
export function isHiding(name: string, value: string): boolean {
  return value !== '' && INVISIBLE.get(name)?.test(value) === true
}

/** Whether the element makes no box, or one that shows nothing. */
export function isInvisible(style: Style): boolean {
  return ['display', 'visibility', 'content-visibility'].some((name) => isHiding(name, style.get(name) ?? ''))
}

/** Whether the element cannot be seen through and through. */
export function isTransparent(style: Style): boolean {
  return isHiding('opacity', style.get('opacity') ?? '')
}

/** What moves an element or lets it appear is not meant to stay as it is. */
export function isAnimated(style: Style): boolean {
  return [...style.keys()].some((name) =>
    /^(?:-[a-z]+-)?(?:animation|transition|transform|translate|scale|rotate|filter|will-change)/.test(name),
  )
}

/** Whether text has no size (true) or one of its own that makes it visible again (false). */
export function isSizeless(style: Style): boolean | undefined {
  const size =
    style.get('font-size') ?? /(?:^|\s)([-+.\d]\S*?)(?:\s*\/|\s)/.exec(style.get('font') ?? '')?.[1]
  if (size === undefined) return undefined
  if (isHiding('font-size', size)) return true
  // Of nothing, a part is nothing.
  return /^(?:[\d.]+(?:r?em|ex|ch|%)|smaller|larger|inherit|unset|revert.*)$/.test(size) &&
    !size.endsWith('rem')
    ? undefined
    : false
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
