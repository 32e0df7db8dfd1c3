import type { ArticleEntry } from '../article/article.ts'
import { type Instant, instantToMs, latest } from '../article/instant.ts'
import type { FeedDefinition } from './definition.ts'
import type { Tombstone } from './document.ts'
import type { EntryLookup } from './missing-items.ts'
import { type LeftItem, type PublishedFeed, type RetractedItem, retractedItem } from './published-state.ts'
import { isReleased, selects } from './selection.ts'

export interface Retraction {
  /** Newest first; ties by id. */
  readonly tombstones: readonly Tombstone[]
  /** One for each tombstone for which more than the id is known. */
  readonly retracted: readonly RetractedItem[]
}

const DAY_MS = 86_400_000

/** Additional data about articles that are no longer current. */
export interface Missing {
  /** Formerly published items in addition to those of `last`. */
  readonly left?: readonly LeftItem[]
  /** Moment from which readers no longer have a withdrawn article; undefined if it was never published. */
  readonly takenAway?: (article: ArticleEntry) => Instant | undefined
  /**
   * Ids of articles whose files exist but cannot be used: they return when fixed, so they are not announced as removed.
   */
  readonly unreadable?: Pick<ReadonlySet<string>, 'has'>
}

/**
 * Computes the tombstones of a feed (RFC 6721): for each item that readers saw and that is no longer published (an item
 * that is merely older than the newest N still is), for withdrawn articles that the feed would include, and for those
 * that already had one. An id that is published again loses its tombstone.
 *
 * Its moment is that of the run that removed the article, or the article's `updated` if that is newer than the
 * published one; for an article that was never readable, it is the article's own. It is the same on every machine,
 * even if another one found the withdrawal. A changed reason is published as a new tombstone.
 *
 * A tombstone is dropped when the newest item is more than `tombstoneDays` newer. The clock is not used, so the same
 * history always gives the same bytes.
 */
export function retract(
  feed: FeedDefinition,
  last: PublishedFeed | undefined,
  current: readonly ArticleEntry[],
  withdrawn: readonly ArticleEntry[],
  lookup: EntryLookup,
  now: Instant,
  { left = [], takenAway = () => undefined, unreadable = new Set() }: Missing = {},
): Retraction {
  const isPublished = (id: string) =>
    lookup(id).some((entry) => isReleased(entry, now) && selects(feed.selection, entry))
  const readable = [...left, ...(last?.left ?? []), ...(last?.items ?? [])]
  const readAt = new Map(readable.map(({ id, updated }) => [id, updated]))
  const tombstones = new Map(last?.tombstones.map((one) => [one.id, one]))
  const retracted = new Map(last?.retracted.map((one) => [one.id, one]))
  const bury = (item: RetractedItem, when: Instant, comment?: string) => {
    const { id } = item
    const known = tombstones.get(id)
    const isTold = known !== undefined && (comment === undefined || comment === known.comment)
    if (!isTold)
      tombstones.set(id, {
        id,
        when: known === undefined ? when : now,
        ...(comment === undefined ? {} : { comment }),
      })
    if (!retracted.has(id)) retracted.set(id, item)
  }
  for (const entry of withdrawn) {
    const before = readAt.get(entry.id)
    const moment = before === undefined ? takenAway(entry) : undefined
    bury(entry, moment ?? withdrawnAt(entry, before, now), entry.withdrawnReason)
  }
  for (const item of readable) if (!isPublished(item.id) && !unreadable.has(item.id)) bury(item, now)

  const newest = latest(current.map((entry) => entry.updated))
  const oldestKept = newest === undefined ? -Infinity : instantToMs(newest) - feed.tombstoneDays * DAY_MS
  const kept = [...tombstones.values()]
    .filter(({ id, when }) => instantToMs(when) >= oldestKept && !isPublished(id))
    .sort(byLatest)
  return {
    tombstones: kept,
    retracted: kept.flatMap(({ id }) => {
      const item = retracted.get(id)
      return item === undefined ? [] : retractedItem(item, lookup(id)[0])
    }),
  }
}

/**
 * The published state of a held feed, without the items that were withdrawn, each of which gets a tombstone. Everything
 * else is unchanged.
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
    // A value that no feed produces, so that the feed is written as soon as it is no longer held.
    inputHash: 'held',
    vacated: (last.vacated ?? 0) + taken.length,
    updated: latest([last.updated, ...tombstones.map(({ when }) => when)]) ?? last.updated,
    items: last.items.filter(({ id }) => !ids.has(id)),
    tombstones: [...last.tombstones.filter(({ id }) => !ids.has(id)), ...tombstones].sort(byLatest),
    retracted: [
      ...last.retracted.filter(({ id }) => !ids.has(id)),
      ...taken.map((item) => retractedItem(item, lookup(item.id)[0])),
    ],
  }
}

/**
 * The moment of an article's withdrawal: its own `updated` if that is newer than the published one, or else that of
 * this run.
 */
function withdrawnAt({ updated }: ArticleEntry, before: Instant | undefined, now: Instant): Instant {
  return updated <= now && (before === undefined || updated > before) ? updated : now
}

/** Newest first; ties by id. */
function byLatest(a: Tombstone, b: Tombstone): number {
  if (a.when !== b.when) return a.when < b.when ? 1 : -1
  return a.id < b.id ? -1 : 1
}
