import { attributeOf } from './node.ts'
import type { HtmlElement } from './tree.ts'

/**
 * The declarations of an element's `style` attribute: names and values in lower case. If a name is repeated, the last
 * one takes precedence, and `!important` ones do over all others.
 */
export type Style = ReadonlyMap<string, string>

const NONE: Style = new Map()

/** The declarations of a block, and which of them are `!important`. */
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

/** `text` without comments, and with escapes decoded (CSS Syntax 3 sections 4.3.2 and 4.3.7). */
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

/** A length far outside of the screen. */
const FAR = /^-(?:\d{4,}(?:\.\d+)?px|999(?:\.\d+)?px|\d{3,}(?:\.\d+)?(?:r?em|ch|vw|vh|%|cm|mm|in|pt))$/
const ZERO = /^0(?:\.0+)?(?:px|r?em|%)?$/

/** Values that hide content, by property (CSS Display 3 section 2.5, CSS 2.2 section 11.2). */
const INVISIBLE: ReadonlyMap<string, RegExp> = new Map([
  ['display', /^none$/],
  ['visibility', /^(?:hidden|collapse)$/],
  ['content-visibility', /^hidden$/],
  ['opacity', /^[-+]?0*\.?0*%?$/],
  ['font-size', /^[-+]?0*\.?0*(?:[a-z]+|%)?$/],
  ...['left', 'right', 'top', 'bottom', 'margin-left', 'text-indent'].map((name) => [name, FAR] as const),
  ['clip', /^rect\((?:[01](?:px)?|auto)(?:[\s,]+(?:[01](?:px)?|auto)){3}\s*\)$/],
  [
    'clip-path',
    /^(?:inset\((?:50|100)%\)|circle\(0(?:px|%)?\)|polygon\(0(?:px)? 0(?:px)?(?:, ?0(?:px)? 0(?:px)?)+\))$/,
  ],
  ['max-height', ZERO],
  ['height', ZERO],
])

/** Whether this declaration makes an element or its text invisible. */
export function isHiding(name: string, value: string): boolean {
  return value !== '' && INVISIBLE.get(name)?.test(value) === true
}

/** Whether the element generates no box, or an invisible one. */
export function isInvisible(style: Style): boolean {
  return ['display', 'visibility', 'content-visibility'].some((name) => isHiding(name, style.get(name) ?? ''))
}

/**
 * Whether the element is placed or clipped so that nothing of it is on the screen, which style sheets do to texts for
 * other programs.
 */
export function isOffScreen(style: Style): boolean {
  const has = (name: string) => isHiding(name, style.get(name) ?? '')
  const isTakenOut = /^(?:absolute|fixed)$/.test(style.get('position') ?? '')
  if (isTakenOut && ['left', 'right', 'top', 'bottom', 'clip'].some(has)) return true
  if (has('clip-path') || has('margin-left')) return true
  // With a background, the text is replaced by a picture.
  if (has('text-indent')) return ![...style.keys()].some((name) => name.startsWith('background'))
  const isCut = /^(?:hidden|clip)$/.test(style.get('overflow') ?? style.get('overflow-y') ?? '')
  // With padding, the element is a box that has the proportions of a picture or player.
  const isPadded = [...style.keys()].some((name) => name.startsWith('padding'))
  return isCut && !isPadded && (has('max-height') || has('height'))
}

/** Whether the element is fully transparent. */
export function isTransparent(style: Style): boolean {
  return isHiding('opacity', style.get('opacity') ?? '')
}

/** Whether the element is animated or transitioned, so that its declared state is not final. */
export function isAnimated(style: Style): boolean {
  return [...style.keys()].some((name) =>
    /^(?:-[a-z]+-)?(?:animation|transition|transform|translate|scale|rotate|filter|will-change)/.test(name),
  )
}

/** Whether the style sets the font size to zero (true) or to a visible size of its own (false). */
export function isSizeless(style: Style): boolean | undefined {
  const size =
    style.get('font-size') ?? /(?:^|\s)([-+.\d]\S*?)(?:\s*\/|\s)/.exec(style.get('font') ?? '')?.[1]
  if (size === undefined) return undefined
  if (isHiding('font-size', size)) return true
  // A relative size of an inherited zero is zero.
  return /^(?:[\d.]+(?:r?em|ex|ch|%)|smaller|larger|inherit|unset|revert.*)$/.test(size) &&
    !size.endsWith('rem')
    ? undefined
    : false
}

/** Whether the element begins a line of its own. */
export function isBlockStyle(style: Style): boolean {
  return /^(?:block|flex|grid|list-item|table|table-row|flow-root)$/.test(style.get('display') ?? '')
}

/** Whether the style sets bold (true) or not bold (false). Weights below 600 are not bold, CSS Fonts 4 section 2.2. */
export function boldOf(style: Style): boolean | undefined {
  const weight = style.get('font-weight')
  if (weight === 'bold' || weight === 'bolder') return true
  if (weight === 'normal' || weight === 'lighter') return false
  return weight !== undefined && /^\d{1,4}(?:\.\d+)?$/.test(weight) ? Number(weight) >= 600 : undefined
}

/** Whether the style sets italic (true) or upright (false). */
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

/** The part of a style that strikes text through; the other styles of highlighted code are decoration. */
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

/** The `type` of an `ol` that numbers its items as the style does. */
export function countedBy(style: Style): string | undefined {
  for (const word of [style.get('list-style-type'), ...(style.get('list-style')?.split(/\s+/) ?? [])]) {
    const type = COUNTED_BY.get(word ?? '')
    if (type !== undefined) return type
  }
  return undefined
}
