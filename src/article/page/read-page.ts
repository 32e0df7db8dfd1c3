import { serialize } from 'parse5'
import type { Author } from '../article.ts'
import { ancestorsOf, attributeOf, textOf } from '../html/node.ts'
import { escapeHtml, type HtmlElement } from '../html/tree.ts'
import { isSameHeadline } from '../markdown/headline.ts'
import { plainLine } from '../text.ts'
import { absoluteUrl, parseUrl } from '../url.ts'
import { detach, shownText } from './blocks.ts'
import { merged, type PageClaims } from './claims.ts'
import { elementsOf, parsePage } from './document.ts'
import { isNamedFurniture, removeEnds, removeFurniture } from './furniture.ts'
import { articlesInJsonLd } from './json-ld.ts'
import { metaOf, type PageMeta } from './meta.ts'
import { type MarkedArticle, markedArticles } from './microdata.ts'
import { OwnAddress, pathOf } from './own-address.ts'
import { isNoName, markedAuthors } from './page-authors.ts'
import {
  type BodyPlace,
  bodyOf,
  checkedBody,
  type FoundBody,
  fullestElement,
  guessedBody,
} from './page-body.ts'
import { statedMoment } from './page-moment.ts'
import { titleOf } from './page-title.ts'
import { headerOfPage, removePageLines, wrapLooseText } from './saved-page.ts'
import { savedTitle } from './saved-title.ts'
import { removeStoryLinks } from './story-links.ts'

/** Why a page is not a public article. */
export type NoArticle =
  | 'too-complex'
  | 'redirect'
  | 'not-found'
  | 'noindex'
  | 'paid'
  | 'list'
  | 'undated'
  | 'unmarked'
  | 'unselected'

/** The article on a page. Texts are plain and addresses absolute; `url` is absent if the page does not state it. */
export interface PageArticle extends Omit<PageClaims, 'isFree' | 'text'> {
  /** Set if the page states that it is for paying readers; such a page is read only if the user named it. */
  readonly isPaid?: true
  /** Unsanitized HTML of the text, without page furniture. */
  readonly html: string
  /** Set on a page that the user named, if it does not show this title as its headline, or does not state a similar one. */
  readonly isTitleUnsure?: true
  /** How the text was located; `text` is that of JSON-LD. Absent if there is no text. */
  readonly place?: BodyPlace | 'text'
}

export type PageReading =
  | {
      readonly article: PageArticle
      /** The page states that its address is another one than its own. */
      readonly isElsewhere: boolean
    }
  | { readonly none: NoArticle }

export interface PageOptions {
  /** Address of the page itself, which is the base of its references. */
  readonly address: string
  /** Finds the element with the article's text, if a setting names it. */
  readonly body?: (root: HtmlElement) => HtmlElement | undefined
  /** Whether the page is an article, if a setting decides it, and not the page itself. */
  readonly article?: (root: HtmlElement) => boolean
  /** The title or the date on the page, if a setting tells where it is. */
  readonly title?: (root: HtmlElement) => string | undefined
  readonly date?: (root: HtmlElement) => string | undefined
  /**
   * The date that readers know of the page with this address, if it states none itself. Such a page is an article, even
   * if it does not state it.
   */
  readonly knownDate?: (url: string) => string | undefined
  /**
   * Set if the user named this page as an article: then it is one even if it does not state it, or is not for everyone.
   */
  readonly isNamed?: true
}

/** Reads a web page: returns the article that it states to be, or why it is not one. */
export function readPage(source: string, options: PageOptions): PageReading {
  const root = parsePage(source)
  if (root === undefined) return { none: 'too-complex' }
  if (options.isNamed === true) wrapLooseText(root)
  const meta = metaOf(root)
  const own = new OwnAddress(options.address, meta)
  const isKnown = options.knownDate?.(own.of(undefined) ?? options.address) !== undefined
  const isChosen = isKnown || options.article?.(root)
  const found = isChosen === true ? chosen(root, meta, own) : articleOf(root, meta, own, options)
  const claims = datedClaims(root, found, meta, own, options)
  const none = reasonAgainst(meta, found, own, claims, options, isChosen)
  if (none !== undefined) return { none }
  const marked = typeof found === 'object' ? found.marked : undefined
  const titles = [...(typeof found === 'object' ? found.claims : []), meta.claims].flatMap(
    (claim) => claim.title ?? [],
  )
  const article = composed(root, claims, titles, meta, own, marked, options)
  return { article, isElsewhere: own.isElsewhere }
}

