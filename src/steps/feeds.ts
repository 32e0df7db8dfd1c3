import { setImmediate } from 'node:timers/promises'
import type { Instant } from '../article/instant.ts'
import type { FeedDefinition } from '../feed/definition.ts'
import { documentAddress, documentPath } from '../feed/document-path.ts'
import type { Finding } from '../finding.ts'
import type { CandidateFeed, CandidateFile } from '../gate/candidate.ts'
import { compressingAhead } from '../targets/compressing-ahead.ts'
import { hostingFiles } from '../targets/hosting-files.ts'
import { type AcceptedFeed, type OutgoingFile, planPublication } from '../targets/publication.ts'
import { HOSTING_PATHS } from '../targets/published-path.ts'
import type { PublishedFile, PublishedSet, PublishTarget } from '../targets/target.ts'
import { hashOf } from '../targets/wholeness.ts'
import { growHeapSlowly } from './engine-flags.ts'
import { isHeld, isJudged, type JudgingFacts, type Judgment, judgeFeeds } from './judging.ts'
import { feedPageFile, indexFiles, type PageFacts } from './pages.ts'
import type { Parts } from './parts.ts'
import { placeTaken, takenPlaces, withoutTaken } from './places.ts'
import { isSitemapDue, newsIn } from './sitemap-window.ts'
import { takeBackFromHeld } from './taking-back.ts'
import type { KeptFeed } from './undefined-feeds.ts'

/** Bytes of a document above which garbage is collected earlier, because each reading of it takes several times as much. */
const LARGE = 4 * 1024 * 1024

export interface FeedFacts extends Omit<JudgingFacts, 'seen' | 'damaged'> {
  /** The moment of the last run after which the published set was complete. */
  readonly publishedAt: Instant | undefined
  /** The published set. */
  readonly last: PublishedSet | undefined
  /** Missing or damaged files of that set. */
  readonly damaged: readonly PublishedFile[]
  /** Publishes the staged files and the set. */
  commit(set: PublishedSet): Promise<void>
  /** Feeds that are kept although they are no longer defined. */
  readonly undefinedFeeds: readonly KeptFeed[]
}

export interface PublishedFeeds {
  readonly judgments: readonly Judgment[]
  /** Findings about files that belong to no feed; undefined if they were not examined. */
  readonly indexFindings: readonly Finding[] | undefined
  /** The set that is published now. */
  readonly set: PublishedSet
  /** Paths with new content. */
  readonly written: readonly string[]
  readonly findings: readonly Finding[]
}

/** Judges the planned feeds and publishes those that the gate accepts, in one step; the others remain unchanged. */
export async function publishFeeds(parts: Parts, facts: FeedFacts): Promise<PublishedFeeds> {
  let growHeapAsUsual: (() => void) | undefined
  try {
    return await publishJudged(parts, facts, ({ bytes }) => {
      if (bytes.length > LARGE) growHeapAsUsual ??= growHeapSlowly()
    })
  } finally {
    growHeapAsUsual?.()
  }
}

