import type { FeedDefinition } from '../feed/definition.ts'
import type { PublishedFeed } from '../feed/published-state.ts'
import type { FeedOutcome } from '../reporting/reporter.ts'
import type { PublishedSet } from '../targets/target.ts'

export interface OutcomeFacts {
  readonly feeds: readonly Pick<FeedDefinition, 'name' | 'path'>[]
  readonly held: ReadonlySet<string>
  readonly last: PublishedSet | undefined
  readonly set: PublishedSet
  /** Paths with new content. */
  readonly written: ReadonlySet<string>
}

/**
 * The outcome of each feed, from the sets before and after the run: defined feeds in their order, then removed ones.
 */
export function outcomesOf(facts: OutcomeFacts): readonly FeedOutcome[] {
  const { feeds, held, last, set, written } = facts
  const before = new Map(last?.feeds.map((feed) => [feed.name, feed]))
  const after = new Map(set.feeds.map((feed) => [feed.name, feed]))
  const defined = feeds.flatMap(({ name, path }): FeedOutcome[] => {
    const seen = after.get(name)
    if (seen === undefined && !held.has(name)) return []
    const own = set.files.filter(({ feed }) => feed === name)
    const files = own
      .filter(({ rank }) => rank !== 'archive')
      .map((file) => ({ path: file.path, bytes: file.length, written: written.has(file.path) }))
    const status = held.has(name)
      ? 'held'
      : own.some((file) => written.has(file.path))
        ? 'written'
        : 'unchanged'
    return [
      {
        name,
        path,
        status,
        items: seen?.items.length ?? 0,
        files,
        ...differences(before.get(name), seen),
        ...archiveOf(name, seen),
      },
    ]
  })
  const removed = (last?.feeds ?? [])
    .filter(({ name }) => !after.has(name) && !held.has(name))
    .map(({ name, path, items }): FeedOutcome => {
      return { name, path, status: 'removed', items: 0, added: 0, changed: 0, gone: items.length, files: [] }
    })
  return [...defined, ...removed]

  function archiveOf(name: string, seen: PublishedFeed | undefined): Pick<FeedOutcome, 'archive'> {
    if (seen?.archives === undefined) return {}
    const pages = new Set(
      set.files
        .filter(({ feed, rank, path }) => feed === name && rank === 'archive' && written.has(path))
        .map(({ path }) => path.slice(0, path.lastIndexOf('/'))),
    )
    return { archive: { pages: seen.archives.length, written: pages.size } }
  }
}

function differences(before: PublishedFeed | undefined, after: PublishedFeed | undefined) {
  const old = new Map(before?.items.map(({ id, hash }) => [id, hash]))
  const items = after?.items ?? []
  const gone = new Set(after?.tombstones.map(({ id }) => id))
  return {
    added: items.filter(({ id }) => !old.has(id)).length,
    changed: items.filter(({ id, hash }) => old.has(id) && old.get(id) !== hash).length,
    gone: [...old.keys()].filter((id) => gone.has(id)).length,
  }
}
