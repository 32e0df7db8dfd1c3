import { type Instant, latest } from '../article/instant.ts'
import type { FeedDefinition } from '../feed/definition.ts'
import type { AbsenceOf } from '../feed/missing-items.ts'
import type { PublishedFeed, PublishedItem } from '../feed/published-state.ts'
import type { Finding } from '../finding.ts'

/** A feed may lose this share of its items at once, and always {@link FEW}, before it looks like an accident. */
const MOST_LOST_SHARE = 0.5
const FEW = 3
/** Files that make a folder: where so many are lost and none is left of their folder, it was not one article that was deleted. */
const FOLDER = 2

type SeenAt = Pick<PublishedItem, 'id' | 'title' | 'published'>

/** What is known of articles besides what feeds say of them. */
export interface ChurnFacts {
  readonly absenceOf: AbsenceOf
  /** Items of the feed's archive that are not in it any more. */
  readonly leftArchive?: readonly SeenAt[] | undefined
  /** The moment at which the memory of earlier runs was lost: articles without a date that were met then have this one. */
  readonly lostBefore?: Instant | undefined
  /** The folder of a lost article's file, where no article of that folder is left. */
  emptyFolderOf(id: string): string | undefined
  /** When an editor released the article, where that was later than its date: a draft of old that went live. */
  releasedAt(id: string): Instant | undefined
}

/**
 * Compares what a feed is about to say with what readers last saw of it. What comes back as an error would show old
 * stories as new or take many away without a word of an editor, and cannot be called back: the feed is held until a
 * person has looked. What articles state themselves (withdrawn, draft, embargo, another section) is never held.
 *
 * @param last what readers saw; undefined for a feed no one has seen, which cannot churn
 */
export function judgeChurn(
  feed: FeedDefinition,
  last: PublishedFeed | undefined,
  next: PublishedFeed,
  facts: ChurnFacts,
): readonly Finding[] {
  if (last === undefined) return []
  const before = new Map(last.items.map((item) => [item.id, item]))
  const after = new Set(next.items.map((item) => item.id))
  const added = next.items.filter((item) => !before.has(item.id))
  const gone = last.items.filter((item) => !after.has(item.id))
  return [
    ...renamed(
      feed,
      gone.filter(({ id }) => facts.absenceOf(id) === 'lost'),
      added,
    ),
    ...movedDates(feed, before, next.items),
    ...disappeared(feed, last, next, gone, facts),
    ...late(feed, last, added, gone.length, facts),
    ...undated(feed, last, added, facts),
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

/** The same article under another id: every reader would show it again. One whose file is there was not renamed. */
function renamed(
  feed: FeedDefinition,
  lost: readonly PublishedItem[],
  added: readonly PublishedItem[],
): Finding[] {
  const byUrl = new Map(lost.map((item) => [item.url, item]))
  const byTitle = new Map(lost.map((item) => [`${item.published} ${item.title}`, item]))
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
  before: ReadonlyMap<string, PublishedItem>,
  items: readonly PublishedItem[],
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

/** Items that left and no article says why. */
function disappeared(
  feed: FeedDefinition,
  last: PublishedFeed,
  next: PublishedFeed,
  gone: readonly SeenAt[],
  { absenceOf, emptyFolderOf, leftArchive = [] }: ChurnFacts,
): Finding[] {
  // What a feed took back from its archive pages, to fill up, stands in both.
  const lost = [...new Map([...gone, ...leftArchive].map((item) => [item.id, item])).values()].filter(
    ({ id }) => ['lost', 'deselected'].includes(absenceOf(id) ?? ''),
  )
  const before = last.items.length
  const remaining = next.items.length
  if (!looksLikeAccident(lost, { before, remaining }, emptyFolderOf)) return []
  return [
    hold(
      feed,
      'churn-mass-disappearance',
      `${lost.length} items would disappear at once and nothing says why: ${titles(lost)}`,
      {
        got: `${remaining} items`,
        expected: `about ${before} items`,
        fix: `bring the files back; take an article away with "withdrawn: true" in its file; or, if all of this is meant, run again with --accept-churn ${feed.name}`,
      },
    ),
  ]
}

/**
 * One or two deleted files are everyday work; the loss of most of a feed, of all that is in it or of a whole folder looks
 * like one that is not mounted.
 */
export function looksLikeAccident(
  lost: readonly { readonly id: string }[],
  items: { readonly before: number; readonly remaining: number },
  emptyFolderOf: ChurnFacts['emptyFolderOf'],
): boolean {
  const folders = new Map<string, number>()
  for (const { id } of lost) {
    const folder = emptyFolderOf(id)
    if (folder !== undefined) folders.set(folder, (folders.get(folder) ?? 0) + 1)
  }
  const isMost = lost.length > FEW && lost.length > items.before * MOST_LOST_SHARE
  const isAll = items.remaining === 0 && (lost.length >= FOLDER || folders.size > 0)
  const isFolder = Math.max(0, ...folders.values()) >= FOLDER
  return isMost || isAll || isFolder
}

/** Items no one has seen that were public before what readers have: a changed selection, limit or date floods them. */
function late(
  feed: FeedDefinition,
  last: PublishedFeed,
  added: readonly PublishedItem[],
  gone: number,
  { releasedAt }: ChurnFacts,
): Finding[] {
  if (last.items.length === 0) return []
  const told = new Set(last.tombstones.map(({ id }) => id))
  const old = added.filter(
    ({ id, published }) => !told.has(id) && (latest([published, releasedAt(id)]) ?? published) < last.updated,
  )
  const most = feed.maxLateItems + gone + (last.vacated ?? 0)
  if (old.length <= most) return []
  return [
    hold(
      feed,
      'churn-late-items',
      `${old.length} items older than the last published state (${last.updated}) would appear as new: ${titles(old)}`,
      { got: `${old.length} late items`, expected: `at most ${most}` },
    ),
  ]
}

/**
 * Items of no date of their own that nothing is remembered of. They are new where all that readers ever had stands in the
 * feed or its archive; where older items have left it, any of them may be one of those.
 */
function undated(
  feed: FeedDefinition,
  last: PublishedFeed,
  added: readonly PublishedItem[],
  { lostBefore }: ChurnFacts,
): Finding[] {
  const doubtful = added.filter(({ published }) => published === lostBefore)
  if (doubtful.length === 0 || last.items.length < feed.limit || last.archives !== undefined) return []
  return [
    hold(
      feed,
      'churn-undated-items',
      `${doubtful.length} items without a date would appear as new, because the memory of earlier runs was lost: ${titles(doubtful)}`,
      {
        got: `${doubtful.length} such items`,
        expected: 'a date, or the memory of earlier runs',
        fix: `bring the state folder back, or write a date into these articles; if all of them are new, run again with --accept-churn ${feed.name}`,
      },
    ),
  ]
}

/** As many are named as a feed has items unless its `limit` says otherwise. */
const MOST_NAMED = 50

function titles(items: readonly SeenAt[]): string {
  const shown = items
    .slice(0, MOST_NAMED)
    .map((item) => `"${item.title}" (${item.published.slice(0, 10)}, ${item.id})`)
  return items.length > shown.length
    ? `${shown.join(', ')} and ${items.length - shown.length} more`
    : shown.join(', ')
}
