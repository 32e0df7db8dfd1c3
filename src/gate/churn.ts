import { type Instant, latest } from '../article/instant.ts'
import type { FeedDefinition } from '../feed/definition.ts'
import type { AbsenceOf } from '../feed/missing-items.ts'
import type { PublishedFeed, PublishedItem } from '../feed/published-state.ts'
import type { Finding } from '../finding.ts'

/** A feed may lose this share of its items at once, and always {@link FEW}, before it is treated as an accident. */
const MOST_LOST_SHARE = 0.5
const FEW = 3
/**
 * Minimum number of lost files for a folder: if its files are lost and none remains, more than a single article was
 * deleted.
 */
const FOLDER = 2

type SeenAt = Pick<PublishedItem, 'id' | 'title' | 'published'>

/** Data about articles in addition to the content of feeds. */
export interface ChurnFacts {
  readonly absenceOf: AbsenceOf
  /** Items of the feed's archive that are no longer in it. */
  readonly leftArchive?: readonly SeenAt[] | undefined
  /**
   * The moment at which the state of earlier runs was lost, which is the date of articles without one that were found
   * then.
   */
  readonly lostBefore?: Instant | undefined
  /** Whether the article states its date. */
  isDated(id: string): boolean
  /** The folder of a lost article's file, if that folder has no articles left. */
  emptyFolderOf(id: string): string | undefined
  /** When an editor released the article, if that was after its date: an old draft that was published. */
  releasedAt(id: string): Instant | undefined
}

/**
 * Compares a new version of a feed with the published one. An error means that the new version would show old articles
 * as new, or remove many without an editor's decision. Readers keep what they received, so the feed is held until a
 * person has checked it. Changes stated by articles themselves (withdrawn, draft, embargo, another section) are never
 * held.
 *
 * @param last the published state; undefined for a new feed, which has no churn
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
    fix: `if this is intended, run again with --accept-churn ${feed.name}`,
    ...more,
  }
}

/**
 * The same article under another id, which readers would show again. An article whose file still exists was not
 * renamed.
 */
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
    return hold(feed, 'churn-id-changed', `"${item.title}" would come back as new, under another id`, {
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
      fix: `write "date: ${old.published}" into the article's front matter (use "updated" for later changes), or accept with --accept-churn ${feed.name}`,
    })
  })
}

/** Items that were removed without a reason stated by an article. */
function disappeared(
  feed: FeedDefinition,
  last: PublishedFeed,
  next: PublishedFeed,
  gone: readonly SeenAt[],
  { absenceOf, emptyFolderOf, leftArchive = [] }: ChurnFacts,
): Finding[] {
  // An item that the feed took back from its archive pages to fill up is in both lists.
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
      `${lost.length} items would disappear at once, and nothing says why: ${titles(lost)}`,
      {
        got: `${remaining} items`,
        expected: `about ${before} items`,
        fix: `restore the files; to remove an article, set "withdrawn: true" in its file; or, if this is intended, run again with --accept-churn ${feed.name}`,
      },
    ),
  ]
}

/**
 * One or two deleted files are normal; the loss of most of a feed, of all of it or of a whole folder may mean that a
 * disk is not mounted.
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

/**
 * New items whose release is before that of published ones: a change of selection, limit or date would flood readers
 * with them.
 */
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
 * Items without date and without history. They are new if everything that was ever published is still in the feed or
 * its archive; if older items have left it, an item may be one of those.
 */
function undated(
  feed: FeedDefinition,
  last: PublishedFeed,
  added: readonly PublishedItem[],
  { lostBefore, isDated }: ChurnFacts,
): Finding[] {
  const doubtful = added.filter(({ id, published }) => published === lostBefore && !isDated(id))
  if (doubtful.length === 0 || last.items.length < feed.limit || last.archives !== undefined) return []
  return [
    hold(
      feed,
      'churn-undated-items',
      `${doubtful.length} items without a date would appear as new, because the state folder was lost: ${titles(doubtful)}`,
      {
        got: `${doubtful.length} such items`,
        expected: 'a date, or the state folder',
        fix: `restore the state folder, or write a date into these articles; if all of them are new, run again with --accept-churn ${feed.name}`,
      },
    ),
  ]
}

/** Maximum number of named items, the default `limit` of feeds. */
const MOST_NAMED = 50

function titles(items: readonly SeenAt[]): string {
  const shown = items
    .slice(0, MOST_NAMED)
    .map((item) => `"${item.title}" (${item.published.slice(0, 10)}, ${item.id})`)
  return items.length > shown.length
    ? `${shown.join(', ')} and ${items.length - shown.length} more`
    : shown.join(', ')
}
