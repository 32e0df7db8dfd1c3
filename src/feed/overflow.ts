import type { ArticleEntry } from '../article/article.ts'
import type { Finding } from '../finding.ts'
import type { FeedDefinition } from './definition.ts'
import type { PublishedFeed } from './published-state.ts'
import { selectorOf } from './selection.ts'

export interface OverflowFacts {
  /** Articles that became public in this run. */
  readonly released: readonly ArticleEntry[]
  readonly feeds: readonly FeedDefinition[]
  /** Names of the feeds that were published as intended; feeds that are held have their own findings. */
  readonly open: ReadonlySet<string>
  /** The published feeds before the run, and after it. */
  readonly before: readonly PublishedFeed[]
  readonly after: readonly PublishedFeed[]
}

/** Maximum number of articles named in one finding. */
const MOST_NAMED = 10

/**
 * The findings about articles that became public but do not appear in a feed: more than the feed can contain, or with
 * dates before all its items. Articles in the archive of a feed are not reported.
 */
export function overflowFindings({
  released,
  feeds,
  open,
  before,
  after,
}: OverflowFacts): readonly Finding[] {
  if (released.length === 0) return []
  const had = new Map(before.map((feed) => [feed.name, feed]))
  const has = new Map(after.map((feed) => [feed.name, new Set(feed.items.map(({ id }) => id))]))
  const findings: Finding[] = []
  const missed = new Set<ArticleEntry>()
  const found = new Set<ArticleEntry>()
  for (const feed of feeds) {
    const known = had.get(feed.name)
    const shown = has.get(feed.name)
    const takes = selectorOf(feed.selection)
    const taken = released.filter(takes)
    const isElsewhere = !open.has(feed.name) || feed.archiveSize !== undefined || known === undefined
    const left = taken.filter(({ id }) => shown?.has(id) !== true)
    const absent = new Set(left)
    for (const entry of taken) (isElsewhere || !absent.has(entry) ? found : missed).add(entry)
    const newest = known?.items[0]?.published
    const newer = left.filter(({ published }) => newest !== undefined && published > newest)
    if (isElsewhere || newer.length === 0) continue
    for (const entry of newer) found.add(entry)
    findings.push({
      code: 'feed-overflow',
      severity: 'warning',
      feed: feed.name,
      message: `${newer.length} of ${taken.length} new articles of this run are in no document of the feed, which contains only ${shown?.size ?? 0}, so its readers do not get them`,
      got: `limit: ${feed.limit}, maxBytes: ${feed.maxBytes}`,
      fix: 'raise "limit" (and "maxBytes"), or give the feed an archive with "archiveSize"',
    })
  }
  const unseen = [...missed].filter((entry) => !found.has(entry))
  if (unseen.length > 0) findings.push(inNoFeed(unseen))
  return findings
}

function inNoFeed(entries: readonly ArticleEntry[]): Finding {
  const named = entries
    .slice(0, MOST_NAMED)
    .map(({ key, title, published }) => `"${title}" (${published.slice(0, 10)}, ${key})`)
  const more = entries.length > named.length ? ` and ${entries.length - named.length} more` : ''
  return {
    code: 'released-in-no-feed',
    severity: 'warning',
    message: `${entries.length === 1 ? 'an article has' : `${entries.length} articles have`} become public but not entered any feed, because all items of their feeds are newer: ${named.join(', ')}${more}`,
    expected: 'a date not older than the oldest item of a feed',
    fix: 'to publish it as new, set "date" to the day of its release; for imported old articles, do nothing',
  }
}
