import { writtenDatesIn } from '../capture/written-date.ts'
import { dateIn } from '../dates.ts'
import { attributeOf, classesOf, textOf } from '../html/node.ts'
import { type HtmlElement, type HtmlNode, parseHtml } from '../html/tree.ts'
import { plainLine } from '../text.ts'
import { elementsOf, parsePage } from './document.ts'
import { type PageOptions, readPage } from './read-page.ts'
import { selected, statedBy } from './selectors.ts'

/** A page that the site's own feed lists, and what the feed states about it. */
export interface ListedPage {
  readonly source: string
  readonly address: string
  /** Plain text; empty if the item has none. */
  readonly title: string
  /** In milliseconds since 1970. */
  readonly published: number | undefined
  /** HTML of its text; empty if the item has none. */
  readonly body: string
}

/** A page that the feed does not list: another page, or an article that is older than the feed. */
export interface OtherPage {
  readonly source: string
  readonly address: string
}

/** Selectors that find in a page what the feed states about it; those that are not needed are absent. */
export interface LearnedSelectors {
  readonly article?: string
  readonly title?: string
  readonly date?: string
  readonly body?: string
}

/** The share of the listed pages that a selector must fit. */
const NEARLY_ALL = 0.95
const DAY_MS = 86_400_000
/** Elements of a page that are looked at. */
const MOST_ELEMENTS = 5000

/**
 * Compares the pages with the feed, and returns selectors for what the pages do not state in their markup. The feed
 * contains only the newest articles: a selector also finds the older ones.
 */
export function learnSelectors(
  listed: readonly ListedPage[],
  others: readonly OtherPage[],
  timeZone: string,
): LearnedSelectors {
  const pages = listed.flatMap((page) => readListed(page, timeZone) ?? [])
  if (pages.length === 0) return {}
  const title = learnTitle(pages)
  const date = learnDate(pages, timeZone)
  const article = learnArticle(pages, others, date, timeZone)
  const body = learnBody(pages)
  return {
    ...(article !== undefined && { article }),
    ...(title !== undefined && { title }),
    ...(date !== undefined && { date }),
    ...(body !== undefined && { body }),
  }
}

interface ReadListed extends ListedPage {
  readonly root: HtmlElement
  /** Whether the page states without selectors that it is an article. */
  readonly isStated: boolean
  readonly hasTitle: boolean
  readonly hasDate: boolean
  /** Text that is found without a selector. */
  readonly text: string
}

function readListed(page: ListedPage, timeZone: string): ReadListed | undefined {
  const root = parsePage(page.source)
  if (root === undefined) return undefined
  const { address, source } = page
  const stated = readPage(source, { address })
  const chosen = readPage(source, { address, article: () => true })
  const found = 'article' in chosen ? chosen.article : undefined
  return {
    ...page,
    root,
    isStated: 'article' in stated,
    hasTitle: isSameTitle(found?.title, page.title),
    hasDate: isDateOf(page, momentIn(found?.published, timeZone)),
    text: lettersIn(found?.html ?? ''),
  }
}

const isMost = (count: number, of: number): boolean => count >= NEARLY_ALL * of

/** A moment as markup states it or people write it, in milliseconds. */
function momentIn(text: string | undefined, timeZone: string): number | undefined {
  const short = text?.slice(0, 200)
  const moment = dateIn(short, timeZone) ?? dateIn(writtenDatesIn(short ?? '')[0]?.date, timeZone)
  return moment === undefined ? undefined : Date.parse(moment)
}

/**
 * Whether a moment on a page is that of its item in the feed: if the page states only the day, it is at most one day
 * away, in any time zone. If the item has no readable date, any date on the page may be its own.
 */
const isDateOf = ({ published }: ListedPage, moment: number | undefined): boolean =>
  moment !== undefined && (published === undefined || Math.abs(moment - published) <= DAY_MS)

const isSameTitle = (one: string | undefined, other: string): boolean =>
  other === '' || (one !== undefined && titleKey(one) === titleKey(other))

