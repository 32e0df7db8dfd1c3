import type { FeedDefinition } from '../feed/definition.ts'
import type { SeenFeed } from '../feed/seen.ts'
import type { FeedOutcome } from '../reporting/reporter.ts'
import type { StagedFile } from '../targets/publication.ts'
import type { PublishedSet } from '../targets/target.ts'

export interface OutcomeFacts {
  readonly feeds: readonly FeedDefinition[]
  readonly held: ReadonlySet<string>
  readonly last: PublishedSet | undefined
  readonly set: PublishedSet
  readonly staged: readonly StagedFile[]
}

/** What became of each feed, told from what readers had and have: defined feeds in their order, then removed ones. */
export function outcomesOf(facts: OutcomeFacts): readonly FeedOutcome[] {
  const { feeds, held, last, set } = facts
  const written = new Set(facts.staged.map(({ file }) => file.path))
  const before = new Map(last?.feeds.map((feed) => [feed.name, feed]))
  const after = new Map(set.feeds.map((feed) => [feed.name, feed]))
  const defined = feeds.flatMap(({ name, path }): FeedOutcome[] => {
    const seen = after.get(name)
    if (seen === undefined && !held.has(name)) return []
    const files = set.files
      .filter(({ feed }) => feed === name)
      .map((file) => ({ path: file.path, bytes: file.length, written: written.has(file.path) }))
    const status = held.has(name) ? 'held' : files.some((file) => file.written) ? 'written' : 'unchanged'
    return [
      { name, path, status, items: seen?.items.length ?? 0, files, ...differences(before.get(name), seen) },
    ]
  })
  const removed = (last?.feeds ?? [])
    .filter(({ name }) => !after.has(name) && !held.has(name))
    .map(({ name, path, items }): FeedOutcome => {
      return { name, path, status: 'removed', items: 0, added: 0, changed: 0, gone: items.length, files: [] }
    })
  return [...defined, ...removed]
}

function differences(before: SeenFeed | undefined, after: SeenFeed | undefined) {
  const old = new Map(before?.items.map(({ id, hash }) => [id, hash]))
  const items = after?.items ?? []
  const gone = new Set(after?.tombstones.map(({ id }) => id))
  return {
    added: items.filter(({ id }) => !old.has(id)).length,
    changed: items.filter(({ id, hash }) => old.has(id) && old.get(id) !== hash).length,
    gone: [...old.keys()].filter((id) => gone.has(id)).length,
  }
}
