import { createHash } from 'node:crypto'
import type { Instant } from '../article/instant.ts'
import { composeDocument, composeNotice, type FeedContents, updatedOf } from '../feed/compose.ts'
import type { FeedDefinition } from '../feed/definition.ts'
import type { ArchiveLinks, FeedDocument, Item } from '../feed/document.ts'
import type { ItemFacts, LeftItem, PublishedFeed, PublishedPage } from '../feed/published-state.ts'
import type { Retraction } from '../feed/retraction.ts'
import type { Finding } from '../finding.ts'
import type { FeedFormat } from '../formats/format.ts'

/** One document of a feed, written but not yet accepted. */
export interface CandidateFile {
  readonly format: FeedFormat
  readonly document: FeedDocument
  readonly bytes: Uint8Array
}

/** All documents of one feed, which are accepted or rejected together. */
export interface CandidateFeed {
  readonly feed: FeedDefinition
  readonly files: readonly CandidateFile[]
  readonly seen: PublishedFeed
  readonly findings: readonly Finding[]
}

/** The inputs of a candidate in addition to its definition. */
export interface CandidateParts {
  readonly items: readonly Item[]
  /** Whether the items are all articles of the feed, and not only the newest ones. */
  readonly hasAll?: boolean
  /** By id of the article. */
  readonly facts?: ReadonlyMap<string, ItemFacts>
  readonly retraction: Retraction
  readonly formats: readonly FeedFormat[]
  readonly translations: readonly FeedDefinition[]
  /** See {@link PublishedFeed.inputHash}. */
  readonly inputHash: string
  /** `updated` of a feed that was always empty. */
  readonly fallbackUpdated: Instant
  /** Published archive pages; see {@link PublishedFeed.archives}. */
  readonly archives?: readonly PublishedPage[]
  /** See {@link PublishedFeed.left}; those that are among the items are ignored. */
  readonly left?: readonly LeftItem[]
  /** The archive links of the document with this file name, if any. */
  readonly links?: ((fileName: string) => ArchiveLinks) | undefined
  /** `true`: every item must be kept regardless of size, because no other document has it. */
  readonly isComplete?: boolean
}

/** The share of a document that one article may take before it is reduced to its summary and link. */
const GIANT_SHARE = 1 / 4

const encoder = new TextEncoder()

/**
 * Composes and writes a feed in all its formats within the size limit. All formats have the same articles: if one
 * document is too large, the oldest items are removed from all.
 *
 * @param written called with each document within the limit as soon as it is written; if another one exceeds it, both
 *   are written again
 */
export function writeCandidate(
  feed: FeedDefinition,
  parts: CandidateParts,
  written?: (file: CandidateFile) => void,
): CandidateFeed {
  const findings: Finding[] = []
  let items = parts.items.map((item) => withoutGiantContent(feed, item, findings))
  let files = write(items)
  while (items.length > 1 && parts.isComplete !== true) {
    const excess = Math.max(...files.map((file) => file.bytes.length)) - feed.maxBytes
    if (excess <= 0) break
    items = withoutOldest(items, excess)
    files = write(items)
  }
  const dropped = parts.items.length - items.length
  if (dropped > 0) {
    findings.push({
      code: 'feed-over-budget',
      severity: 'warning',
      feed: feed.name,
      message: `the ${dropped} oldest of ${parts.items.length} items were left out to keep each document within ${feed.maxBytes} bytes`,
      fix: 'lower "limit", choose "content: excerpt", or raise "maxBytes"',
    })
  }
  return { feed, files, seen: seenOf(items), findings }

  function write(kept: readonly Item[]): CandidateFile[] {
    return parts.formats.map((format) => {
      const contents = contentsFor(format, kept)
      const composed = composeDocument(feed, contents, format, parts.translations, parts.fallbackUpdated)
      const archive = parts.links?.(format.fileName)
      const document = archive === undefined ? composed : { ...composed, archive }
      const file = { format, document, bytes: encoder.encode(format.write(document)) }
      if (file.bytes.length <= feed.maxBytes) written?.(file)
      return file
    })
  }

  /** Formats without tombstones get a notice instead, if the feed is configured for that. */
  function contentsFor(format: FeedFormat, kept: readonly Item[]): FeedContents {
    const { tombstones, retracted } = parts.retraction
    if (feed.retraction !== 'notice' || format.saysTombstones) return { items: kept, tombstones }
    const notices = retracted.flatMap((item) => {
      const tombstone = tombstones.find(({ id }) => id === item.id)
      return tombstone === undefined ? [] : [composeNotice(item, tombstone)]
    })
    return { items: [...kept, ...notices], tombstones }
  }

  /** An archive has what the subscription document leaves out. */
  function isWhole(kept: readonly Item[]): boolean {
    return feed.archiveSize !== undefined || (parts.hasAll === true && kept.length === parts.items.length)
  }

  function seenOf(kept: readonly Item[]): PublishedFeed {
    const { tombstones, retracted } = parts.retraction
    const ids = new Set(kept.map(({ id }) => id))
    const left = (parts.left ?? []).filter(({ id }) => !ids.has(id))
    return {
      name: feed.name,
      path: feed.path,
      id: feed.id,
      baseUrl: feed.baseUrl,
      inputHash: parts.inputHash,
      ...(feed.hubUrls.length > 0 && { hubs: feed.hubUrls }),
      ...(feed.cloudUrl !== undefined && { cloud: feed.cloudUrl }),
      ...(feed.ttl !== undefined && { ttl: feed.ttl }),
      updated: updatedOf({ items: kept, tombstones }) ?? parts.fallbackUpdated,
      items: kept.map((item) => ({
        id: item.id,
        url: item.url,
        title: item.title,
        published: item.published,
        updated: item.updated,
        hash: itemHash(item),
        ...parts.facts?.get(item.id),
      })),
      tombstones,
      retracted,
      selection: feed.selection,
      ...(isWhole(kept) && { isWhole: true }),
      ...(parts.archives === undefined || parts.archives.length === 0 ? {} : { archives: parts.archives }),
      ...(left.length === 0 ? {} : { left }),
    }
  }
}

/** Hash of all content of an item. */
function itemHash(item: Item): string {
  return createHash('sha256').update(JSON.stringify(item)).digest('hex').slice(0, 32)
}

function withoutGiantContent(feed: FeedDefinition, item: Item, findings: Finding[]): Item {
  const { contentHtml, ...rest } = item
  if (contentHtml === undefined) return item
  const size = Buffer.byteLength(contentHtml)
  if (size <= feed.maxBytes * GIANT_SHARE) return item
  findings.push({
    code: 'item-over-budget',
    severity: 'warning',
    feed: feed.name,
    item: item.id,
    message: `"${item.title}" is ${size} bytes, but the document may have only ${feed.maxBytes}: only its summary and link are published`,
    fix: 'shorten the article, choose "content: excerpt" for the feed, or raise "maxBytes"',
  })
  return rest
}

/** Removes the oldest items, until at least `excess` bytes are saved; at least one item is kept. */
function withoutOldest(items: readonly Item[], excess: number): Item[] {
  let weight = 0
  let keep = items.length
  while (keep > 1 && weight < excess) {
    keep -= 1
    weight += Buffer.byteLength(JSON.stringify(items[keep] ?? ''))
  }
  return items.slice(0, keep)
}
