import type { ArticleEntry } from '../article/article.ts'
import type { Instant } from '../article/instant.ts'
import type { LeftItem, PublishedFeed } from '../feed/published-state.ts'
import { byNewest, isReleased, selects } from '../feed/selection.ts'
import type { Catalog, CatalogRecord, Unstated } from './catalog.ts'

/**
 * `order` among the articles with the same `published`; `embargo`: that the article was not public before, so that it
 * gets the date of its release if its embargo is removed.
 */
export type Lost = Unstated | 'order' | 'embargo'

/** What another machine would determine differently about an article: it knows only the files and the published set. */
export interface TakeoverLoss {
  readonly key: string
  readonly lost: readonly Lost[]
}

/**
 * The articles about which only this catalog knows something: their files do not state it, and no document has it.
 *
 * @param feeds what is published
 * @param mint generates the id of an article that states none, from its key
 */
export function takeoverLosses(
  catalog: Catalog,
  feeds: readonly PublishedFeed[],
  now: Instant,
  mint: (key: string) => string,
): readonly TakeoverLoss[] {
  let minted: ReadonlySet<string> | undefined
  const isOfNoFile = (id: string): boolean => {
    minted ??= new Set([...catalog.revisions()].map(([key]) => mint(key)))
    return !minted.has(id)
  }
  const shown = shownIn(feeds)
  const losses = new Map<string, Lost[]>()
  const sameMoment = new Map<Instant, ArticleEntry[]>()
  for (const [key] of catalog.revisions()) {
    const record = catalog.get(key)
    if (record === undefined) continue
    const { entry, memory } = record
    const item = entry === undefined ? undefined : shown.of(entry)
    const isPublic = wasPublic(record, now)
    const isShown = entry === undefined ? shown.has(memory.id ?? '') : item !== undefined
    const lost: Lost[] = hadEmbargo(record) && !(isPublic && isShown) ? ['embargo'] : []
    if (isPublic)
      lost.push(
        ...unknownIn(record, item, now).filter(
          (one) =>
            !isSaid(one, entry, item) &&
            !(
              one === 'id' &&
              isFoundByAddress(record, shown) &&
              isOfNoFile(memory.id ?? '') &&
              !shown.has(mint(key))
            ),
        ),
      )
    if (lost.length > 0) losses.set(key, lost)
    if (!isPublic || entry === undefined) continue
    const others = sameMoment.get(entry.published)
    if (others === undefined) sameMoment.set(entry.published, [entry])
    else others.push(entry)
  }
  for (const entries of sameMoment.values())
    for (const key of outOfOrder(entries, (entry) => shown.of(entry) !== undefined))
      losses.set(key, [...(losses.get(key) ?? []), 'order'])
  return [...losses].map(([key, lost]) => ({ key, lost }))
}

const wasPublic = ({ memory }: CatalogRecord, now: Instant): boolean =>
  memory.release !== undefined && memory.release <= now

/** Whether only its embargo kept an article from having the date that its file states. */
const hadEmbargo = ({ memory: { release, embargo, dated } }: CatalogRecord): boolean =>
  release !== undefined && embargo !== undefined && dated !== undefined && dated < embargo

/** What an empty catalog would determine differently from the file alone. */
function unknownIn(
  { entry, unstated = [] }: CatalogRecord,
  item: Shown | undefined,
  now: Instant,
): readonly Unstated[] {
  const isPast = entry?.ahead !== undefined && entry.ahead <= now
  const returns = item?.isGone === true && entry !== undefined && isReleased(entry, now)
  return isPast || returns ? [...new Set([...unstated, 'updated' as const])] : unstated
}

/** Whether a document has the fact; that of a held feed may have an earlier one. */
function isSaid(fact: Unstated, entry: ArticleEntry | undefined, item: Shown | undefined): boolean {
  // The published set does not say which file has an id.
  if (fact === 'id' || entry === undefined || item === undefined) return false
  if (fact === 'date') return item.published === entry.published
  return item.isGone !== true && item.updated === entry.updated
}

/** Whether the published address leads another catalog to the article, which has its date or text; see `past-articles.ts`. */
function isFoundByAddress(
  { entry, unstated = [] }: CatalogRecord,
  shown: ReturnType<typeof shownIn>,
): boolean {
  const item = entry === undefined ? undefined : shown.at(entry.url)
  if (entry === undefined || item === undefined || item.id !== entry.id) return false
  const isDated = entry.embargoedUntil === undefined && !unstated.includes('date')
  return (
    (isDated && item.published === entry.published) ||
    (item.source !== undefined && entry.contentHash.startsWith(item.source))
  )
}

type Shown = Pick<LeftItem, 'published' | 'updated'> & { readonly isGone?: true }

/** What documents say of articles, also of those that they announce as removed. */
function shownIn(feeds: readonly PublishedFeed[]) {
  const items = new Map<string, Shown>()
  for (const { retracted } of feeds)
    for (const { id, published } of retracted) items.set(id, { published, updated: published, isGone: true })
  const current = new Map<string, LeftItem>()
  for (const { left = [] } of feeds) for (const item of left) current.set(item.id, item)
  for (const feed of feeds) for (const item of feed.items) current.set(item.id, item)
  const byAddress = new Map<string, LeftItem | undefined>()
  for (const item of current.values()) {
    items.set(item.id, item)
    byAddress.set(item.url, byAddress.has(item.url) ? undefined : item)
  }
  const archived = feeds.filter(({ archives }) => archives !== undefined)
  return {
    has: (id: string) => items.has(id),
    /** The only article with this address. */
    at: (url: string): LeftItem | undefined => byAddress.get(url),
    of: (entry: ArticleEntry): Shown | undefined =>
      items.get(entry.id) ??
      (archived.some(({ selection }) => selection !== undefined && selects(selection, entry))
        ? entry
        : undefined),
  }
}

/** Articles in no document that another catalog would sort differently among those with the same `published`. */
function outOfOrder(
  entries: readonly ArticleEntry[],
  isShown: (entry: ArticleEntry) => boolean,
): readonly string[] {
  if (entries.length < 2) return []
  const asThere = (entry: ArticleEntry): ArticleEntry =>
    isShown(entry) ? entry : { ...entry, firstSeen: entry.published }
  const here = entries.toSorted(byNewest)
  const there = entries.map(asThere).sort(byNewest)
  if (here.every(({ key }, index) => key === there[index]?.key)) return []
  return entries.flatMap((entry) => (isShown(entry) ? [] : entry.key))
}
