import type { ArticleEntry } from '../article/article.ts'
import { nameForms, namesMeant } from '../article/author-names.ts'
import type { Instant } from '../article/instant.ts'
import { isInRange, wordKey } from '../article/word-key.ts'
import type { Selection } from './definition.ts'

/**
 * Whether a feed with this selection includes the article, regardless of status and date. An article for an audience is
 * included only in feeds for exactly that audience, and in feeds with teasers. Words are compared by their {@link
 * wordKey}, languages by range.
 */
export function selects(selection: Selection, entry: ArticleEntry): boolean {
  return selectorOf(selection)(entry)
}

/**
 * {@link selects} of one selection, for many articles.
 *
 * @param keyOf a caching {@link wordKey}, for words that occur repeatedly
 */
export function selectorOf(
  selection: Selection,
  keyOf: (word: string) => string = wordKey,
): (entry: ArticleEntry) => boolean {
  const anyOf = (words: readonly string[] | undefined): ((has: readonly string[]) => boolean) | undefined => {
    if (words === undefined) return undefined
    const wanted = new Set(words.map(keyOf))
    return (has) => has.some((word) => wanted.has(keyOf(word)))
  }
  const { languages, exclude } = selection
  const audience = selection.audience === undefined ? undefined : keyOf(selection.audience)
  const [sections, tags, authors] = [
    anyOf(selection.sections),
    anyOf(selection.tags),
    anyOf(selection.authors),
  ]
  const [notSections, notTags, notAuthors] = [
    anyOf(exclude?.sections),
    anyOf(exclude?.tags),
    anyOf(exclude?.authors?.flatMap(nameForms)),
  ]
  return (entry) => {
    const isTold = selection.teasers === true && audience === undefined
    if (!isTold && (entry.audience === undefined ? undefined : keyOf(entry.audience)) !== audience)
      return false
    const names = () => entry.authors.map((author) => author.name)
    const section = [entry.section]
    if (notSections?.(section) || notTags?.(entry.tags) || notAuthors?.(names().flatMap(namesMeant)))
      return false
    if (sections?.(section) === false || tags?.(entry.tags) === false || authors?.(names()) === false)
      return false
    const { language } = entry
    return (
      languages === undefined ||
      (language !== undefined && languages.some((range) => isInRange(language, range)))
    )
  }
}

/**
 * Whether the feed includes only a teaser of the article, because the article is for an audience and the feed is for
 * everyone.
 */
export function isTeaser(selection: Pick<Selection, 'audience'>, entry: ArticleEntry): boolean {
  return selection.audience === undefined && entry.audience !== undefined
}

/**
 * Whether the feed and the article are for the same readers (everyone, or one audience), or the feed includes teasers.
 */
export function servesAudience(
  selection: Pick<Selection, 'audience' | 'teasers'>,
  entry: ArticleEntry,
): boolean {
  const [wanted, has] = [selection.audience, entry.audience]
  if (selection.teasers === true && wanted === undefined) return true
  return wanted === undefined || has === undefined ? wanted === has : wordKey(wanted) === wordKey(has)
}

/** The moment from which readers may see the article. */
export function releaseOf(entry: ArticleEntry): Instant {
  return entry.embargoedUntil !== undefined && entry.embargoedUntil > entry.published
    ? entry.embargoedUntil
    : entry.published
}

/** Whether the article's expiry has passed. */
function isExpired(entry: Pick<ArticleEntry, 'expires'>, now: Instant): boolean {
  return entry.expires !== undefined && entry.expires <= now
}

/**
 * Whether readers may see the article now: it is live, its date is reached, its embargo is over, and it has not
 * expired.
 */
export function isReleased(entry: ArticleEntry, now: Instant): boolean {
  return entry.status === 'live' && releaseOf(entry) <= now && !isExpired(entry, now)
}

/** A position in the order of every feed. */
export interface OrderKey {
  readonly published: Instant
  /** See {@link ArticleEntry}; absent in data of older versions, which sort as oldest. */
  readonly firstSeen?: Instant
  readonly id: string
}

/** The order of every feed: newest `published` first, then the latest first seen, then by id. */
export function byNewest(a: OrderKey, b: OrderKey): number {
  if (a.published !== b.published) return a.published < b.published ? 1 : -1
  const [seenA = '', seenB = ''] = [a.firstSeen, b.firstSeen]
  if (seenA !== seenB) return seenA < seenB ? 1 : -1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}
