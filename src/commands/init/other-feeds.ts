import type { ArticleEntry } from '../../article/article.ts'
import { isPermanentId } from '../../article/ids.ts'
import { feedAddress } from '../../config/feed-path.ts'
import { type FeedOfPart, type FeedPart, type KeptFeeds, USUAL_LIMIT } from '../../dialects/first-settings.ts'
import type { ExistingDocument } from '../../gate/existing-feed.ts'

/** A feed that a site publishes besides its main one. */
export interface OtherFeed {
  /** From the root of the site, as readers know it: `/tags/ferry/index.xml`, `/feed/`. */
  readonly path: string
  readonly document: ExistingDocument
}

/** What the choice of a feed depends on. */
export type ListedArticle = Pick<
  ArticleEntry,
  'id' | 'url' | 'published' | 'section' | 'tags' | 'authors' | 'language'
>

interface Site {
  /** The feed whose address is kept already, and its items that are articles here. */
  readonly main: {
    readonly path?: string
    readonly format: ExistingDocument['format']
    readonly known: readonly ListedArticle[]
  }
  /** The articles of that feed, older ones included. */
  readonly articles: readonly ListedArticle[]
  readonly articleOf: (url: string) => ListedArticle | undefined
  /** The id that readers of the main feed know. */
  readonly idOf: (article: ListedArticle) => string
}

/**
 * How each further feed can keep its address: as another format of the main feed, as a feed of one section, language,
 * tag or author or of another length, or as a redirect if there is such a feed of its format already. A feed of other
 * articles cannot be kept, and one with other ids is not, because all of its items would come back as new.
 */
export function keptFeeds(
  others: readonly OtherFeed[],
  { main, articles, articleOf, idOf }: Site,
): KeptFeeds {
  // Articles may be newer than the feeds.
  const newest = main.known
    .map(({ published }) => published)
    .toSorted()
    .at(-1)
  const old = newest === undefined ? articles : articles.filter(({ published }) => published <= newest)
  const documents: Record<string, string> = main.path === undefined ? {} : { [main.format]: main.path }
  const redirects: Record<string, string> = {}
  const parts = new Map<string, FeedOfPart>()
  const paths: string[] = []
  const withOtherIds: string[] = []
  const taken = new Set([documentOf(main.path ?? '')])
  for (const { path, document } of others) {
    const { format, items, title } = document
    const known = [...new Set(items.flatMap(({ url }) => articleOf(url) ?? []))]
    if ('mistake' in feedAddress(path) || taken.has(documentOf(path))) continue
    if (known.length === 0 || known.length < LEAST_KNOWN * items.length) continue
    const isMain = hasSame(known, main.known)
    const found = isMain ? { part: EVERYTHING } : partOf(known, old, path)
    if (found === undefined) continue
    const hasSameIds = items.every(({ id, url }) => {
      const article = articleOf(url)
      return article === undefined || (idOf(article) === id && (format === 'rss' || isPermanentId(id)))
    })
    if (!hasSameIds) {
      withOtherIds.push(path)
      continue
    }
    const { part, limit } = { limit: undefined, ...found }
    const key = isMain ? '' : [part.list, ...part.values, limit].join(' ')
    const there = isMain ? documents : parts.get(key)?.documents
    if (there === undefined && parts.size === MOST_PARTS) continue
    const same = there?.[format]
    if (same !== undefined) redirects[path] = same
    else if (isMain) documents[format] = path
    else
      parts.set(key, {
        part,
        documents: { ...there, [format]: path },
        ...(limit !== undefined && { limit }),
        ...(title !== '' && { title }),
      })
    taken.add(documentOf(path))
    paths.push(path)
  }
  return { documents, redirects, parts: [...parts.values()], paths, withOtherIds }
}

const EVERYTHING: FeedPart = { list: 'sections', values: [] }

function hasSame(some: readonly ListedArticle[], others: readonly ListedArticle[]): boolean {
  const urls = new Set(others.map(({ url }) => url))
  return some.length === urls.size && some.every(({ url }) => urls.has(url))
}

/** Share of the items that must be articles here. */
const LEAST_KNOWN = 0.8
/** Number of further feeds in the settings. */
const MOST_PARTS = 50

/** The file with the document at an address. */
export const documentOf = (path: string): string => path.replace(/^\//, '').replace(/(^|\/)$/, '$1index.xml')

interface FoundPart {
  readonly part: FeedPart
  /** Number of the newest articles that the feed has; absent if it has all of them, and not more than usual. */
  readonly limit?: number
}

/** The part of the articles whose newest are exactly these; undefined if there is none, or it may be one of several. */
function partOf(
  known: readonly ListedArticle[],
  articles: readonly ListedArticle[],
  path: string,
): FoundPart | undefined {
  const limitOf = (all: readonly ListedArticle[]) =>
    known.length < all.length || known.length > USUAL_LIMIT ? { limit: known.length } : {}
  const [first, ...rest] = known
  if (first === undefined) return undefined
  if (isNewest(known, articles)) {
    const values = [...new Set(articles.map(({ section }) => section))].toSorted()
    return { part: { list: 'sections', values }, ...limitOf(articles) }
  }
  const possible = partsOf(first).flatMap((part): readonly FoundPart[] => {
    if (!rest.every((article) => isIn(article, part))) return []
    const all = articles.filter((article) => isIn(article, part))
    return isNewest(known, all) ? [{ part, ...limitOf(all) }] : []
  })
  const words = new Set(wordsIn(path))
  const named = possible.filter(({ part: { values } }) =>
    values.every((value) => wordsIn(value).every((word) => words.has(word))),
  )
  const [only, ...others] = named.length > 0 ? named : possible
  // A few articles may have anything in common.
  return others.length > 0 || (named.length === 0 && known.length < LEAST_UNNAMED) ? undefined : only
}

const LEAST_UNNAMED = 3

const wordsIn = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

const partsOf = ({ section, language, tags, authors }: ListedArticle): readonly FeedPart[] => [
  { list: 'sections', values: [section] },
  ...(language === undefined ? [] : [{ list: 'languages' as const, values: [language] }]),
  ...tags.map((tag) => ({ list: 'tags' as const, values: [tag] })),
  ...authors.map(({ name }) => ({ list: 'authors' as const, values: [name] })),
]

const isIn = (article: ListedArticle, { list, values }: FeedPart): boolean =>
  partsOf(article).some((part) => part.list === list && part.values[0] === values[0])

/** Whether `known` are the newest among `all`, which contains them. */
function isNewest(known: readonly ListedArticle[], all: readonly ListedArticle[]): boolean {
  const urls = new Set(known.map(({ url }) => url))
  const [oldest = ''] = known.map(({ published }) => published).toSorted()
  return all.every(({ url, published }) => published <= oldest || urls.has(url))
}
