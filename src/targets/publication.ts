import { createHash } from 'node:crypto'
import { type Instant, instantFromMs, instantToMs } from '../article/instant.ts'
import type { FeedDefinition } from '../feed/definition.ts'
import type { SeenFeed } from '../feed/seen.ts'
import type { ContentCoding, PublishedFile, PublishedSet, StagedContents } from './target.ts'

/** Bytes that may go out, with what is said about them. */
export interface Candidate {
  readonly path: string
  readonly mediaType: string
  readonly rank: PublishedFile['rank']
  readonly feed?: string
  readonly format?: string
  /** Moment of the newest change in it. */
  readonly updated: Instant
  readonly bytes: Uint8Array
}

/** A feed that the gate accepted: all of its files and what readers will have seen. */
export interface AcceptedFeed {
  readonly seen: SeenFeed
  readonly files: readonly Candidate[]
}

export interface StagedFile {
  readonly file: PublishedFile
  readonly contents: StagedContents
}

/** A set to commit and the files of it whose bytes are not what readers have. */
export interface Publication {
  readonly set: PublishedSet
  readonly staged: readonly StagedFile[]
  /** False when readers have this very set already. */
  readonly changed: boolean
}

export interface PublicationFacts {
  readonly feeds: readonly FeedDefinition[]
  readonly accepted: readonly AcceptedFeed[]
  /** Files that belong to no feed, all of them: what is not named here is removed. */
  readonly indexes: readonly Candidate[]
  readonly last: PublishedSet | undefined
  /** Paths whose published bytes are missing or damaged. */
  readonly damaged: ReadonlySet<string>
  compress(bytes: Uint8Array): Promise<StagedContents>
}

const CODINGS = ['gzip', 'br'] as const satisfies readonly ContentCoding[]

/**
 * Decides what readers get: the accepted feeds as they are now, every other defined feed as it was, no feed that is not
 * defined any more. A file whose bytes did not change keeps its entry and is not staged.
 */
export async function planPublication(facts: PublicationFacts): Promise<Publication> {
  const { feeds, accepted, last, damaged } = facts
  const before = new Map(last?.files.map((file) => [file.path, file]))
  const fresh = new Map(accepted.map((feed) => [feed.seen.name, feed]))
  const defined = new Set(feeds.map(({ name }) => name))
  const kept = (last?.feeds ?? []).filter(({ name }) => defined.has(name) && !fresh.has(name))
  const keptNames = new Set(kept.map(({ name }) => name))

  const files: PublishedFile[] = (last?.files ?? []).filter(
    ({ feed }) => feed !== undefined && keptNames.has(feed),
  )
  const staged: StagedFile[] = []
  for (const candidate of [...accepted.flatMap((feed) => feed.files), ...facts.indexes]) {
    const sha256 = createHash('sha256').update(candidate.bytes).digest('hex')
    const old = before.get(candidate.path)
    if (old?.sha256 === sha256 && !damaged.has(old.path)) {
      files.push(old)
      continue
    }
    const contents = await facts.compress(candidate.bytes)
    const { bytes, updated, ...stated } = candidate
    const file: PublishedFile = {
      ...stated,
      sha256,
      length: bytes.length,
      lastModified: old?.sha256 === sha256 ? old.lastModified : lastModifiedOf(updated, old),
      encodings: CODINGS.filter((coding) => contents[coding] !== undefined),
    }
    files.push(file)
    staged.push({ file, contents })
  }
  const set: PublishedSet = {
    version: 1,
    files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    feeds: [...kept, ...accepted.map(({ seen }) => seen)].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  }
  return { set, staged, changed: staged.length > 0 || JSON.stringify(set) !== JSON.stringify(last) }
}

/**
 * The newest change in the file, so that replicas agree; but never at or before the date of other bytes readers may
 * hold under this path, or `If-Modified-Since` would keep the old ones alive.
 */
function lastModifiedOf(updated: Instant, old: PublishedFile | undefined): Instant {
  if (old === undefined || old.lastModified < updated) return updated
  return instantFromMs(instantToMs(old.lastModified) + 1000) ?? updated
}