const titleKey = (title: string): string =>
  plainLine(title)
    .normalize('NFKC')
    .replace(/[\s"'‘’“”–—-]+/gu, ' ')
    .trim()

/** Paths of pages that are no articles on any site. */
const NO_ARTICLE =
  /^\/?(?:index\.x?html?)?$|(?:^|\/)(?:tags?|topics?|categor(?:y|ies)|archives?|authors?|page|pages|search|about(?:-us|-me)?|contact|privacy|imprint|impressum|404)(?:\/|\.x?html?$|$)/i

/** Whether a page is no article on any site, by its path. */
export const isNoArticlePath = (path: string): boolean => NO_ARTICLE.test(path)

/**
 * A selector for articles, if the pages do not state that they are articles, or if other pages state it that are none.
 */
function learnArticle(
  pages: readonly ReadListed[],
  others: readonly OtherPage[],
  date: string | undefined,
  timeZone: string,
): string | undefined {
  const moments = pages.flatMap(({ published }) => published ?? [])
  const [oldest, newest] = [Math.min(...moments), Math.max(...moments)]
  const isSorted = moments.every((moment, at) => at === 0 || moment <= (moments[at - 1] ?? moment))
  const counted = others.map((page) => {
    const { source, address } = page
    const reading = readPage(source, { address })
    const dated = readPage(source, { address, article: () => true, ...dateOption(date) })
    const published = 'article' in dated ? momentIn(dated.article.published, timeZone) : undefined
    // A site's feed has all its newest articles.
    const isPassedOver =
      isSorted && moments.length > 1 && published !== undefined && published > oldest && published < newest
    // The page of a folder with articles lists them.
    const isAbove = pages.filter((listed) => listed.address.startsWith(address)).length >= LEAST_BELOW
    const isNone = isPassedOver || isAbove || isNoArticlePath(new URL(page.address).pathname)
    return { ...page, isNone, isStated: 'article' in reading }
  })
  const stated = pages.filter(({ isStated }) => isStated).length
  const isNeeded = !isMost(stated, pages.length) || counted.some(({ isNone, isStated }) => isNone && isStated)
  if (!isNeeded) return undefined
  const marked = counted.flatMap((page) => {
    const root = parsePage(page.source)
    return root === undefined ? [] : [{ ...page, marks: marksIn(root) }]
  })
  const wrong = countOf(marked.filter(({ isNone }) => isNone).map(({ marks }) => marks))
  const all = countOf(marked.map(({ marks }) => marks))
  const chosen: string[] = []
  let open = pages.map(({ root }) => marksIn(root))
  while (open.length > 0 && chosen.length < MOST_KINDS && !isMost(pages.length - open.length, pages.length)) {
    const [best] = [...countOf(open)]
      .filter(([, count]) => count >= LEAST_KIND * pages.length)
      .map(([mark, count]) => ({
        mark,
        gain: count - WRONG_WEIGHT * (wrong.get(mark) ?? 0),
        isNamed: /post|article|entry|single|blog/i.test(mark) ? 1 : 0,
        others: all.get(mark) ?? 0,
      }))
      .sort((one, two) => two.gain - one.gain || two.isNamed - one.isNamed || two.others - one.others)
    if (best === undefined || best.gain <= 0) break
    chosen.push(best.mark)
    open = open.filter((marks) => !marks.has(best.mark))
  }
  const found = pages.length - open.length
  return isMost(found, pages.length) || found > stated ? chosen.join(', ') : undefined
}

const dateOption = (selector: string | undefined): Pick<PageOptions, 'date'> =>
  selector === undefined
    ? {}
    : {
        date: (root) => {
          const element = selected(root, selector)
          return element === undefined ? undefined : statedBy(element)
        },
      }

/** Number of listed pages below the address of a page from which on that is a list. */
const LEAST_BELOW = 3

/** A site may have several templates of articles, each for at least this share of the feed. */
const MOST_KINDS = 4
const LEAST_KIND = 0.1
/** How many articles a page that is none outweighs. */
const WRONG_WEIGHT = 3

function countOf(sets: readonly ReadonlySet<string>[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const set of sets) for (const mark of set) counts.set(mark, (counts.get(mark) ?? 0) + 1)
  return counts
}

/** Names without numbers: those of single pages have some. */
const PLAIN_NAME = /^[a-z][a-z_-]{2,40}$/i

/** Selectors that match an element of the page by its element and class name or id. */
function marksIn(root: HtmlElement): ReadonlySet<string> {
  const marks = new Set<string>()
  for (const element of first(elementsOf(root), MOST_ELEMENTS)) {
    for (const selector of selectorsOf(element)) marks.add(selector)
    if (element.tagName === 'meta' && attributeOf(element, 'property') === 'og:type')
      if (/^article$/i.test(attributeOf(element, 'content') ?? ''))
        marks.add('meta[property="og:type"][content="article" i]')
  }
  return marks
}

function selectorsOf(element: HtmlElement): readonly string[] {
  const id = attributeOf(element, 'id') ?? ''
  return [
    ...classesOf(element)
      .filter((name) => PLAIN_NAME.test(name))
      .map((name) => `${element.tagName}.${name}`),
    ...(PLAIN_NAME.test(id) ? [`${element.tagName}#${id}`] : []),
  ]
}

function* first<Item>(items: Iterable<Item>, most: number): Iterable<Item> {
  let count = 0
  for (const item of items) {
    if (count >= most) return
    count += 1
    yield item
  }
}

function learnTitle(pages: readonly ReadListed[]): string | undefined {
  const right = pages.filter(({ hasTitle }) => hasTitle).length
  if (isMost(right, pages.length)) return undefined
  return bestOf(
    pages.map(({ root, title }) => ({ root, isRight: (value) => isSameTitle(value, title) })),
    right,
  )
}

function learnDate(pages: readonly ReadListed[], timeZone: string): string | undefined {
  const right = pages.filter(({ hasDate }) => hasDate).length
  if (isMost(right, pages.length)) return undefined
  return bestOf(
    pages.map((page) => ({
      root: page.root,
      isRight: (value) => isDateOf(page, momentIn(value, timeZone)),
    })),
    right,
  )
}

/** Letters of a text by which it can be compared in any language. */
const lettersIn = (html: string): string => lettersOf(parseHtml(html) ?? [])
const lettersOf = (nodes: readonly HtmlNode[]): string =>
  nodes
    .map(textOf)
    .join(' ')
    .replace(/[^\p{L}\p{N}]+/gu, '')

/** Shorter texts in a feed are summaries. */
const SHORTEST_TEXT = 300
const BEGINNING = 30

/** A selector for the text, if the feed has whole texts, and those found without a selector have more or less. */
function learnBody(pages: readonly ReadListed[]): string | undefined {
  const whole = pages
    .map((page) => ({ ...page, wanted: lettersIn(page.body) }))
    .filter(({ wanted, text }) => wanted.length >= SHORTEST_TEXT && wanted.length >= text.length / 2)
    .slice(0, MOST_COMPARED)
  if (whole.length === 0) return undefined
  const likeness = (text: string, wanted: string) =>
    Math.min(text.length, wanted.length) / Math.max(text.length, wanted.length)
  const now = whole.reduce((sum, { text, wanted }) => sum + likeness(text, wanted), 0)
  if (now >= ALIKE * whole.length) return undefined
  const found = new Map<string, number>()
  for (const { root, wanted } of whole) {
    const seen = new Set<string>()
    for (const element of first(elementsOf(root), MOST_ELEMENTS)) {
      if (!TEXT_HOLDERS.has(element.tagName)) continue
      const selectors = selectorsOf(element).filter((selector) => !seen.has(selector))
      if (selectors.length === 0) continue
      for (const selector of selectors) seen.add(selector)
      const text = lettersOf([element])
      if (text.length < wanted.length / 2 || !text.includes(wanted.slice(0, BEGINNING))) continue
      for (const selector of selectors)
        found.set(selector, (found.get(selector) ?? 0) + likeness(text, wanted))
    }
  }
  const [best] = [...found].sort(([, one], [, two]) => two - one)
  const isAlike = best !== undefined && best[1] >= ALIKE * whole.length
  return isAlike && best[1] > now + GAIN * whole.length ? best[0] : undefined
}

const MOST_COMPARED = 20
const ALIKE = 0.97
/** How much more alike a text must be, so that line numbers of code in the feed are no reason for a selector. */
const GAIN = 0.05
const TEXT_HOLDERS: ReadonlySet<string> = new Set(['article', 'div', 'main', 'section', 'td'])

/** A title or a byline is not longer. */
const LONGEST_VALUE = 300

/** The selector whose first match has the right value on most pages, if on more than `least`. */
function bestOf(
  pages: readonly { readonly root: HtmlElement; readonly isRight: (value: string) => boolean }[],
  least: number,
): string | undefined {
  const found = new Map<string, { count: number; length: number }>()
  for (const { root, isRight } of pages) {
    const seen = new Set<string>()
    for (const element of first(elementsOf(root), MOST_ELEMENTS)) {
      const selectors = valueSelectors(element).filter((selector) => !seen.has(selector))
      if (selectors.length === 0) continue
      for (const selector of selectors) seen.add(selector)
      const value = statedBy(element)
      if (value === undefined || value.length > LONGEST_VALUE || !isRight(value)) continue
      for (const selector of selectors) {
        const { count, length } = found.get(selector) ?? { count: 0, length: 0 }
        found.set(selector, { count: count + 1, length: length + value.length })
      }
    }
  }
  // Of equal ones, that with the least other text, and that with a name of its own.
  const [best] = [...found].sort(
    ([one, a], [two, b]) =>
      b.count - a.count || rankOf(one) - rankOf(two) || a.length - b.length || two.length - one.length,
  )
  return best !== undefined && best[1].count > least ? best[0] : undefined
}

/** Elements and names that are usual for titles and dates come first. */
const rankOf = (selector: string): number =>
  /^(?:h[1-6]|time|meta)\b|title|date|time/i.test(selector) ? 0 : 1

function valueSelectors(element: HtmlElement): readonly string[] {
  const { tagName } = element
  const name = attributeOf(element, 'property') ?? attributeOf(element, 'name') ?? ''
  if (tagName === 'meta') return /^[\w:.-]+$/.test(name) ? [metaSelector(element, name)] : []
  const isPlain = /^(?:h[1-6]|time|title)$/.test(tagName)
  if (!isPlain && textOf(element).length > LONGEST_VALUE) return []
  return [...(isPlain ? [tagName] : []), ...selectorsOf(element)]
}

const metaSelector = (element: HtmlElement, name: string): string =>
  `meta[${attributeOf(element, 'property') === undefined ? 'name' : 'property'}="${name}"]`
