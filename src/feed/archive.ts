import { createHash } from 'node:crypto'
import type { ArticleEntry } from '../article/article.ts'
import { joinHashes } from '../article/content-hash.ts'
import { instantToMs } from '../article/instant.ts'
import type { FeedDefinition } from './definition.ts'
import type { ArchiveLinks } from './document.ts'
import { documentUrl } from './document-path.ts'
import { type EntryChange, statedOf } from './plan.ts'
import { hashedFolders, type PublishedFeed, type PublishedPage } from './published-state.ts'
import { byNewest, type OrderKey, selects } from './selection.ts'

/** Iterates lazily over the released articles of a feed, newest first, from a position in its order. */
export type ReleasedFrom = (from?: OrderKey) => Iterable<ArticleEntry>

/** An archive page to write, or to compare with its published version. */
export interface ArchivePage {
  readonly name: string
  readonly through: OrderKey
  /** Name of the previous page. */
  readonly previous?: string
  /** The end of the previous page. */
  readonly after?: OrderKey
  /** Newest first. */
  readonly entries: readonly ArticleEntry[]
  /** The published version; absent for a new page. */
  readonly seen?: PublishedPage
}

export interface ArchiveFacts {
  /** Oldest first. */
  readonly pages: readonly PublishedPage[]
  /** Articles per page. */
  readonly size: number
  /** Number of newest articles in the subscription document. */
  readonly inHead: number
  readonly released: ReleasedFrom
  /** Whether a published page must be examined. */
  isTouched(page: PublishedPage): boolean
}

/** The published archive pages of a feed that still has an archive at the same place; oldest first. */
export function pagesOf(feed: FeedDefinition, last: PublishedFeed | undefined): readonly PublishedPage[] {
  return feed.archiveSize === undefined || last?.path !== feed.path ? [] : (last.archives ?? [])
}

/**
 * The pages of a feed's archive (RFC 5005 §4) to examine, oldest first.
 *
 * A page is a range of the feed's order with fixed boundaries: a late article is added to the page for its date, a
 * withdrawn one is removed from its page, and no other page changes. If more articles follow the last boundary than the
 * subscription document contains, the oldest of them become a page, until every article is in one of them. If late
 * articles make a page more than twice its size, its older articles move to new pages before it.
 */
export function* pagesToMake(facts: ArchiveFacts): Generator<ArchivePage> {
  const { pages, size, inHead, released, isTouched } = facts
  let number = Math.max(0, ...pages.map(({ name }) => Number(name)))
  let before: { readonly name: string; readonly through: OrderKey } | undefined

  for (const page of pages) {
    if (isTouched(page)) {
      const isOver = Array.from(take(between(before?.through, page.through), 2 * size + 1)).length > 2 * size
      if (isOver) yield* close(page.through, (left) => left >= 2 * size)
      yield pageOf(page.name, page.through, page)
    }
    before = page
  }
  yield* close(undefined, (left) => left > inHead)

  /** Makes pages of the oldest articles between the last boundary and `through`, while too many remain. */
  function* close(through: OrderKey | undefined, isTooMany: (left: number) => boolean) {
    let left = 0
    for (const _ of between(before?.through, through)) left += 1
    const sizes: number[] = []
    while (isTooMany(left)) {
      sizes.push(Math.min(size, left))
      left -= Math.min(size, left)
    }
    // The remaining articles are the newest; every boundary is the newest article of its page.
    const borders: OrderKey[] = []
    let next = left
    let index = 0
    for (const { published, firstSeen, id } of between(before?.through, through)) {
      if (index === next && sizes.length > 0) {
        borders.push({ published, firstSeen, id })
        next += sizes.pop() ?? 0
      }
      index += 1
    }
    for (const border of borders.reverse()) {
      number += 1
      const name = String(number).padStart(4, '0')
      yield pageOf(name, border)
      before = { name, through: border }
    }
  }

  function pageOf(name: string, through: OrderKey, seen?: PublishedPage): ArchivePage {
    return {
      name,
      through,
      entries: [...between(before?.through, through)],
      ...(before === undefined ? {} : { previous: before.name, after: before.through }),
      ...(seen === undefined ? {} : { seen }),
    }
  }

  function* between(after: OrderKey | undefined, through: OrderKey | undefined): Generator<ArticleEntry> {
    for (const entry of released(through)) {
      if (after !== undefined && byNewest(entry, after) >= 0) return
      yield entry
    }
  }
}

