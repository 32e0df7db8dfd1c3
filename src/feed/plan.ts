import { createHash } from 'node:crypto'
import type { ArticleEntry } from '../article/article.ts'
import { wordKey } from '../article/word-key.ts'
import type { FeedDefinition } from './definition.ts'
import type { PublishedFeed } from './published-state.ts'
import type { Retraction } from './retraction.ts'
import { selectorOf } from './selection.ts'

/** A changed article as it was and as it is now; one side is absent for a new or a vanished one. */
export interface EntryChange {
  readonly before?: ArticleEntry
  readonly after?: ArticleEntry
}

/** What a run knows when it decides which feeds to look at. */
export interface PlanFacts {
  /** Every change since the feeds were last published; undefined when that is not known and all feeds must be looked at. */
  readonly changes: readonly EntryChange[] | undefined
  readonly last: readonly PublishedFeed[]
  /** Names of feeds with a file that is missing or damaged. */
  readonly damaged: ReadonlySet<string>
  /** Names of feeds whose documents are not where they should be. */
  readonly moving: ReadonlySet<string>
  /** Names of feeds that something left which may be gone by now. */
  readonly leaving: ReadonlySet<string>
}

/** The feeds whose documents may have to change. Decides on what is known without reading an article. */
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
 * Everything a feed's documents are made from, in one hash: an equal hash gives equal bytes.
 *
 * @param newestPage name of the archive page the documents link to
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
    // Read from a manifest the fields come in another order.
    {
      tombstones: retraction.tombstones.map(({ id, when, comment }) => ({ id, when, comment })),
      retracted: retraction.retracted.map(({ id, url, published }) => ({ id, url, published })),
    },
    ...(newestPage === undefined ? [] : [newestPage]),
  ]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

/** The entry without what readers cannot see: moving a file changes no document. */
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
