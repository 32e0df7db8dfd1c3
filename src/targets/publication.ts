import { isDeepStrictEqual } from 'node:util'
import { type Instant, instantFromMs, instantToMs } from '../article/instant.ts'
import { pageFolder } from '../feed/archive.ts'
import type { FeedDefinition } from '../feed/definition.ts'
import { advanceHistory } from '../feed/delta.ts'
import type { FeedDocument } from '../feed/document.ts'
import type { LeftItem, PublishedFeed, PublishedPage } from '../feed/published-state.ts'
import { byNewest } from '../feed/selection.ts'
import { eachAtOnce } from './at-once.ts'
import { CODINGS, HOSTING_PATHS } from './published-path.ts'
import type { DocumentHistory, PublishedFile, PublishedSet, ServingFacts, StagedContents } from './target.ts'
import { hashOf } from './wholeness.ts'

/** A file to publish, with its metadata. */
export interface OutgoingFile {
  readonly path: string
  readonly address?: string
  readonly mediaType: string
  readonly rank: PublishedFile['rank']
  readonly feed?: string
  readonly format?: string
  readonly bytes: Uint8Array
  /** The parsed content, for documents of which clients may request only new items (RFC 3229). */
  readonly said?: FeedDocument | undefined
}

/** A feed that the gate accepted: all of its files, and its published state after the commit. */
export interface AcceptedFeed {
  readonly seen: PublishedFeed
  readonly files: readonly OutgoingFile[]
}

/** A set to commit, and those of its files whose bytes differ from the published ones. */
export interface Publication {
  readonly set: PublishedSet
  readonly staged: readonly PublishedFile[]
  /** False if this set is published already. */
  readonly changed: boolean
}

export interface PublicationFacts {
  /** All feeds that are or remain public. */
  readonly feeds: readonly { readonly name: string }[]
  readonly accepted: readonly AcceptedFeed[]
  /** All files that belong to no feed; if undefined, they remain unchanged. */
  readonly indexes: readonly OutgoingFile[] | undefined
  readonly last: PublishedSet | undefined
  /** Paths whose published files are missing or damaged. */
  readonly damaged: ReadonlySet<string>
  /** Number of recorded revisions of each document. */
  readonly revisions: number
  compress(bytes: Uint8Array): Promise<StagedContents>
  /** Stages a file whose bytes differ from the published ones, while others are still being compressed. */
  stage(file: PublishedFile, contents: StagedContents): Promise<void>
  /** Data for servers in addition to the files. */
  readonly serving: ServingFacts
  /** Creates the configuration files for the host; absent if there are none. */
  describe?(set: PublishedSet & { readonly serving: ServingFacts }): readonly OutgoingFile[]
  /** The moment of publication. */
  readonly now: Instant
}

/** Node has as many threads for the file system. */
const STAGED_AT_ONCE = 4

/**
 * Plans the published set: the accepted feeds with their new documents and existing archive pages, all other public
 * feeds unchanged, and no other feeds. Stages the files whose bytes changed; the others keep their entry.
 */
