import type { ArticleEntry } from '../article/article.ts'
import { type Instant, instantToMs, latest } from '../article/instant.ts'
import type { FeedDefinition } from './definition.ts'
import type { Tombstone } from './document.ts'
import type { EntryLookup } from './missing-items.ts'
import type { LeftItem, PublishedFeed, RetractedItem } from './published-state.ts'
import { isReleased, selects } from './selection.ts'

export interface Retraction {
  /** Newest first; ties by id. */
  readonly tombstones: readonly Tombstone[]
  /** One for each tombstone of which more than the id is known. */
  readonly retracted: readonly RetractedItem[]
}

const DAY_MS = 86_400_000

/** What else is known of articles that are not among the current ones. */
export interface Missing {
  /** What readers have besides the items of `last`, as it was told. */
  readonly left?: readonly LeftItem[]
  /** Ids of articles whose files are there and cannot be used: fixed they come back, so they are not called gone. */
  readonly unreadable?: ReadonlySet<string>
}

/**
 * Tombstones of a feed (RFC 6721): for every item readers saw that is not published any more (an item that merely aged
 * out of the newest N is), for withdrawn articles the feed would take, and for those that already had one. An id that
 * is published again loses its tombstone.
 *
 * Its moment is that of the run that took the article away, or of the article's `updated` where that is a later word
 * than readers had; for an article that was never readable it is the article's own. A reason that changes is told again.
 *
 * A tombstone is dropped when the newest item is more than `tombstoneDays` younger; the clock has no say, so the same
 * history gives the same bytes at any hour.
 */
export function retract(
  feed: FeedDefinition,
  last: PublishedFeed | undefined,
  current: readonly ArticleEntry[],
  withdrawn: readonly ArticleEntry[],
  lookup: EntryLookup,
  now: Instant,
  { left = [], unreadable = new Set() }: Missing = {},
): Retraction {
  const isPublished = (id: string) =>
    lookup(id).some((entry) => isReleased(entry, now) && selects(feed.selection, entry))
  const readable = [...left, ...(last?.left ?? []), ...(last?.items ?? [])]
  const readAt = new Map(readable.map(({ id, updated }) => [id, updated]))
  const tombstones = new Map(last?.tombstones.map((one) => [one.id, one]))
  const retracted = new Map(last?.retracted.map((one) => [one.id, one]))
  const bury = ({ id, url, published }: RetractedItem, when: Instant, comment?: string) => {
    const known = tombstones.get(id)
    const isTold = known !== undefined && (comment === undefined || comment === known.comment)
    if (!isTold)
      tombstones.set(id, {
        id,
        when: known === undefined ? when : now,
        ...(comment === undefined ? {} : { comment }),
      })
    if (!retracted.has(id)) retracted.set(id, { id, url, published })
  }
  for (const entry of withdrawn)
    bury(entry, withdrawnAt(entry, readAt.get(entry.id), now), entry.withdrawnReason)
  for (const item of readable) if (!isPublished(item.id) && !unreadable.has(item.id)) bury(item, now)

  const newest = latest(current.map((entry) => entry.updated))
  const oldestKept = newest === undefined ? -Infinity : instantToMs(newest) - feed.tombstoneDays * DAY_MS
  const kept = [...tombstones.values()]
    .filter(({ id, when }) => instantToMs(when) >= oldestKept && !isPublished(id))
    .sort(byLatest)
  return { tombstones: kept, retracted: kept.flatMap(({ id }) => retracted.get(id) ?? []) }
}

/**
 * What readers have of a feed that is held, without the items that were taken back, each told with a tombstone. All
 * else stays as it was.
 */
export function withoutItems(
  last: PublishedFeed,
  ids: ReadonlySet<string>,
  lookup: EntryLookup,
  now: Instant,
): PublishedFeed {
  const taken = last.items.filter(({ id }) => ids.has(id))
  const tombstones = taken.map(({ id, updated }): Tombstone => {
    const entry = lookup(id).find(({ status }) => status === 'withdrawn')
    const comment = entry?.withdrawnReason
    return {
      id,
      when: entry === undefined ? now : withdrawnAt(entry, updated, now),
      ...(comment === undefined ? {} : { comment }),
    }
  })
  return {
    ...last,
    // No feed has this hash by itself: as soon as it is held no longer it is written as it is then.
    inputHash: 'held',
    vacated: (last.vacated ?? 0) + taken.length,
    updated: latest([last.updated, ...tombstones.map(({ when }) => when)]) ?? last.updated,
    items: last.items.filter(({ id }) => !ids.has(id)),
    tombstones: [...last.tombstones.filter(({ id }) => !ids.has(id)), ...tombstones].sort(byLatest),
    retracted: [
      ...last.retracted.filter(({ id }) => !ids.has(id)),
      ...taken.map(({ id, url, published }) => ({ id, url, published })),
    ],
  }
}

/** The moment of an article's withdrawal: its own `updated` where that is a later word than readers had, else this run's. */
function withdrawnAt({ updated }: ArticleEntry, before: Instant | undefined, now: Instant): Instant {
  return updated <= now && (before === undefined || updated > before) ? updated : now
}

/** Newest first; ties by id. */
function byLatest(a: Tombstone, b: Tombstone): number {
  if (a.when !== b.when) return a.when < b.when ? 1 : -1
  return a.id < b.id ? -1 : 1
}
