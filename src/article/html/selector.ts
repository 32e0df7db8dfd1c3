import { attributeOf, classesOf, parentOf } from './node.ts'
import { withoutEscapes } from './style.ts'
import type { HtmlElement } from './tree.ts'

/** A compound selector for one element: `p.note[data-desk]` (Selectors 4 section 3.1). */
interface Compound {
  readonly type: string | undefined
  readonly ids: readonly string[]
  readonly classes: readonly string[]
  readonly attributes: readonly { readonly name: string; readonly value: string | undefined }[]
}

/** A selector of types, ids, classes and attributes; other conditions only set `isConditional`. */
export interface Selector {
  /** The compound selector of the element itself. */
  readonly subject: Compound
  /**
   * The compound selectors of enclosing elements, innermost first; `isParent` if the element must be the parent of the
   * previous one.
   */
  readonly around: readonly { readonly compound: Compound; readonly isParent: boolean }[]
  /** The selector matches only in some states, or depends on siblings. */
  readonly isConditional: boolean
  /** Comparable numbers: ids before classes before types (Selectors 4 section 17). */
  readonly specificity: number
}

const NAME = /(?:\\[0-9a-f]{1,6}\s?|\\[^\n]|[\w\u0080-\uffff-])+/iy.source
const PART = new RegExp(
  `(?<combinator>\\s*[>+~]\\s*|\\s+)|(?<sign>[.#]?)(?<name>${NAME})|(?<any>\\*)|` +
    `\\[\\s*(?<attribute>${NAME})\\s*(?:(?<operator>[~|^$*]?)=\\s*(?:"(?<quoted>[^"]*)"|'(?<single>[^']*)'|(?<bare>${NAME}))\\s*[is]?\\s*)?\\]|` +
    `(?<element>::|:(?=(?:before|after|first-line|first-letter)\\b))|:(?<state>${NAME})(?<argument>\\((?:[^()]|\\([^()]*\\))*\\))?`,
  'iy',
)
const MAX_LENGTH = 500

interface Draft {
  type: string | undefined
  readonly ids: string[]
  readonly classes: string[]
  readonly attributes: { readonly name: string; readonly value: string | undefined }[]
}

const draft = (): Draft => ({ type: undefined, ids: [], classes: [], attributes: [] })

/** Undefined for a selector of pseudo-elements, and for invalid selectors. */
export function readSelector(text: string): Selector | undefined {
  const source = text.trim()
  if (source === '' || source.length > MAX_LENGTH) return undefined
  let current = draft()
  const parts: { compound: Compound; combinator: string }[] = []
  let isConditional = false
  let specificity = 0
  for (let from = 0; from < source.length; from = PART.lastIndex) {
    PART.lastIndex = from
    const found = PART.exec(source)?.groups
    if (found === undefined) return undefined
    const { combinator, sign, name, attribute, operator, quoted, single, bare, element, state } = found
    if (element !== undefined) return undefined
    if (combinator !== undefined) {
      parts.push({ compound: current, combinator: combinator.trim() })
      current = draft()
    } else if (name !== undefined) {
      const plain = withoutEscapes(name)
      if (sign === '#') current.ids.push(plain)
      else if (sign === '.') current.classes.push(plain)
      else current.type = plain.toLowerCase()
      specificity += sign === '#' ? 1e6 : sign === '.' ? 1e3 : 1
    } else if (attribute !== undefined) {
      current.attributes.push({ name: attribute.toLowerCase(), value: quoted ?? single ?? bare })
      specificity += 1e3
      isConditional ||= operator !== undefined && operator !== ''
    } else if (state !== undefined && state !== 'root') {
      isConditional = true
      specificity += 1e3
    }
  }
  isConditional ||= parts.some(({ combinator }) => combinator === '+' || combinator === '~')
  const around = parts
    .map(({ compound, combinator }) => ({ compound, isParent: combinator === '>' }))
    .reverse()
  return { subject: current, around, isConditional, specificity }
}

/** The names by which selectors can match an element. */
export function namesOf(node: HtmlElement): readonly string[] {
  const id = attributeOf(node, 'id')
  return [
    '*',
    node.tagName,
    ...classesOf(node).map((name) => `.${name}`),
    ...(id === undefined ? [] : [`#${id}`]),
  ]
}

/** The name that an element must have to match a selector. */
export function nameOf({ subject: { ids, classes, type } }: Selector): string {
  if (ids[0] !== undefined) return `#${ids[0]}`
  return classes[0] === undefined ? (type ?? '*') : `.${classes[0]}`
}

/**
 * Whether the selector matches the element. Enclosing elements outside the text are assumed to match, if no element of
 * the text has that name and the name is not a state of the page.
 */
export function takes(selector: Selector, node: HtmlElement, isInText: (name: string) => boolean): boolean {
  const { subject, around, isConditional } = selector
  return !isConditional && is(subject, node) && isAround(around, 0, node, isInText)
}

function isAround(
  around: Selector['around'],
  at: number,
  node: HtmlElement,
  isInText: (name: string) => boolean,
): boolean {
  const wanted = around[at]
  if (wanted === undefined) return true
  for (let parent = parentOf(node); parent !== undefined; parent = parentOf(parent)) {
    if (is(wanted.compound, parent) && isAround(around, at + 1, parent, isInText)) return true
    if (wanted.isParent) return false
  }
  return around.slice(at).every(({ compound }) => isOfPage(compound, isInText))
}

/** Whether an element could match the selector after a change of classes or attributes. */
export function canTake({ subject }: Selector, node: HtmlElement): boolean {
  const { type, ids, classes, attributes } = subject
  if (type !== undefined && type !== node.tagName) return false
  if (!is({ ...subject, classes: [], attributes: [] }, node)) return false
  const own = classesOf(node)
  return classes.length === 0 && attributes.length === 0
    ? type !== undefined || ids.length > 0
    : ids.length > 0 || classes.some((name) => own.includes(name))
}

function is({ type, ids, classes, attributes }: Compound, node: HtmlElement): boolean {
  if (type !== undefined && type !== node.tagName) return false
  if (ids.some((id) => id !== attributeOf(node, 'id'))) return false
  const own = classes.length === 0 ? [] : classesOf(node)
  if (!classes.every((name) => own.includes(name))) return false
  return attributes.every(({ name, value }) => {
    const stated = attributeOf(node, name)
    return stated !== undefined && (value === undefined || value === stated)
  })
}

/** Classes for the current state of a page, and for what makes elements visible. */
const STATE =
  /^(?:no-?)?(?:js|jsx?|script|touch|svg|webp|print|dark|light|night|day|amp|rtl|ltr)$|^(?:is|has|theme|mode)-|(?:^|-)(?:dark|light|open|opened|closed|active|loaded|loading|ready|expanded|collapsed|mobile|desktop)(?:-|$)/i

function isOfPage(
  { type, ids, classes, attributes }: Compound,
  isInText: (name: string) => boolean,
): boolean {
  const names = [...ids.map((id) => `#${id}`), ...classes.map((name) => `.${name}`)]
  if (attributes.length > 0 || names.some((name) => isInText(name) || STATE.test(name.slice(1)))) return false
  return type === undefined || names.length > 0 || !isInText(type)
}
