import { serialize } from 'parse5'
import { isSameHeadline } from '../headline.ts'
import { textOf } from '../html-node.ts'
import { escapeHtml, type HtmlElement } from '../html-tree.ts'
import { isPrivateHost } from '../private-host.ts'
import { plainLine } from '../text.ts'
import { absoluteUrl, hostOf, parseUrl } from '../url.ts'
import { merged, type PageClaims } from './claims.ts'
import { elementsOf, parsePage } from './document.ts'
import { detach, removeFurniture } from './furniture.ts'
import { articlesInJsonLd } from './json-ld.ts'
import { metaOf, type PageMeta } from './meta.ts'
import { type MarkedArticle, markedArticles } from './microdata.ts'
import { type BodyPlace, bodyOf, type FoundBody, guessedBody } from './page-body.ts'

/** Why a page is no article that readers are told of. */
export type NoArticle =
  | 'too-complex'
  | 'redirect'
  | 'not-found'
  | 'noindex'
  | 'paid'
  | 'list'
  | 'undated'
  | 'unmarked'

/** The article that a page is. Texts are plain, addresses absolute; `url` is absent where the page does not state it. */
export interface PageArticle extends Omit<PageClaims, 'isFree' | 'text'> {
  /** Set where the page says that it is for those who paid; only a page that somebody named comes out so. */
  readonly isPaid?: true
  /** HTML as the page has it, without what stands around the text; not sanitized. */
  readonly html: string
  /** Where it was found; `text` is that of JSON-LD, and absent means that there is none. */
  readonly place?: BodyPlace | 'text'
}

export type PageReading =
  | {
      readonly article: PageArticle
      /** The page says that it belongs at another address than its own. */
      readonly isElsewhere: boolean
    }
  | { readonly none: NoArticle }

export interface PageOptions {
  /** Address at which the page itself is found; what it refers to is relative to it. */
  readonly address: string
  /** The element that is the article's text, where a setting says which. */
  readonly body?: (root: HtmlElement) => HtmlElement | undefined
  /** Whether a setting says that the page is an article: it need not say so itself. */
  readonly article?: (root: HtmlElement) => boolean
  /** Set where a person named this page as an article: it is one though it says nothing, or is not for all. */
  readonly isNamed?: true
}

/** Reads a page of a web site: the article that it says it is, or why it is none. */
export function readPage(source: string, options: PageOptions): PageReading {
  const root = parsePage(source)
  if (root === undefined) return { none: 'too-complex' }
  const meta = metaOf(root)
  const own = new OwnAddress(options.address, meta)
  const found = options.article?.(root) === true ? chosen(root, meta, own) : articleOf(root, meta, own)
  const none = reasonAgainst(meta, found, own, options)
  if (none !== undefined) return { none }
  const claims = merged([...(typeof found === 'object' ? found.claims : []), meta.claims])
  const marked = typeof found === 'object' ? found.marked : undefined
  const article = composed(root, claims, meta, own, marked, options)
  return { article, isElsewhere: own.isElsewhere }
}

interface FoundArticle {
  /** Best first. */
  readonly claims: readonly PageClaims[]
  readonly marked?: MarkedArticle
  readonly isStrong: boolean
}

/** The address of the page, as it is found and as it says. */
class OwnAddress {
  readonly base: string
  /** Where the page says that it is found; absent where it does not say. */
  readonly stated: string | undefined
  readonly #address: string
  readonly #paths: readonly string[]