/** @param onWritten called with each document before it is judged */
async function publishJudged(
  parts: Parts,
  facts: FeedFacts,
  onWritten: (file: CandidateFile) => void,
): Promise<PublishedFeeds> {
  const { feeds, planned, last, damaged, undefinedFeeds, publishedAt, now } = facts
  const pages =
    parts.pages === undefined ? undefined : { site: parts.pages, formats: await parts.formats(), feeds }
  const judgments: Judgment[] = []
  const accepted: AcceptedFeed[] = []
  const compressing = compressingAhead(parts.compress, parts.compressAtOnce?.())
  const published = new Map(last?.files.map((file) => [file.path, file]))
  const seen = new Map(last?.feeds.map((feed) => [feed.name, feed]))
  // Archive pages are examined separately.
  const damagedFeeds = new Set(damaged.flatMap(({ feed, rank }) => (rank === 'archive' ? [] : (feed ?? []))))
  // Candidates are rarely refused, so other threads compress them while the next are written and they are judged.
  const written = (feed: FeedDefinition, file: CandidateFile) => {
    onWritten(file)
    compressNew([{ path: documentPath(feed, file.format.fileName), bytes: file.bytes }])
  }
  for await (const judgment of judgeFeeds(parts, { ...facts, seen, damaged: damagedFeeds }, written)) {
    judgments.push(judgment)
    if (isJudged(judgment) && judgment.verdict.accepted) {
      const feed = acceptedFeedOf(judgment.verdict.candidate, pages)
      accepted.push(feed)
      compressNew(feed.files)
    }
    parts.reporter.progress('feeds', judgments.length, planned.length)
    // Lets finished compressions make room for the next.
    await setImmediate()
  }
  const placed = await withoutTaken(parts, last, judgments, accepted, indexes())
  const held = new Set(placed.judgments.filter(isHeld).map(({ feed }) => feed.name))
  const reduced = await takeBackFromHeld(parts, {
    set: last,
    judgments: placed.judgments,
    undefinedFeeds,
    pages,
    now,
  })
  const hosting = parts.hostingFiles === true ? await placesForHosting(parts.target, published) : undefined
  const publication = await planPublication({
    feeds: [...feeds, ...undefinedFeeds.map(({ seen }) => seen)],
    accepted: [...accepted.filter(({ seen }) => !held.has(seen.name)), ...reduced.feeds],
    indexes: placed.indexes,
    revisions: parts.revisions,
    last,
    damaged: new Set(damaged.map(({ path }) => path)),
    compress: compressing.compress,
    stage: (file, contents) => parts.target.stage(file, contents),
    serving: parts.serving,
    ...(hosting && {
      describe: (set) => hostingFiles(set).filter(({ path }) => !hosting.taken.has(path)),
    }),
    now,
  })
  if (publication.changed) await facts.commit(publication.set)
  return {
    judgments: placed.judgments,
    indexFindings: placed.indexes === undefined ? undefined : placed.findings,
    set: publication.set,
    written: publication.staged.map(({ path }) => path),
    findings: [...reduced.findings, ...(hosting?.findings ?? [])],
  }

  function compressNew(files: readonly Pick<OutgoingFile, 'path' | 'bytes'>[]): void {
    for (const { path, bytes } of files) {
      const before = published.get(path)
      if (before?.length !== bytes.length || before.sha256 !== hashOf(bytes)) compressing.begin(bytes)
    }
  }

  /** The files that belong to no single feed; undefined if none of their inputs can have changed. */
  function indexes(): readonly OutgoingFile[] | undefined {
    if (pages === undefined) return []
    const isDamaged = damaged.some(({ feed }) => feed === undefined)
    const isDue = publishedAt === undefined || isSitemapDue(parts.catalog, publishedAt, now)
    if (last !== undefined && planned.length === 0 && !isDamaged && !isDue) return undefined
    return indexFiles(pages, newsIn(parts.catalog, now), now)
  }
}

function acceptedFeedOf(candidate: CandidateFeed, pages: PageFacts | undefined): AcceptedFeed {
  const said = new Map(candidate.files.map(({ format, document }) => [format.name, format.project(document)]))
  const documents = candidatesOf(candidate, 'feed').map((file) => ({ ...file, said: said.get(file.format) }))
  return {
    seen: candidate.seen,
    files: pages === undefined ? documents : [...documents, feedPageFile(candidate, pages)],
  }
}

/** The path of a document, and its address if that differs. */
function placeOf(feed: FeedDefinition, fileName: string): Pick<OutgoingFile, 'path' | 'address'> {
  const address = documentAddress(feed, fileName)
  const path = documentPath(feed, fileName)
  return path === address ? { path } : { path, address }
}

/** The files of an accepted candidate, ready to publish. */
export function candidatesOf(candidate: CandidateFeed, rank: 'feed' | 'archive') {
  return candidate.files.map(({ format, bytes }) => ({
    ...placeOf(candidate.feed, format.fileName),
    mediaType: format.mediaType,
    rank,
    feed: candidate.feed.name,
    format: format.name,
    bytes,
  }))
}

/** The files for hosts whose paths are occupied by files of others. */
async function placesForHosting(target: PublishTarget, published: ReadonlyMap<string, PublishedFile>) {
  const wanted = HOSTING_PATHS.map((path) => ({ path, bytes: new Uint8Array() }))
  const taken = await takenPlaces(target, published, wanted)
  const findings = Array.from(taken, ([path, obstacle]) =>
    placeTaken(path, obstacle, 'hostingFiles', undefined),
  )
  return { taken, findings }
}
