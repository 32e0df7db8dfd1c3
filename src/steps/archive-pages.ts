import type { ArticleEntry } from '../article/article.ts'
import { hashIn } from '../article/content-hash.ts'
import { type Instant, instantFromMs, instantToMs } from '../article/instant.ts'
import {
  type ArchivePage,
  pageAt,
  pageFolder,
  pageInputHash,
  pagesOf,
  pagesToMake,
  touchedPages,
} from '../feed/archive.ts'
import type { FeedDefinition } from '../feed/definition.ts'
import type { Item } from '../feed/document.ts'
import type { EntryChange } from '../feed/plan.ts'
import type { ItemFacts, PublishedFeed, PublishedPage } from '../feed/published-state.ts'
import { isReleased, type OrderKey, selects } from '../feed/selection.ts'
import type { PublishedFile, PublishedSet } from '../targets/target.ts'
import { withLinked } from './linked-articles.ts'
import { withOwnIds } from './own-ids.ts'
import type { Parts } from './parts.ts'

export interface ArchiveView {
  readonly damaged: readonly PublishedFile[]
  /** All changes since the set was last complete; undefined if unknown, in which case all pages are examined. */
  readonly changes: readonly EntryChange[] | undefined
  readonly now: Instant
}

/** The pages of a feed's archive that may have to be written, oldest first: those with changes, and new ones. */
export function* pagesToLookAt(
  parts: Parts,
  feed: FeedDefinition,
  seen: PublishedFeed,
  { damaged, changes, now }: ArchiveView,
): Iterable<ArchivePage> {
  const pages = pagesOf(feed, seen)
  const touched = changes && touchedPages(feed, pages, changes)
  const toMake = pagesToMake({
    pages,
    size: Math.max(1, Math.min(feed.archiveSize ?? feed.limit, feed.limit)),
    inHead: seen.items.length,
    released: (from) => releasedFrom(parts, feed, now, from),
    isTouched: (page) => touched === undefined || touched.has(page.name) || isDamaged(feed, page, damaged),
  })
  for (const page of toMake)
    yield { ...page, entries: page.entries.map((entry) => withLinked(parts.catalog, entry, now)) }
}

function* releasedFrom(parts: Parts, feed: FeedDefinition, now: Instant, from?: OrderKey) {
  for (const entry of parts.catalog.entries(feed.selection, from)) if (isReleased(entry, now)) yield entry
}

export function isDamaged(
  feed: FeedDefinition,
  { name }: { readonly name: string },
  damaged: readonly PublishedFile[],
): boolean {
  const folder = `${pageFolder(feed, name)}/`
  return damaged.some(({ path }) => path.startsWith(folder))
}

/**
 * Names of the published pages of a feed that are out of date; undefined if unknown because the feed no longer has an
 * archive.
 */
export function pagesAtStake(
  parts: Parts,
  feed: FeedDefinition,
  set: PublishedSet,
  view: ArchiveView,
): ReadonlySet<string> | undefined {
  const names = new Set<string>()
  const seen = set.feeds.find(({ name }) => name === feed.name)
  if (seen === undefined || pagesOf(feed, seen).length === 0) return undefined
  for (const page of pagesToLookAt(parts, feed, seen, view))
    if (page.seen !== undefined && page.seen.inputHash !== pageInputHash(feed, page, parts.generation))
      names.add(page.name)
  return names
}

/** The differences between a feed's published archive and its current state. */
export interface ArchiveAtStake {
  /** Items that are no longer in the feed. */
  readonly lost: readonly PageItem[]
  /** Items that are in the feed but belong to another page now, which is not written yet. */
  readonly moved: readonly PageItem[]
  /** Whether the published page for this position is up to date. */
  isWritten(place: OrderKey): boolean
}

/**
 * Compares the published archive with the feed. The manifest lists pages without their items, so pages that will be
 * rewritten are read: this detects removed articles even if an earlier run that removed them was interrupted.
 */
export async function archiveAtStake(
  parts: Parts,
  feed: FeedDefinition,
  set: PublishedSet,
  view: ArchiveView,
): Promise<ArchiveAtStake> {
  const seen = set.feeds.find(({ name }) => name === feed.name)
  const pages = pagesOf(feed, seen)
  const rewritten = new Set<string>()
  const lost: PageItem[] = []
  const moving: { readonly item: PageItem; readonly published: readonly ArticleEntry[] }[] = []
  if (seen !== undefined && pages.length > 0)
    for (const page of pagesToLookAt(parts, feed, seen, view)) {
      if (page.seen === undefined || page.seen.inputHash === pageInputHash(feed, page, parts.generation))
        continue
      rewritten.add(page.name)
      for (const item of await itemsOfPage(parts, set, feed, page.seen)) {
        const published = parts.catalog
          .keysOfId(item.id)
          .flatMap((key) => parts.catalog.get(key)?.entry ?? [])
          .filter((entry) => isReleased(entry, view.now) && selects(feed.selection, entry))
        if (published.length === 0) lost.push(item)
        else if (published.every((entry) => pageAt(pages, entry)?.name !== page.name))
          moving.push({ item, published })
      }
    }
  const isWritten = (place: OrderKey): boolean => {
    if (feed.archiveSize === undefined) return true
    const page = pageAt(pages, place)
    return page !== undefined && !rewritten.has(page.name)
  }
  const moved = moving.filter(({ published }) => !published.some(isWritten)).map(({ item }) => item)
  return { lost, moved, isWritten }
}

/**
 * The items of the first intact document below `folder`; JSON is the fastest to parse, and all formats have the same
 * items.
 */
async function itemsIn(parts: Parts, set: PublishedSet, folder: string): Promise<readonly Item[]> {
  const formats = await parts.formats()
  for (const format of formats.toReversed()) {
    const file = set.files.find(({ path }) => path === folder + format.fileName)
    const bytes = file === undefined ? undefined : await parts.target.read(file)
    if (bytes !== undefined) return withOwnIds(parts, format.read(new TextDecoder().decode(bytes))).items
  }
  return []
}

/** An item of an archive page, with what the manifest states about its article. */
export type PageItem = Item & ItemFacts

export async function itemsOfPage(
  parts: Parts,
  set: PublishedSet,
  feed: { readonly path: string },
  page: PublishedPage,
): Promise<readonly PageItem[]> {
  const items = await itemsIn(parts, set, `${pageFolder(feed, page.name)}/`)
  const { sources, facts } = page
  const folders = new Map(
    Object.entries(page.folders ?? {}).flatMap(([path, indexes]) =>
      indexes.map((index) => [index, path] as const),
    ),
  )
  const seen = page.seen?.length === items.length ? page.seen : undefined
  return items.map((item, index) => {
    const seconds = seen?.[index]
    const path = folders.get(index)
    const firstSeen =
      seconds === undefined ? undefined : instantFromMs(instantToMs(item.published) + seconds * 1000)
    return {
      ...item,
      ...facts?.[item.id],
      ...(path !== undefined && { folders: path }),
      ...(firstSeen !== undefined && { firstSeen }),
      ...(sources !== undefined && { source: hashIn(sources, index) }),
    }
  })
}