export async function planPublication(facts: PublicationFacts): Promise<Publication> {
  const { feeds, accepted, last, damaged } = facts
  const before = new Map(last?.files.map((file) => [file.path, file]))
  const fresh = new Map(accepted.map((feed) => [feed.seen.name, feed]))
  const defined = new Set(feeds.map(({ name }) => name))
  const kept = (last?.feeds ?? []).filter(({ name }) => defined.has(name) && !fresh.has(name))
  const keptNames = new Set(kept.map(({ name }) => name))

  const folders = new Set(
    accepted.flatMap(({ seen }) => (seen.archives ?? []).map(({ name }) => pageFolder(seen, name))),
  )
  const files: PublishedFile[] = (last?.files ?? []).filter(
    ({ feed, rank, path }) =>
      (feed === undefined
        ? facts.indexes === undefined && !HOSTING_PATHS.includes(path)
        : keptNames.has(feed)) ||
      (rank === 'archive' && folders.has(folderOf(path))),
  )
  const staged: PublishedFile[] = []
  const histories = new Map(last?.histories?.map((history) => [history.path, history]))
  const remember = (sha256: string, { path, said }: OutgoingFile) => {
    if (said === undefined || facts.revisions === 0) histories.delete(path)
    else
      histories.set(
        path,
        advanceHistory(histories.get(path), { path, sha256, document: said }, facts.revisions),
      )
  }
  const hashed = (candidate: OutgoingFile) => ({ candidate, sha256: hashOf(candidate.bytes) })
  const take = async (
    { candidate, sha256 }: { readonly candidate: OutgoingFile; readonly sha256: string },
    compress = facts.compress,
  ) => {
    const old = before.get(candidate.path)
    const parts = { compress, now: facts.now }
    const { file, contents } = await planFile(candidate, old, damaged.has(candidate.path), parts, sha256)
    files.push(file)
    if (contents === undefined) return
    await facts.stage(file, contents)
    staged.push(file)
  }
  const coming = [...accepted.flatMap((feed) => feed.files), ...(facts.indexes ?? [])].map(hashed)
  // All of them before the first wait for the threads that compress.
  for (const { candidate, sha256 } of coming) remember(sha256, candidate)
  await eachAtOnce(coming, STAGED_AT_ONCE, (file) => take(file))
  const allFeeds = sorted([...kept, ...accepted.map(({ seen }) => seen)], ({ name }) => name)
  const described = facts.describe?.({ version: 1, files, feeds: allFeeds, serving: facts.serving }) ?? []
  // Only the host reads these files, so they need no copies in other codings.
  for (const file of described.map(hashed)) await take(file, async (identity) => ({ identity }))
  const set: PublishedSet = {
    version: 1,
    files: sorted(files, ({ path }) => path),
    feeds: allFeeds,
    histories: historiesOf(files, histories),
    serving: facts.serving,
  }
  return {
    set,
    staged: sorted(staged, ({ path }) => path),
    changed: staged.length > 0 || !isDeepStrictEqual(set, last),
  }
}

/**
 * The manifest entry of a file, and its contents unless these bytes are published already.
 *
 * @param old the published file at this path
 * @param isDamaged whether that file is missing or damaged
 */
export async function planFile(
  candidate: OutgoingFile,
  old: PublishedFile | undefined,
  isDamaged: boolean,
  { compress, now }: Pick<PublicationFacts, 'compress' | 'now'>,
  sha256 = hashOf(candidate.bytes),
): Promise<{ readonly file: PublishedFile; readonly contents?: StagedContents }> {
  const { bytes, said: _said, ...stated } = candidate
  if (old?.sha256 === sha256 && !isDamaged) return { file: old }
  const contents = await compress(bytes)
  return {
    contents,
    file: {
      ...stated,
      sha256,
      length: bytes.length,
      lastModified: old?.sha256 === sha256 ? old.lastModified : lastModifiedOf(now, old),
      encodings: CODINGS.filter((coding) => contents[coding] !== undefined),
    },
  }
}

/**
 * The set with some archive pages of a feed added or replaced.
 *
 * @param files all documents of these pages
 * @param left see {@link PublishedFeed.left}
 */
export function withArchive(
  set: PublishedSet,
  feed: Pick<FeedDefinition, 'name' | 'path'>,
  pages: readonly PublishedPage[],
  files: readonly PublishedFile[],
  left: readonly LeftItem[],
): PublishedSet {
  const folders = new Set(pages.map(({ name }) => pageFolder(feed, name)))
  const others = set.files.filter(({ path }) => !folders.has(folderOf(path)))
  const extended = ({ left: _left, ...seen }: PublishedFeed): PublishedFeed => {
    const all = new Map([...(seen.archives ?? []), ...pages].map((page) => [page.name, page]))
    const archives = [...all.values()].sort((a, b) => byNewest(b.through, a.through))
    return { ...seen, archives, ...(left.length > 0 && { left }) }
  }
  return {
    ...set,
    files: sorted([...others, ...files], ({ path }) => path),
    feeds: set.feeds.map((seen) => (seen.name === feed.name ? extended(seen) : seen)),
  }
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'))

/** Histories of the published files only. */
function historiesOf(
  files: readonly PublishedFile[],
  histories: ReadonlyMap<string, DocumentHistory>,
): DocumentHistory[] {
  const found = files.flatMap(({ path }) => histories.get(path) ?? [])
  return sorted(found, ({ path }) => path)
}

function sorted<T>(list: readonly T[], key: (one: T) => string): T[] {
  return list.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
}

/**
 * The moment of publication (RFC 9110 §8.8.2): clients may send the time of their last request, and an article can be
 * older than that. Always after the date of other bytes that were published at this path, regardless of clock changes.
 */
function lastModifiedOf(now: Instant, old: PublishedFile | undefined): Instant {
  if (old === undefined || old.lastModified < now) return now
  return instantFromMs(instantToMs(old.lastModified) + 1000) ?? now
}
