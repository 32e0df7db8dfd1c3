import type { ArticleEntry } from '../article/article.ts'
import type { Instant } from '../article/instant.ts'
import type { Selection } from './definition.ts'

const meets = (wanted: readonly string[] | undefined, has: readonly string[]): boolean =>
  wanted === undefined || has.some((value) => wanted.includes(value))

/**
 * Whether a feed with this selection takes the article, whatever its status or date. An article for one audience is
 * taken only by feeds for exactly that audience.
 */
export function selects(selection: Selection, entry: ArticleEntry): boolean {
  if (entry.audience !== selection.audience) return false
  const authors = entry.authors.map((author) => author.name)
  const { exclude } = selection
  if (exclude?.sections?.includes(entry.section)) return false
  if (exclude?.tags?.some((tag) => entry.tags.includes(tag))) return false
  if (exclude?.authors?.some((author) => authors.includes(author))) return false
  return (
    meets(selection.sections, [entry.section]) &&
    meets(selection.tags, entry.tags) &&
    meets(selection.authors, authors) &&
    meets(selection.languages, entry.language === undefined ? [] : [entry.language])
  )
}

/** The moment from which readers may see the article. */
export function releaseOf(entry: ArticleEntry): Instant {
  return entry.embargoedUntil !== undefined && entry.embargoedUntil > entry.published
    ? entry.embargoedUntil
    : entry.published
}

/** Whether the article was to be taken back by itself at some moment that has come. */
export function isExpired(entry: Pick<ArticleEntry, 'expires'>, now: Instant): boolean {
  return entry.expires !== undefined && entry.expires <= now
}

/** Whether readers may see the article now: live, its date reached, its embargo over, and not expired. */
export function isReleased(entry: ArticleEntry, now: Instant): boolean {
  return entry.status === 'live' && releaseOf(entry) <= now && !isExpired(entry, now)
}

/** A place in the order of every feed. */
export interface OrderKey {
  readonly published: Instant
  readonly id: string
}

/** The order of every feed: newest `published` first, ties by id. */
export function byNewest(a: OrderKey, b: OrderKey): number {
  if (a.published !== b.published) return a.published < b.published ? 1 : -1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}
