import type { ArticleEntry } from '../article/article.ts'
import type { Instant } from '../article/instant.ts'
import type { PublishedFeed } from '../feed/published-state.ts'
import { byNewest, selects } from '../feed/selection.ts'
import type { Catalog, CatalogRecord, Unstated } from './catalog.ts'

/** What another machine would determine differently about an article: it knows only the files and the published set. */
export interface TakeoverLoss {
  readonly key: string
  /** `order` among the articles with the same `published`. */
  readonly lost: readonly (Unstated | 'order')[]
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
  const isShown = shownIn(feeds)
  const losses = new Map<string, (Unstated | 'order')[]>()
  const sameMoment = new Map<Instant, ArticleEntry[]>()
  for (const [key] of catalog.revisions()) {
    const record = catalog.get(key)
    if (record === undefined || !wasPublic(record, now)) continue
    const { entry, unstated = [] } = record
    const isDocumented = entry !== undefined && isShown(entry)
    // The published set does not say which file has an id.
    const lost = isDocumented ? unstated.filter((one) => one === 'id') : [...unstated]
    if (lost.length > 0) losses.set(key, lost)
    if (entry === undefined) continue
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

/** Whether a document has the article, or says that it was removed. */
function shownIn(feeds: readonly PublishedFeed[]): (entry: ArticleEntry) => boolean {
  const ids = new Set(
    feeds.flatMap(({ items, left = [], retracted }) => [...items, ...left, ...retracted].map(({ id }) => id)),
  )
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
