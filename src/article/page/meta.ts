import { attributeOf, textOf } from '../html/node.ts'
import type { HtmlElement } from '../html/tree.ts'
import { plainLine } from '../text.ts'
import { type PageClaims, said } from './claims.ts'
import { elementsOf } from './document.ts'

/** Data from `meta`, `link` and `title` elements, about the page, and about the article if the page is one. */
export interface PageMeta {
  /** `og:type`, in lower case. */
  readonly type?: string
  readonly canonical?: string
  /** Address of the `base` element. */
  readonly base?: string
  /** Name of the whole site. */
  readonly siteName?: string
  readonly isNoindex: boolean
  /** The address to which the page redirects its visitors. */
  readonly redirect?: string
  readonly claims: PageClaims
  /** Addresses of the feeds that the page names. */
  readonly feeds: readonly string[]
  /** The title of the window: the headline, usually with the site name. */
  readonly windowTitle?: string
}

/** Maximum delay in seconds of a refresh that is treated as a redirect. */
const SHORT = 10

/** `meta` names that address all search engines, or the most important one. */
const ROBOTS = ['robots', 'googlebot', 'googlebot-news']

const FEED_TYPE = /^application\/(?:rss\+xml|atom\+xml|feed\+json)\s*(?:;|$)/i

export function metaOf(root: HtmlElement): PageMeta {
  const values = new Map<string, string[]>()
  const links = new Map<string, string>()
  const feeds: string[] = []
  let title: string | undefined
  let base: string | undefined
  let redirect: string | undefined
  for (const element of elementsOf(root)) {
    if (element.tagName === 'title') title ??= plainLine(element.childNodes.map(textOf).join(''))
    else if (element.tagName === 'base') base ??= attributeOf(element, 'href')
    else if (element.tagName === 'link') {
      const href = attributeOf(element, 'href')?.trim()
      for (const rel of (attributeOf(element, 'rel') ?? '').toLowerCase().split(/\s+/))
        if (href !== undefined && href !== '' && !links.has(rel)) links.set(rel, href)
      if (href !== undefined && FEED_TYPE.test(attributeOf(element, 'type') ?? '')) feeds.push(href)
    } else if (element.tagName === 'meta') {
      const inHead = element.parentNode !== null && element.parentNode.nodeName === 'head'
      const item = inHead ? attributeOf(element, 'itemprop') : undefined
      const name = (attributeOf(element, 'property') ?? attributeOf(element, 'name') ?? item ?? '')
        .trim()
        .toLowerCase()
      const content = attributeOf(element, 'content')?.trim() ?? ''
      if (name !== '' && content !== '')
        values.set(name, [...(values.get(name) ?? []).slice(0, 100), content])
      if (attributeOf(element, 'http-equiv')?.toLowerCase() === 'refresh') redirect ??= redirectIn(content)
    }
  }
  const first = (...names: readonly string[]) => names.flatMap((name) => values.get(name)?.[0] ?? [])[0]
  const robots = ROBOTS.flatMap((name) => values.get(name) ?? []).join(',')
  const canonical = links.get('canonical')
  const type = first('og:type')?.toLowerCase()
  const siteName = first('og:site_name', 'application-name')
  return {
    ...(type !== undefined && { type }),
    ...(canonical !== undefined && { canonical }),
    ...(base !== undefined && { base }),
    ...(siteName !== undefined && { siteName }),
    isNoindex: /(?:^|[\s,:])(?:noindex|none)(?=$|[\s,])/i.test(robots),
    ...(redirect !== undefined && { redirect }),
    claims: claimsOf(root, values),
    feeds,
    ...(title !== undefined && title !== '' && { windowTitle: title }),
  }
}

/** Facebook uses the first one for the address of a profile. */
const AUTHORS = [
  'article:author',
  'author',
  'parsely-author',
  'dc.creator',
  'dcterms.creator',
  'citation_author',
  'sailthru.author',
]

function claimsOf(root: HtmlElement, values: ReadonlyMap<string, readonly string[]>): PageClaims {
  const all = (...names: readonly string[]) =>
    names.map((name) => values.get(name) ?? []).find((of) => of.length > 0) ?? []
  const first = (...names: readonly string[]) => all(...names)[0]
  const image = first('og:image:secure_url', 'og:image', 'og:image:url', 'twitter:image', 'twitter:image:src')
  const number = (name: string) => {
    const pixels = Number(first(name))
    return Number.isInteger(pixels) && pixels > 0 ? pixels : undefined
  }
  const [width, height] = [number('og:image:width'), number('og:image:height')]
  const alt = first('og:image:alt', 'twitter:image:alt')
  const authors = AUTHORS.map((name) =>
    (values.get(name) ?? []).filter((author) => !/^https?:\/\//i.test(author)),
  )
  const tier = first('article:content_tier')?.toLowerCase()
  return said({
    title: first('og:title', 'twitter:title', 'dc.title', 'citation_title'),
    published: first(
      'article:published_time',
      'og:article:published_time',
      'article:published',
      'datepublished',
      'publish-date',
      'publish_date',
      'pubdate',
      'date',
      'dc.date.issued',
      'dc.date',
      'dcterms.created',
      'parsely-pub-date',
      'sailthru.date',
      'citation_publication_date',
    ),
    updated: first(
      'article:modified_time',
      'og:updated_time',
      'og:article:modified_time',
      'last-modified',
      'dcterms.modified',
    ),
    url: first('og:url'),
    authors: (authors.find((names) => names.length > 0) ?? []).map((name) => ({ name })),
    tags: [...all('article:tag', 'og:article:tag')]
      .flatMap((tags) => tags.split(','))
      .map((tag) => tag.trim()),
    section: first('article:section', 'og:article:section'),
    summary: first('og:description', 'description', 'twitter:description', 'dc.description'),
    image:
      image === undefined
        ? undefined
        : {
            url: image,
            ...(width !== undefined && { width }),
            ...(height !== undefined && { height }),
            ...(alt !== undefined && { alt }),
          },
    language: attributeOf(root, 'lang') ?? first('og:locale')?.replace('_', '-'),
    isFree: tier === 'locked' ? false : tier === 'free' ? true : undefined,
  })
}

/**
 * The target of a refresh with a short delay, HTML standard section 4.2.5.3; undefined for a page that reloads itself.
 */
function redirectIn(content: string): string | undefined {
  const [, seconds, address] = /^\s*(\d+)[.\d]*\s*[;,\s]\s*(?:url\s*=\s*)?["']?([^"']+)/i.exec(content) ?? []
  return seconds !== undefined && Number(seconds) < SHORT ? address?.trim() : undefined
}
