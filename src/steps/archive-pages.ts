import type { Instant } from '../article/instant.ts'
import {
  type ArchivePage,
  pageBasis,
  pageFolder,
  pagesOf,
  pagesToMake,
  touchedPages,
} from '../feed/archive.ts'
import type { FeedDefinition } from '../feed/definition.ts'
import type { Item } from '../feed/document.ts'
import type { EntryChange } from '../feed/plan.ts'
import type { PublishedFeed } from '../feed/published-state.ts'
import { isReleased, type OrderKey, selects } from '../feed/selection.ts'
import type { PublishedFile, PublishedSet } from '../targets/target.ts'
import type { Parts } from './parts.ts'

export interface ArchiveView {
  readonly damaged: readonly PublishedFile[]
  /** Every change since readers last had everything; undefined when that is not known and all pages must be looked at. */
  readonly changes: readonly EntryChange[] | undefined
  readonly now: Instant
}

/** The pages of a feed's archive that may have to be written, oldest first: those in which something changed, and new ones. */
export function pagesToLookAt(
  parts: Parts,
  feed: FeedDefinition,
  seen: PublishedFeed,
  { damaged, changes, now }: ArchiveView,
): Iterable<ArchivePage> {
  const pages = pagesOf(feed, seen)
  const touched = changes && touchedPages(feed, pages, changes)
  return pagesToMake({
    pages,
    size: Math.max(1, Math.min(feed.archiveSize ?? feed.limit, feed.limit)),
    inHead: seen.items.length,
    released: (from) => releasedFrom(parts, feed, now, from),
    isTouched: (page) => touched === undefined || touched.has(page.name) || isDamaged(feed, page, damaged),
  })
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
 * Names of the published pages of a feed that are not made of what they should be made of now; undefined where that is
 * not known because the feed has no archive any more.
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
    if (page.seen !== undefined && page.seen.basis !== pageBasis(feed, page, parts.generation))
      names.add(page.name)
  return names
}

/**
 * Items that readers find in the archive of a feed and that are not in it any more. The manifest names the pages and not
 * what is in them, so those that are about to be rewritten are read: whichever run took an article away, and whatever
 * became of that run, it is missed here.
 */
export async function lostFromArchive(
  parts: Parts,
  feed: FeedDefinition,
  set: PublishedSet,
  view: ArchiveView,
): Promise<readonly Item[]> {
  const seen = set.feeds.find(({ name }) => name === feed.name)
  if (seen === undefined || pagesOf(feed, seen).length === 0) return []
  const lost: Item[] = []
  for (const page of pagesToLookAt(parts, feed, seen, view)) {
    if (page.seen === undefined || page.seen.basis === pageBasis(feed, page, parts.generation)) continue
    for (const item of await itemsIn(parts, set, `${pageFolder(feed, page.name)}/`))
      if (!isPublished(item.id)) lost.push(item)
  }
  return lost

  function isPublished(id: string): boolean {
    return parts.catalog
      .keysOfId(id)
      .map((key) => parts.catalog.get(key)?.entry)
      .some((entry) => entry !== undefined && isReleased(entry, view.now) && selects(feed.selection, entry))
  }
}

/** What the first document below `folder` that is whole says; JSON is the quickest to read, and all say the same. */
export async function itemsIn(parts: Parts, set: PublishedSet, folder: string): Promise<readonly Item[]> {
  const formats = await parts.formats()
  for (const format of formats.toReversed()) {
    const file = set.files.find(({ path }) => path === folder + format.fileName)
    const bytes = file === undefined ? undefined : await parts.target.read(file)
    if (bytes !== undefined) return format.read(new TextDecoder().decode(bytes)).items
  }
  return []
}
