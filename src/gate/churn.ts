import type { FeedDefinition } from '../feed/definition.ts'
import type { SeenFeed, SeenItem } from '../feed/seen.ts'
import type { Finding } from '../finding.ts'

/** A feed may lose this share of its items at once, and always {@link FEW}, before it looks like an accident. */
const MOST_GONE_SHARE = 0.5
const FEW = 3

/**
 * Compares what a feed is about to say with what readers last saw of it. What comes back as an error would show old
 * stories as new or take many away, and cannot be called back: the feed is held until a person has looked.
 *
 * @param last what readers saw; undefined for a feed nobody has seen, which cannot churn
 * @param unreadable ids of articles whose files cannot be used now
 */
export function judgeChurn(
  feed: FeedDefinition,
  last: SeenFeed | undefined,
  next: SeenFeed,
  unreadable: ReadonlySet<string> = new Set(),
): readonly Finding[] {
  if (last === undefined) return []
  const before = new Map(last.items.map((item) => [item.id, item]))
  const after = new Map(next.items.map((item) => [item.id, item]))
  const added = next.items.filter((item) => !before.has(item.id))
  const gone = last.items.filter((item) => !after.has(item.id))
  return [
    ...renamed(feed, gone, added),
    ...movedDates(feed, before, next.items),
    ...disappeared(feed, last, next, gone, unreadable),
    ...late(feed, last, added, gone.length),
  ]
}

function hold(feed: FeedDefinition, code: string, message: string, more: Partial<Finding> = {}): Finding {
  return {
    code,
    severity: 'error',
    message,
    feed: feed.name,
    fix: `if this is meant, run again with --accept-churn ${feed.name}`,
    ...more,
  }
}

/** The same article under another id: every reader would show it again. */
function renamed(feed: FeedDefinition, gone: readonly SeenItem[], added: readonly SeenItem[]): Finding[] {
  const byUrl = new Map(gone.map((item) => [item.url, item]))
  const byTitle = new Map(gone.map((item) => [`${item.published} ${item.title}`, item]))
  return added.flatMap((item) => {
    const old = byUrl.get(item.url) ?? byTitle.get(`${item.published} ${item.title}`)
    if (old === undefined) return []
    return hold(feed, 'churn-id-changed', `"${item.title}" would come back as new under another id`, {
      item: item.id,
      got: item.id,
      expected: old.id,
      fix: `write "id: ${old.id}" into the article's front matter, or accept with --accept-churn ${feed.name}`,
    })
  })
}

function movedDates(
  feed: FeedDefinition,
  before: ReadonlyMap<string, SeenItem>,
  items: readonly SeenItem[],
): Finding[] {
  return items.flatMap((item) => {
    const old = before.get(item.id)
    if (old === undefined || old.published === item.published) return []
    return hold(feed, 'churn-published-moved', `the published date of "${item.title}" would move`, {
      item: item.id,
      got: item.published,
      expected: old.published,
      fix: `write "date: ${old.published}" into the article's front matter (what changed since goes into "updated"), or accept with --accept-churn ${feed.name}`,
    })
  })
}

/** Items that left although the window has room for them, or because they are gone: an unmounted folder looks like this. */
function disappeared(
  feed: FeedDefinition,
  last: SeenFeed,
  next: SeenFeed,
  gone: readonly SeenItem[],
  unreadable: ReadonlySet<string>,
): Finding[] {
  const dead = new Set([...unreadable, ...next.tombstones.map((one) => one.id)])
  const lost = gone.filter((item) => dead.has(item.id))
  if (lost.length <= FEW || lost.length <= last.items.length * MOST_GONE_SHARE) return []
  return [
    hold(
      feed,
      'churn-mass-disappearance',
      `${lost.length} of ${last.items.length} items would disappear at once: ${titles(lost)}`,
      { got: `${next.items.length} items`, expected: `about ${last.items.length} items` },
    ),
  ]
}

/** Items nobody has seen that are older than what readers have: a changed selection, limit or date floods them. */
function late(feed: FeedDefinition, last: SeenFeed, added: readonly SeenItem[], places: number): Finding[] {
  if (last.items.length === 0) return []
  const old = added.filter((item) => item.published < last.updated)
  if (old.length <= feed.maxLateItems + places) return []
  return [
    hold(
      feed,
      'churn-late-items',
      `${old.length} items older than the last published state (${last.updated}) would appear as new: ${titles(old)}`,
      { got: `${old.length} late items`, expected: `at most ${feed.maxLateItems + places}` },
    ),
  ]
}

/** As many are named as a feed has items unless its `limit` says otherwise. */
const MOST_NAMED = 50

function titles(items: readonly SeenItem[]): string {
  const shown = items
    .slice(0, MOST_NAMED)
    .map((item) => `"${item.title}" (${item.published.slice(0, 10)}, ${item.id})`)
  return items.length > shown.length
    ? `${shown.join(', ')} and ${items.length - shown.length} more`
    : shown.join(', ')
}
