import type { ArticleEntry } from '../article/article.ts'
import type { Instant } from '../article/instant.ts'
import type { PublishedFeed } from '../feed/published-state.ts'
import { byNewest, selects } from '../feed/selection.ts'
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
 */
export function takeoverLosses(
  catalog: Catalog,
  feeds: readonly PublishedFeed[],
  now: Instant,
): readonly TakeoverLoss[] {
  const ids = idsIn(feeds)
  const isShown = shownIn(feeds, ids)
  const losses = new Map<string, Lost[]>()
  const sameMoment = new Map<Instant, ArticleEntry[]>()
  for (const [key] of catalog.revisions()) {
    const record = catalog.get(key)
    if (record === undefined) continue
    const { entry, memory, unstated = [] } = record
    const isDocumented = entry === undefined ? ids.has(memory.id ?? '') : isShown(entry)
    const isPublic = wasPublic(record, now)
    const lost: Lost[] = hadEmbargo(record) && !(isPublic && isDocumented) ? ['embargo'] : []
    // The published set does not say which file has an id.
    if (isPublic) lost.push(...unstated.filter((one) => one === 'id' || !isDocumented || entry === undefined))
    if (lost.length > 0) losses.set(key, lost)
    if (!isPublic || entry === undefined) continue
    const others = sameMoment.get(entry.published)
    if (others === undefined) sameMoment.set(entry.published, [entry])
    else others.push(entry)
  }
  for (const entries of sameMoment.values())
    for (const key of outOfOrder(entries, isShown)) losses.set(key, [...(losses.get(key) ?? []), 'order'])
  return [...losses].map(([key, lost]) => ({ key, lost }))
}

const wasPublic = ({ memory }: CatalogRecord, now: Instant): boolean =>
  memory.release !== undefined && memory.release <= now

/** Whether only its embargo kept an article from having the date that its file states. */
const hadEmbargo = ({ memory: { release, embargo, dated } }: CatalogRecord): boolean =>
  release !== undefined && embargo !== undefined && dated !== undefined && dated < embargo

/** Ids of the articles that documents have, or announce as removed. */
const idsIn = (feeds: readonly PublishedFeed[]): ReadonlySet<string> =>
  new Set(
    feeds.flatMap(({ items, left = [], retracted }) => [...items, ...left, ...retracted].map(({ id }) => id)),
  )

/** Whether a document has the article, or says that it was removed. */
function shownIn(
  feeds: readonly PublishedFeed[],
  ids: ReadonlySet<string>,
): (entry: ArticleEntry) => boolean {
  const archived = feeds.filter(({ archives }) => archives !== undefined)
  return (entry) =>
    ids.has(entry.id) ||
    archived.some(({ selection }) => selection !== undefined && selects(selection, entry))
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