/** The claims of an article, with a date from elsewhere if its markup has none. */
function datedClaims(
  root: HtmlElement,
  found: FoundArticle | 'list' | undefined,
  meta: PageMeta,
  own: OwnAddress,
  { address, date, knownDate, isNamed }: PageOptions,
): PageClaims {
  const all = [...(typeof found === 'object' ? found.claims : []), meta.claims]
  const claims = merged(all)
  const stated =
    isNamed === true
      ? all.find(({ published }) => isReadable(published, claims.language))?.published
      : claims.published
  const { published: _, ...rest } = claims
  const published =
    date?.(root) ??
    stated ??
    (typeof found === 'object' && found.isStrong ? shownDate(root, isNamed === true) : undefined) ??
    dateInPath(address) ??
    knownDate?.(own.of(claims.url) ?? address)
  return { ...rest, ...(published !== undefined && { published }) }
}

/** Programs write moments that are none, such as the first day of the first year. */
const isReadable = (text: string | undefined, language = 'en'): boolean =>
  statedMoment(text, { timeZone: 'UTC', language }) !== undefined

/** The first date that the page states for programs, outside of menus and lists of other stories. */
function shownDate(root: HtmlElement, isNamed: boolean): string | undefined {
  for (const element of elementsOf(root)) {
    if (element.tagName !== 'time') continue
    const stated = attributeOf(element, 'datetime')?.trim() ?? ''
    if (stated !== '' && !isAside(element) && (!isNamed || isReadable(stated))) return stated
  }
  return undefined
}

function isAside(element: HtmlElement): boolean {
  for (const up of ancestorsOf(element))
    if (['nav', 'aside', 'footer'].includes(up.tagName) || isNamedFurniture(up)) return true
  return false
}

const DATE_IN_PATH = /\/(?:19|20)\d\d(?<sign>[/-])(?:0[1-9]|1[0-2])\k<sign>(?:0[1-9]|[12]\d|3[01])(?=[/-])/

/** `/2024/02/03/` or `/2024-02-03-` in an address. */
function dateInPath(address: string): string | undefined {
  const [stated] = DATE_IN_PATH.exec(parseUrl(address)?.pathname ?? '') ?? []
  return stated?.slice(1).replaceAll('/', '-')
}

interface FoundArticle {
  /** Best first. */
  readonly claims: readonly PageClaims[]
  readonly marked?: MarkedArticle
  readonly isStrong: boolean
}

/** An article selected by a setting, regardless of its own markup. */
function chosen(root: HtmlElement, meta: PageMeta, own: OwnAddress): FoundArticle {
  const found = articleOf(root, meta, own)
  return typeof found === 'object' ? { ...found, isStrong: true } : { claims: [meta.claims], isStrong: true }
}

function articleOf(
  root: HtmlElement,
  meta: PageMeta,
  own: OwnAddress,
  { isNamed }: Pick<PageOptions, 'isNamed'> = {},
): FoundArticle | 'list' | undefined {
  const stated = articlesInJsonLd(root)
  const [single] = stated.length === 1 ? stated : []
  // The address of a saved page may be known only from its JSON-LD.
  const json = isNamed === true && single !== undefined ? single : mainItem(stated, ({ url }) => url, own)
  const all = markedArticles(root)
  const marked = mainItem(all, ({ claims }) => claims.url, own)
  const one = marked === 'list' ? undefined : marked
  const markup = { ...(one !== undefined && { marked: one }) }
  if (json !== undefined && json !== 'list')
    return {
      claims: [json, meta.claims, ...(one === undefined ? [] : [one.claims])],
      ...markup,
      isStrong: true,
    }
  const isWeak = one === undefined || one.claims.url === undefined
  if (isWeak && (one !== undefined || meta.type === 'article') && own.isOfTerm) return 'list'
  if (one !== undefined && json !== 'list')
    return { claims: [meta.type === 'article' ? meta.claims : {}, one.claims], ...markup, isStrong: true }
  if (meta.type === 'article' && json !== 'list') return { claims: [meta.claims], ...markup, isStrong: false }
  return json === 'list' || marked === 'list' ? 'list' : undefined
}

