import { sameTitle } from '../capture/breadcrumb.ts'
import { ancestorsOf, attributeOf, classesOf, isElement, isWithin, textOf } from '../html/node.ts'
import type { HtmlElement } from '../html/tree.ts'
import { shownText } from './blocks.ts'
import { elementsOf } from './document.ts'
import { isComments, isNamedFurniture, namesOf, proseLength } from './furniture.ts'
import { Paragraphs } from './paragraphs.ts'

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

/** The element closest to most paragraphs of a page without such markup. */
export function guessedBody(root: HtmlElement, paragraphs = apart(root)): FoundBody | undefined {
  const center = paragraphs.center
  if (center === undefined || paragraphs.in(center) < LEAST) return undefined
  let element = withTwins(center, root, paragraphs)
  while (!HOLDERS.has(element.tagName)) {
    const [up] = ancestorsOf(element)
    if (up === undefined) break
    element = up
  }
  // The cells of a page in a table may have no blocks.
  for (let cell = cellWithText(element); cell !== undefined; cell = cellWithText(element)) element = cell
  return { element, place: 'guess', isExact: false }
}

/**
 * The innermost element with nearly all prose of a page without such markup, whose text has no paragraphs, only lines.
 */
export function fullestElement(root: HtmlElement): FoundBody | undefined {
  let element = root
  let length = proseLength(root)
  for (let inner = fullerPart(element, length); inner !== undefined; inner = fullerPart(element, length)) {
    element = inner
    length = proseLength(inner)
  }
  return length < LEAST ? undefined : { element, place: 'guess', isExact: false }
}

const PARTS: ReadonlySet<string> = new Set('body div section center table tbody tr td form'.split(' '))

const fullerPart = (element: HtmlElement, length: number): HtmlElement | undefined =>
  element.childNodes
    .filter(isElement)
    .find((child) => PARTS.has(child.tagName) && proseLength(child) >= CELL_SHARE * length)

/** The element around `center` and all elements like it, if a theme puts each part of a text into one of its own. */
function withTwins(center: HtmlElement, root: HtmlElement, paragraphs: Paragraphs): HtmlElement {
  const name = attributeOf(center, 'class')?.trim() ?? ''
  const least = TWIN * paragraphs.in(center)
  const isTwin = (element: HtmlElement) =>
    element.tagName === center.tagName &&
    attributeOf(element, 'class')?.trim() === name &&
    paragraphs.in(element) >= least
  const twins = name === '' ? [] : [...elementsOf(root)].filter(isTwin)
  return [center, ...ancestorsOf(center)].find((up) => twins.every((twin) => isWithin(twin, up))) ?? center
}

/** The share of the paragraphs in one part of a text that another part has at least. */
const TWIN = 0.15

/**
 * The paragraphs outside of comments and of the parts of a page beside its text, unless a theme gives the text the name
 * of such a part.
 */
function apart(root: HtmlElement): Paragraphs {
  const all = new Paragraphs(root, isComments)
  const strict = new Paragraphs(root, (element) => isComments(element) || isAside(element))
  if (strict.in(root) >= LEAST_APART * all.in(root)) return strict
  const most = all.in(root) / 2
  return new Paragraphs(
    root,
    (element) => isComments(element) || (isAside(element) && all.in(element) < most),
  )
}

/** The share of the paragraphs of a page below which names do not tell what is beside the text. */
const LEAST_APART = 0.1

const TABLE: ReadonlySet<string> = new Set(['table', 'tbody', 'tr', 'td', 'center'])

/** The part of a table with nearly all prose of an element. */
const cellWithText = (element: HtmlElement): HtmlElement | undefined =>
  element.childNodes
    .filter(isElement)
    .find(
      (child) =>
        TABLE.has(child.tagName) && proseLength(child) >= CELL_SHARE * Math.max(LEAST, proseLength(element)),
    )
const CELL_SHARE = 0.75

/** Minimum length of a text; shorter ones are labels. */
const LEAST = 80
const HOLDERS: ReadonlySet<string> = new Set('html body div section main article center td form'.split(' '))
const ASIDES: ReadonlySet<string> = new Set(['aside', 'nav', 'header', 'footer', 'figure'])
/** Words that begin or end names of parts of a page beside its text. */
const BESIDE_NAMES =
  'footer|sidebar|side-bar|nav|navbar|navigation|menu|modal|popup|overlay|banner|carousel|slider|ticker'
const BESIDE = new RegExp(
  `(?:^|\\s)(?:(?:${BESIDE_NAMES}|widgets?)(?=$|[\\s_-])|\\S*(?<!with|has|no|and|content)[_-](?:${BESIDE_NAMES})(?=$|\\s))`,
  'i',
)

const isAside = (element: HtmlElement): boolean =>
  ASIDES.has(element.tagName) ||
  isNamedFurniture(element) ||
  (element.tagName !== 'body' && element.tagName !== 'html' && BESIDE.test(namesOf(element)))

/**
 * The element with the text of a page of another site: a theme may mark cards of other stories as `article`, or call the
 * whole page its content.
 */
export function checkedBody(root: HtmlElement, found: FoundBody, title: string | undefined): FoundBody {
  const titled = title === undefined || found.isExact ? undefined : titledArticle(root, title)
  if (titled !== undefined && !isWithin(titled, found.element) && !isWithin(found.element, titled))
    return { element: titled, place: 'article', isExact: false }
  const named = apart(root)
  const guess = guessedBody(root, named)
  if (guess === undefined) return found
  // Names mean something else on this page.
  const paragraphs = named.in(found.element) === 0 ? new Paragraphs(root, isComments) : named
  const [length, guessed] = [paragraphs.in(found.element), paragraphs.in(guess.element)]
  if (!isWithin(guess.element, found.element))
    return length < (found.isExact ? EXACT_SHARE : CARD_SHARE) * guessed ? guess : found
  const rest = shownText(found.element).length - shownText(guess.element).length
  return found.place !== 'markup' && guessed >= NEARLY_ALL * length && rest > MUCH * guessed ? guess : found
}

/** The `article` with the headline, if it has text as well. */
function titledArticle(root: HtmlElement, title: string): HtmlElement | undefined {
  const heading = [...elementsOf(root)].find(
    (element) => element.tagName === 'h1' && sameTitle(withDots(shownText(element)), withDots(title)),
  )
  const [article] = heading === undefined ? [] : [...ancestorsOf(heading)].filter(isArticle)
  return article === undefined || apart(article).in(article) < LEAST ? undefined : article
}

const withDots = (text: string): string => text.replaceAll('...', '…')

const isArticle = ({ tagName }: HtmlElement): boolean => tagName === 'article'

/** The share of the guessed text below which an element is a card of another story. */
const CARD_SHARE = 0.34
const EXACT_SHARE = 0.1
/** The share of the paragraphs that the guessed text must have if it is only a part of the element found. */
const NEARLY_ALL = 0.9
/** How much the rest of the element found must contain, compared to the guessed text. */
const MUCH = 0.4

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
  for (const up of ancestorsOf(element)) {
    if (up === root) return false
    if (is(up)) return true
  }
  return false
}
