import { createHash } from 'node:crypto'
import type { Instant } from '../article/instant.ts'
import { composeDocument, composeNotice, type FeedContents, updatedOf } from '../feed/compose.ts'
import type { FeedDefinition } from '../feed/definition.ts'
import type { ArchiveLinks, FeedDocument, Item } from '../feed/document.ts'
import type { LeftItem, PublishedFeed, PublishedPage } from '../feed/published-state.ts'
import type { Retraction } from '../feed/retraction.ts'
import type { Finding } from '../finding.ts'
import type { FeedFormat } from '../formats/format.ts'

/** One document of a feed, written but not yet allowed out. */
export interface CandidateFile {
  readonly format: FeedFormat
  readonly document: FeedDocument
  readonly bytes: Uint8Array
}

/** All documents of one feed: the unit of rejection. */
export interface CandidateFeed {
  readonly feed: FeedDefinition
  readonly files: readonly CandidateFile[]
  readonly seen: PublishedFeed
  readonly findings: readonly Finding[]
}

/** Everything a candidate is made from besides its definition. */
export interface CandidateParts {
  readonly items: readonly Item[]
  /** Content hashes of the articles by id; see {@link PublishedItem.source}. */
  readonly sources?: ReadonlyMap<string, string>
  readonly retraction: Retraction
  readonly formats: readonly FeedFormat[]
  readonly translations: readonly FeedDefinition[]
  /** See {@link PublishedFeed.inputHash}. */
  readonly inputHash: string
  /** `updated` of a feed that never had anything in it. */
  readonly fallbackUpdated: Instant
  /** Archive pages that readers have; see {@link PublishedFeed.archives}. */
  readonly archives?: readonly PublishedPage[]
  /** See {@link PublishedFeed.left}; those that are among the items do not count. */
  readonly left?: readonly LeftItem[]
  /** The place of the document of that file name in the feed's archive, where it has one. */
  readonly links?: ((fileName: string) => ArchiveLinks) | undefined
  /** `true`: whatever its size, every item must stay, because the document is the only one that has it. */
  readonly isComplete?: boolean
}

/** One article may take this share of a document before it falls back to its summary and link. */
const GIANT_SHARE = 1 / 4

const encoder = new TextEncoder()

/**
 * Composes and writes a feed in all its formats within its byte budget. All formats carry the same articles: where one
 * document is too large the oldest items go from each.
 */
export function writeCandidate(feed: FeedDefinition, parts: CandidateParts): CandidateFeed {
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
      return { format, document, bytes: encoder.encode(format.write(document)) }
    })
  }

  /** Formats that cannot say a tombstone get a notice in its place when the feed wants one. */
  function contentsFor(format: FeedFormat, kept: readonly Item[]): FeedContents {
    const { tombstones, retracted } = parts.retraction
    if (feed.retraction !== 'notice' || format.saysTombstones) return { items: kept, tombstones }
    const notices = retracted.flatMap((item) => {
      const tombstone = tombstones.find(({ id }) => id === item.id)
      return tombstone === undefined ? [] : [composeNotice(item, tombstone)]
    })
    return { items: [...kept, ...notices], tombstones }
  }

  function sourceOf({ id }: Item): { readonly source?: string } {
    const source = parts.sources?.get(id)
    return source === undefined ? {} : { source }
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
        ...sourceOf(item),
      })),
      tombstones,
      retracted,
      selection: feed.selection,
      ...(parts.archives === undefined || parts.archives.length === 0 ? {} : { archives: parts.archives }),
      ...(left.length === 0 ? {} : { left }),
    }
  }
}

/** Hash of everything an item says. */
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
    message: `"${item.title}" is ${size} bytes of a document that may have ${feed.maxBytes}: only its summary and link are published`,
    fix: 'shorten the article, choose "content: excerpt" for the feed, or raise "maxBytes"',
  })
  return rest
}

/** Items without as many of the oldest as weigh at least `excess` bytes; at least one item stays. */
function withoutOldest(items: readonly Item[], excess: number): Item[] {
  let weight = 0
  let keep = items.length
  while (keep > 1 && weight < excess) {
    keep -= 1
    weight += Buffer.byteLength(JSON.stringify(items[keep] ?? ''))
  }
  return items.slice(0, keep)
}