/** Of several articles, the one that the page is about; `list` if the page lists articles. */
function mainItem<Item>(
  items: readonly Item[],
  addressOf: (item: Item) => string | undefined,
  own: OwnAddress,
): Item | 'list' | undefined {
  const isElsewhere = (item: Item) => {
    const url = addressOf(item)
    return url !== undefined && !own.isOwn(url)
  }
  const here = items.filter((item) => !isElsewhere(item))
  const stated = here.filter((item) => addressOf(item) !== undefined)
  const [first] = stated.length > 0 ? stated : here
  if (first !== undefined && (stated.length > 0 || here.length === 1)) return first
  return items.length === 0 ? undefined : 'list'
}

const ERROR_PAGE = /(?:^|\/)(?:40[0-9]|410|50[0-9x]|error|not-?found|offline)(?:\/index)?\.html?$/i

/** A copy of a site also has the error pages at the addresses that its server did not find. */
const ERROR_TITLE =
  /^(?:(?:error\s+)?404(?:\s+error)?(?:\s*[-–—:|]?\s*(?:page\s+)?not\s+found)?|page\s+not\s+found)[.!]?(?:\s+[-–—|·•»]+\s.*)?$/iu

/** A page in a folder may have the number of its article as its name. */
const NUMBERED = /\/[^/]{3,}\/\d+(?:\/index)?\.html?$/i

function reasonAgainst(
  meta: PageMeta,
  found: FoundArticle | 'list' | undefined,
  own: OwnAddress,
  claims: PageClaims,
  { address, article, isNamed }: PageOptions,
  isChosen: boolean | undefined,
): NoArticle | undefined {
  if (meta.redirect !== undefined && !own.isOwn(meta.redirect)) return 'redirect'
  const path = parseUrl(address)?.pathname ?? ''
  const isPost = typeof found === 'object' && found.isStrong && claims.published !== undefined
  const isNumbered = isNamed === true || (isPost && NUMBERED.test(path))
  if (ERROR_PAGE.test(path) && !isNumbered) return 'not-found'
  if (ERROR_TITLE.test(claims.title ?? meta.windowTitle ?? '')) return 'not-found'
  if (isNamed === true) return undefined
  if (typeof found === 'object' && claims.isFree === false) return 'paid'
  if (found === undefined) return 'unmarked'
  if (found === 'list' || (pathOf(address) === '/' && article === undefined)) return 'list'
  if (meta.isNoindex) return 'noindex'
  if (isChosen === false) return found.isStrong ? 'unselected' : 'unmarked'
  return claims.published === undefined ? 'undated' : undefined
}

function composed(
  root: HtmlElement,
  claims: PageClaims,
  titles: readonly string[],
  meta: PageMeta,
  own: OwnAddress,
  marked: MarkedArticle | undefined,
  options: PageOptions,
): PageArticle {
  const { isFree, text, image: picture, url: claimed, authors: claimedAuthors, ...fields } = claims
  const isNamed = options.isNamed === true
  const url = own.of(claimed)
  const saved = isNamed ? savedTitle(root, titles, meta) : undefined
  const title = options.title?.(root) ?? saved?.title ?? titleOf(root, claims.title, meta)
  const selected = options.body?.(root)
  const body: FoundBody | undefined =
    selected === undefined
      ? textPlace(root, marked?.body, text, isNamed, title)
      : { element: selected, place: 'selector', isExact: true }
  const inAddress = isNamed && url !== undefined ? dateInPath(url) : undefined
  const image = picture === undefined ? undefined : absoluteUrl(picture.url, own.base)
  const stated = isNamed
    ? claimedAuthors?.filter(({ name }) => !isNoName(bareName(name), siteNames(meta, own)))
    : claimedAuthors
  const needsByline = stated === undefined || !stated.some(({ name }) => name.includes(' '))
  const header =
    isNamed && (fields.published === undefined || needsByline)
      ? headerOfPage(root, title, !/^en\b/.test(fields.language ?? 'en'))
      : undefined
  const authors =
    isNamed && needsByline
      ? bylineOf(markedAuthors(root, title), stated ?? [], header?.authors ?? [])
      : stated
  return {
    ...(inAddress !== undefined && { published: inAddress }),
    ...(header?.published !== undefined && { published: header.published }),
    ...fields,
    ...(isFree === false && { isPaid: true }),
    ...(title !== undefined && { title }),
    ...(saved?.isSure === false && { isTitleUnsure: true }),
    ...(url !== undefined && { url }),
    ...(authors !== undefined &&
      authors.length > 0 && {
        authors: authors.map(({ name, url }) => {
          const address = url === undefined ? undefined : absoluteUrl(url, own.base)
          return { name: bareName(name), ...(address !== undefined && { url: address }) }
        }),
      }),
    ...(picture !== undefined && image !== undefined && { image: { ...picture, url: image } }),
    ...bodyText(body, text, title, {
      base: own.base,
      url: url ?? options.address,
      isNamed: options.isNamed,
      authors: authors?.map(({ name }) => name) ?? [],
    }),
  }
}

