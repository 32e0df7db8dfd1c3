import { createHash } from 'node:crypto'
import type { ArticleEntry } from '../article/article.ts'
import { wordKey } from '../article/word-key.ts'
import type { FeedDefinition } from './definition.ts'
import type { PublishedFeed } from './published-state.ts'
import type { Retraction } from './retraction.ts'
import { selectorOf } from './selection.ts'

/** The former and the current state of a changed article; one is absent for a new or removed one. */
export interface EntryChange {
  readonly before?: ArticleEntry
  readonly after?: ArticleEntry
}

/** The input for deciding which feeds to examine. */
export interface PlanFacts {
  /** All changes since the feeds were last published; undefined if unknown, in which case all feeds are examined. */
  readonly changes: readonly EntryChange[] | undefined
  readonly last: readonly PublishedFeed[]
  /** Names of feeds with a missing or damaged file. */
  readonly damaged: ReadonlySet<string>
  /** Names of feeds whose documents are not at their configured addresses. */
  readonly moving: ReadonlySet<string>
  /** Names of feeds that have items in transition, which may be removable now. */
  readonly leaving: ReadonlySet<string>
}

/** The feeds whose documents may have to change, decided without reading an article. */
export function planBuild(feeds: readonly FeedDefinition[], facts: PlanFacts): readonly FeedDefinition[] {
  const { changes, damaged, moving, leaving } = facts
  if (changes === undefined) return feeds
  const known = new Set(facts.last.map(({ name }) => name))
  const keys = new Map<string, string>()
  const keyOf = (word: string): string => {
    const key = keys.get(word) ?? wordKey(word)
    keys.set(word, key)
    return key
  }
  return feeds.filter((feed) => {
    if (!known.has(feed.name) || damaged.has(feed.name)) return true
    if (moving.has(feed.name) || leaving.has(feed.name)) return true
    const takes = selectorOf(feed.selection, keyOf)
    return changes.some(
      ({ before, after }) => (before !== undefined && takes(before)) || (after !== undefined && takes(after)),
    )
  })
}

/**
 * Hash of all inputs of a feed's documents: equal hashes mean equal bytes.
 *
 * @param newestPage name of the archive page that the documents link to
 */
export function inputHashOf(
  feed: FeedDefinition,
  entries: readonly ArticleEntry[],
  retraction: Retraction,
  generation: string,
  newestPage?: string,
): string {
  const parts = [
    generation,
    feed,
    entries.map(statedOf),
    // Fields read from a manifest may have another order.
    {
      tombstones: retraction.tombstones.map(({ id, when, comment }) => ({ id, when, comment })),
      retracted: retraction.retracted.map(({ id, url, published }) => ({ id, url, published })),
    },
    ...(newestPage === undefined ? [] : [newestPage]),
  ]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

/** The entry without data that readers cannot see: moving a file changes no document. */
export function statedOf({
  key: _key,
  slug: _slug,
  firstSeen: _firstSeen,
  noindex: _noindex,
  links: _links,
  ...stated
}: ArticleEntry): Omit<ArticleEntry, 'key' | 'slug' | 'firstSeen' | 'noindex' | 'links'> {
  return stated
}