function* take<T>(all: Iterable<T>, most: number): Generator<T> {
  let taken = 0
  for (const one of all) {
    if (taken === most) return
    taken += 1
    yield one
  }
}

/** Names of the published pages that contain, or contained, a changed article. */
export function touchedPages(
  feed: Pick<FeedDefinition, 'selection'>,
  pages: readonly PublishedPage[],
  changes: readonly EntryChange[],
): ReadonlySet<string> {
  const touched = new Set<string>()
  for (const { before, after } of changes)
    for (const entry of [before, after]) {
      if (entry === undefined || !selects(feed.selection, entry)) continue
      const page = pageAt(pages, entry)
      if (page !== undefined) touched.add(page.name)
    }
  return touched
}

/** The page for a position in the feed's order; undefined after the last boundary. */
export function pageAt(pages: readonly PublishedPage[], place: OrderKey): PublishedPage | undefined {
  return pages.find(({ through }) => byNewest(place, through) >= 0)
}

/** Folder of an archive page's documents in the published set. */
export function pageFolder(feed: { readonly path: string }, name: string): string {
  return `${feed.path}/archive/${name}`
}

/**
 * The feed data for the archive page of this name: without data that only subscribers need, and data that changes more
 * often than the articles.
 */
export function archivedFeed(feed: FeedDefinition, name: string): FeedDefinition {
  const { ttl: _ttl, archiveSize: _archiveSize, documents: _documents, cloudUrl: _cloudUrl, ...rest } = feed
  return { ...rest, path: pageFolder(feed, name), hubUrls: [], translations: [] }
}

/** Hash of all inputs of a page's documents: equal hashes mean equal bytes. */
export function pageInputHash(feed: FeedDefinition, page: ArchivePage, generation: string): string {
  const parts = [generation, archivedFeed(feed, page.name), page.previous ?? '', page.entries.map(statedOf)]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)
}

type PageFacts = Pick<PublishedPage, 'sources' | 'seen' | 'folders' | 'facts'>

/** What the manifest states about the articles of a page. */
export function pageFacts({ entries, after }: Pick<ArchivePage, 'entries' | 'after'>): PageFacts {
  const sources = joinHashes(entries.map(({ contentHash }) => contentHash))
  const places: readonly OrderKey[] = after === undefined ? entries : [...entries, after]
  const hasTies = places.some(({ published }, index) => published === places[index + 1]?.published)
  const folders: Record<string, number[]> = {}
  entries.forEach(({ key }, index) => {
    const path = hashedFolders(key)
    folders[path] = [...(folders[path] ?? []), index]
  })
  const facts = entries.flatMap(({ id, ahead, returned }) =>
    ahead === undefined && returned === undefined
      ? []
      : [
          [
            id,
            { ...(ahead !== undefined && { ahead }), ...(returned !== undefined && { returned }) },
          ] as const,
        ],
  )
  return {
    ...(sources !== undefined && { sources }),
    ...(hasTies && {
      seen: entries.map(
        ({ published, firstSeen }) => (instantToMs(firstSeen) - instantToMs(published)) / 1000,
      ),
    }),
    folders,
    ...(facts.length > 0 && { facts: Object.fromEntries(facts) }),
  }
}

/** RFC 5005 §4: the subscription document refers to the newest archive document, if any. */
export function headLinks(
  feed: FeedDefinition,
  newest: string | undefined,
): ((fileName: string) => ArchiveLinks) | undefined {
  if (newest === undefined) return undefined
  return (fileName) => ({ kind: 'subscription', previous: pageUrl(feed, newest, fileName) })
}

/** An archive document refers to the previous one, but not to the next one, which would change its bytes later. */
export function pageLinks(feed: FeedDefinition, page: ArchivePage): (fileName: string) => ArchiveLinks {
  const { previous } = page
  return (fileName) => ({
    kind: 'archive',
    current: documentUrl(feed, fileName),
    ...(previous === undefined ? {} : { previous: pageUrl(feed, previous, fileName) }),
  })
}

function pageUrl(feed: FeedDefinition, name: string, fileName: string): string {
  return documentUrl({ baseUrl: feed.baseUrl, path: pageFolder(feed, name) }, fileName)
}