/** Names of the site, which some programs state as the author of each page. */
const siteNames = ({ siteName }: PageMeta, own: OwnAddress): readonly string[] => {
  const host = parseUrl(own.base)?.hostname.replace(/^www\./, '') ?? ''
  return [...(siteName === undefined ? [] : [siteName]), host]
}

/** The authors in the byline of a page whose markup has none or only names of accounts. */
function bylineOf(
  byline: readonly string[],
  stated: readonly Author[],
  header: readonly string[],
): readonly Author[] {
  const marked = byline.map((name) => ({ name }))
  const written = marked.length > 0 ? marked : header.map((name) => ({ name }))
  return stated.length > 0 && !written.some(({ name }) => name.includes(' ')) ? stated : written
}

/** The name of an author without the email address beside it, and without a `by`. */
const bareName = (name: string): string =>
  name
    .replace(/^(?:by|por|par|von|di|door) (?=\p{Lu}\S* \S*\p{Lu})/iu, '')
    .replace(/[\s|,·•]+$/u, '')
    .replace(/\s+[(<|]?\S+@\S+\.\p{L}{2,}[)>]?$/u, '')

function textPlace(
  root: HtmlElement,
  marked: HtmlElement | undefined,
  text: string | undefined,
  isNamed: boolean,
  title: string | undefined,
): FoundBody | undefined {
  const found = bodyOf(root, marked)
  if (found !== undefined) return isNamed ? checkedBody(root, found, title) : found
  if (text === undefined) return guessedBody(root) ?? (isNamed ? undefined : fullestElement(root))
  const guess = isNamed ? guessedBody(root) : undefined
  return guess !== undefined && shownText(guess.element).length >= text.length / 2 ? guess : undefined
}

function bodyText(
  body: FoundBody | undefined,
  text: string | undefined,
  title: string | undefined,
  {
    base,
    url,
    isNamed,
    authors,
  }: {
    readonly base: string
    readonly url: string
    readonly isNamed: true | undefined
    readonly authors: readonly string[]
  },
): Pick<PageArticle, 'html' | 'place'> {
  if (body === undefined) {
    if (text === undefined) return { html: '' }
    const paragraphs = text.split(/\n+/).filter((paragraph) => paragraph.trim() !== '')
    return {
      html: paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n'),
      place: 'text',
    }
  }
  const { element, place, isExact } = body
  if (place !== 'selector') {
    removeFurniture(element, isExact)
    if (isNamed === true) {
      removePageLines(element, isExact, title, authors)
      removeStoryLinks(element, url)
    }
    if (!isExact) removeEnds(element)
    removeHeadline(element, title)
  }
  if (base !== url) makeAbsolute(element, base)
  return { html: serialize(element).trim(), place }
}

/** A headline that is also in the text would be shown twice. */
function removeHeadline(body: HtmlElement, title: string | undefined): void {
  if (title === undefined) return
  for (const element of elementsOf(body)) {
    if (!/^h[12]$/.test(element.tagName)) continue
    if (isSameHeadline(plainLine(textOf(element)), title)) detach(element)
    return
  }
}

const ADDRESSES = ['href', 'src', 'poster', 'cite', 'data-src'] as const

/** Resolves addresses whose base is not the article's address. */
function makeAbsolute(body: HtmlElement, base: string): void {
  for (const element of elementsOf(body))
    for (const attribute of element.attrs) {
      if (attribute.name === 'srcset') attribute.value = absoluteSrcset(attribute.value, base)
      if (!ADDRESSES.some((name) => name === attribute.name) || attribute.value.startsWith('#')) continue
      attribute.value = absoluteUrl(attribute.value, base, 'link') ?? attribute.value
    }
}

function absoluteSrcset(value: string, base: string): string {
  return value
    .split(/,\s+/)
    .map((candidate) => candidate.trim().replace(/^\S+/, (url) => absoluteUrl(url, base) ?? url))
    .join(', ')
}