  constructor(address: string, { canonical, base, claims }: PageMeta) {
    this.base = absoluteUrl(base ?? '', address) ?? address
    this.#address = address
    this.stated = [canonical, claims.url].flatMap((url) => this.#public(url) ?? [])[0]
    this.#paths = [...new Set([pathOf(address), pathOf(this.stated ?? address)])]
  }

  /** The address that the page states, or else its article `claimed`. */
  of(claimed: string | undefined): string | undefined {
    return this.stated ?? this.#public(claimed)
  }

  /** An address as readers may have it: a page built as a preview names the machine of the person who built it. */
  #public(url: string | undefined): string | undefined {
    const absolute = url === undefined ? undefined : absoluteUrl(url, this.base)
    if (absolute === undefined) return undefined
    const host = hostOf(absolute)
    return isPrivateHost(host) && host !== hostOf(this.#address) ? undefined : absolute
  }

  get isElsewhere(): boolean {
    return this.stated !== undefined && !pathOf(this.stated).endsWith(pathOf(this.#address))
  }

  /** Whether `url`, as the page writes it, leads to the page; a site may lie below the root of its host. */
  isOwn(url: string): boolean {
    const absolute = absoluteUrl(url, this.base)
    if (absolute === undefined) return false
    const path = pathOf(absolute)
    return this.#paths.some((own) => path === own || (own !== '/' && path.endsWith(own)))
  }
}

/** `/a`, `/a/`, `/a.html` and `/a/index.html` are one page. */
function pathOf(url: string): string {
  const path = parseUrl(url)?.pathname ?? url
  return path.replace(/(?:\/index)?(?:\.html?)?$/i, '').replace(/\/+$/, '') || '/'
}

/** What a setting says is an article, whatever it says of itself. */
function chosen(root: HtmlElement, meta: PageMeta, own: OwnAddress): FoundArticle {
  const found = articleOf(root, meta, own)
  return typeof found === 'object' ? { ...found, isStrong: true } : { claims: [meta.claims], isStrong: true }
}

function articleOf(root: HtmlElement, meta: PageMeta, own: OwnAddress): FoundArticle | 'list' | undefined {
  const json = theOne(articlesInJsonLd(root), ({ url }) => url, own)
  const all = markedArticles(root)
  const marked = theOne(all, ({ claims }) => claims.url, own)
  const one = marked === 'list' ? undefined : marked
  const markup = { ...(one !== undefined && { marked: one }) }
  if (json !== undefined && json !== 'list')
    return {
      claims: [json, meta.claims, ...(one === undefined ? [] : [one.claims])],
      ...markup,
      isStrong: true,
    }
  if (one !== undefined && json !== 'list')
    return { claims: [meta.type === 'article' ? meta.claims : {}, one.claims], ...markup, isStrong: true }
  if (meta.type === 'article' && json !== 'list') return { claims: [meta.claims], ...markup, isStrong: false }
  return json === 'list' || marked === 'list' ? 'list' : undefined
}

/** The one of several articles that the page itself is; `list` where they are those it leads to. */
function theOne<Item>(
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

function reasonAgainst(
  meta: PageMeta,
  found: FoundArticle | 'list' | undefined,
  own: OwnAddress,
  { address, article, isNamed }: PageOptions,
): NoArticle | undefined {
  if (meta.redirect !== undefined && !own.isOwn(meta.redirect)) return 'redirect'
  if (ERROR_PAGE.test(parseUrl(address)?.pathname ?? '')) return 'not-found'
  const claims = typeof found === 'object' ? merged(found.claims) : meta.claims
  if (isNamed === true) return undefined
  if (typeof found === 'object' && claims.isFree === false) return 'paid'
  if (found === undefined) return 'unmarked'
  if (found === 'list' || (pathOf(address) === '/' && article === undefined)) return 'list'
  if (meta.isNoindex) return 'noindex'
  return found.isStrong || claims.published !== undefined ? undefined : 'undated'
}

function composed(
  root: HtmlElement,
  claims: PageClaims,
  meta: PageMeta,
  own: OwnAddress,
  marked: MarkedArticle | undefined,
  options: PageOptions,
): PageArticle {
  const { isFree, text, image: picture, url: claimed, ...fields } = claims
  const url = own.of(claimed)
  const title = titleOf(root, claims.title, meta)
  const selected = options.body?.(root)
  const body: FoundBody | undefined =
    selected === undefined
      ? (bodyOf(root, marked?.body) ?? (text === undefined ? guessedBody(root) : undefined))
      : { element: selected, place: 'selector', isExact: true }
  const image = picture === undefined ? undefined : absoluteUrl(picture.url, own.base)
  return {
    ...fields,
    ...(isFree === false && { isPaid: true }),
    ...(title !== undefined && { title }),
    ...(url !== undefined && { url }),
    ...(fields.authors !== undefined && {
      authors: fields.authors.map(({ name, url }) => {
        const address = url === undefined ? undefined : absoluteUrl(url, own.base)
        return { name, ...(address !== undefined && { url: address }) }
      }),
    }),
    ...(picture !== undefined && image !== undefined && { image: { ...picture, url: image } }),
    ...bodyText(body, text, title, { base: own.base, url: url ?? options.address }),
  }
}

/**
 * The headline: what the markup says, unless the page's own headline says it whole: search engines are told at most 110
 * characters, and other programs are told the name of the site, too.
 */
function titleOf(root: HtmlElement, stated: string | undefined, meta: PageMeta): string | undefined {
  const headings = [...elementsOf(root)]
    .filter(({ tagName }) => tagName === 'h1')
    .map((h1) => plainLine(textOf(h1)))
  const said = headings.filter((heading) => heading !== '')
  if (stated === undefined) return said[0] ?? meta.windowTitle
  const bare = stated.replace(/\s*(?:…|\.\.\.)$/, '')
  const whole = said.find(
    (heading) =>
      heading.startsWith(bare) ||
      (stated.startsWith(heading) && isSiteName(stated.slice(heading.length), meta)),
  )
  return whole ?? withoutSiteName(stated, meta)
}

const isSiteName = (rest: string, { siteName }: PageMeta): boolean =>
  /^\s+[-–—|·•»:/]+\s+\S.{0,60}$/u.test(rest) || (siteName !== undefined && rest.includes(siteName))

function withoutSiteName(title: string, { siteName }: PageMeta): string {
  if (siteName === undefined || !title.endsWith(siteName)) return title
  const bare = title.slice(0, -siteName.length).replace(/\s+[-–—|·•»:/]+\s*$/u, '')
  return bare.length < title.length - siteName.length && bare !== '' ? bare : title
}

function bodyText(
  body: FoundBody | undefined,
  text: string | undefined,
  title: string | undefined,
  { base, url }: { readonly base: string; readonly url: string },
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
    removeHeadline(element, title)
  }
  if (base !== url) makeAbsolute(element, base)
  return { html: serialize(element).trim(), place }
}

/** A headline that stands in the text as well would be shown twice. */
function removeHeadline(body: HtmlElement, title: string | undefined): void {
  if (title === undefined) return
  for (const element of elementsOf(body)) {
    if (!/^h[12]$/.test(element.tagName)) continue
    if (isSameHeadline(plainLine(textOf(element)), title)) detach(element)
    return
  }
}

const ADDRESSES = ['href', 'src', 'poster', 'cite', 'data-src'] as const

/** Addresses that are relative to another place than the article's address. */
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
