import { attributeOf, classesOf, isElement, textOf } from '../html/node.ts'
import type { HtmlElement } from '../html/tree.ts'
import { elementsOf } from './document.ts'
import { isNamedFurniture, proseLength } from './furniture.ts'

/** How the text of an article was located on its page. */
export type BodyPlace = 'selector' | 'markup' | 'article' | 'main' | 'name' | 'guess'

export interface FoundBody {
  readonly element: HtmlElement
  readonly place: BodyPlace
  /** Whether the page marks the element as exactly the text. */
  readonly isExact: boolean
}

/** Names by which themes mark the text within an `article`. */
const CONTENT_NAMES: ReadonlySet<string> = new Set(
  `e-content entry-content post-content article-content article-body article__body article-text post-body post__content
  post-text story-body story-content single-content content-body body-content blog-content blog-post-content prose
  markdown-body markdown theme-doc-markdown td-content gh-content wp-block-post-content field--name-body field-name-body td-post-content available-content`.split(
    /\s+/,
  ),
)

/** The minimum share of the possible text that an element must contain to be chosen. */
const MOST = 0.6

/**
 * The element with the article's text: the one that the markup names, or else the only `article`, or else the only
 * `main`, or else the only one with a name that themes give to texts.
 */
export function bodyOf(root: HtmlElement, marked: HtmlElement | undefined): FoundBody | undefined {
  if (marked !== undefined && textOf(marked).trim() !== '')
    return { element: marked, place: 'markup', isExact: true }
  const least = CARD * proseLength(root)
  const found = PLACES.flatMap(({ place, is }) => {
    const element = onlyOf(root, is)
    return element === undefined ? [] : [{ place, element }]
  })
  // A theme may mark only the links to the previous and next article as `article`.
  const { place, element } = found.find((one) => proseLength(one.element) >= least) ?? found[0] ?? {}
  if (place === undefined || element === undefined) return undefined
  return place === 'name' ? { element, place, isExact: true } : within(element, place)
}

/** The share of all prose of a page below which an element is only a card in it. */
const CARD = 0.1

const hasContentName = (element: HtmlElement): boolean =>
  classesOf(element).some((name) => CONTENT_NAMES.has(name))

/** Where texts are, the most specific first. */
const PLACES: readonly {
  readonly place: 'article' | 'main' | 'name'
  is(element: HtmlElement): boolean
}[] = [
  { place: 'article', is: ({ tagName }) => tagName === 'article' },
  { place: 'main', is: (element) => element.tagName === 'main' || attributeOf(element, 'role') === 'main' },
  { place: 'name', is: hasContentName },
]

/** The innermost element with nearly all prose of a page without such markup. */
export function guessedBody(root: HtmlElement): FoundBody | undefined {
  let element = root
  let length = proseLength(root)
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const inner = element.childNodes
      .filter(isElement)
      .map((child) => ({ child, length: proseLength(child) }))
      .find((one) => one.length >= NEARLY_ALL * length && HOLDERS.has(one.child.tagName))
    if (inner === undefined) break
    element = inner.child
    length = inner.length
  }
  return length < LEAST ? undefined : { element, place: 'guess', isExact: false }
}

const NEARLY_ALL = 0.75
const DEEPEST = 40
/** Minimum number of characters; shorter texts are labels. */
const LEAST = 80
const HOLDERS: ReadonlySet<string> = new Set('body div section center table tbody tr td form'.split(' '))

function within(element: HtmlElement, place: BodyPlace): FoundBody {
  const content = onlyOf(element, hasContentName)
  const isText = content !== undefined && proseLength(content) >= MOST * proseLength(element)
  return isText ? { element: content, place, isExact: true } : { element, place, isExact: false }
}

/**
 * The outermost element for which `is` returns true, if there is only one, or if one has nearly all text; elements in
 * comments and other stories are ignored.
 */
function onlyOf(root: HtmlElement, is: (element: HtmlElement) => boolean): HtmlElement | undefined {
  const found = new Set<HtmlElement>()
  for (const element of elementsOf(root))
    if (
      is(element) &&
      !isBelow(element, root, (up) => found.has(up) || isNamedFurniture(up) || up.tagName === 'aside')
    )
      found.add(element)
  const [first, ...others] = [...found]
    .map((element) => ({ element, length: proseLength(element) }))
    .sort((one, other) => other.length - one.length)
  const rest = others.reduce((sum, { length }) => sum + length, 0)
  return first !== undefined && first.length >= MOST * (first.length + rest) ? first.element : undefined
}

function isBelow(element: HtmlElement, root: HtmlElement, is: (up: HtmlElement) => boolean): boolean {
  for (let up = element.parentNode; up !== null && 'tagName' in up && up !== root; up = up.parentNode)
    if (is(up)) return true
  return false
}
