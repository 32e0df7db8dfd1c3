import { cacheKeyHeaders } from '../http/cache-keys.ts'
import type { PublishedFile, PublishedSet, ServingFacts, StagedContents } from '../targets/target.ts'
import {
  elsewhereForNow,
  fixedAnswers,
  locationOf,
  notFoundPageAnswers,
  redirectAnswers,
  unavailable,
} from './error-responses.ts'
import type { AnswerPair } from './http-message.ts'
import { relativeLocation } from './relative-location.ts'
import { type DeltaContents, type FilePolicy, type ServedFile, serveFile } from './served-file.ts'

/**
 * All answers of the server, by request path: the published set with precomputed answers. Immutable; replaced as a
 * whole.
 */
export interface Snapshot {
  /** No run has succeeded yet, so missing files may soon be published. */
  readonly isStarting: boolean
  readonly files: ReadonlyMap<string, ServedFile>
  /** Archive documents, whose bytes remain at the target; answers about them are created on request. */
  readonly stored: ReadonlyMap<string, () => ServedFile>
  readonly fixed: ReadonlyMap<string, AnswerPair>
  /** Every path at which a file of the set is served. */
  readonly paths: ReadonlySet<string>
  /** The 404 page for people; undefined if there are no pages. */
  readonly notFoundPage: ((path: string) => AnswerPair) | undefined
  /** Folders that moved (`to`) or were removed, longest first. */
  readonly folders: readonly MovedFolder[]
}

interface MovedFolder {
  readonly from: string
  readonly to: string | undefined
  readonly status: 301 | 308
}

/** Data for answers in addition to the files, validated and with defaults. */
export interface SnapshotSettings extends Omit<ServingFacts, 'site'> {
  /** Path under which this server shows the set, with `/` at both ends, for example `/` or `/feeds/`. */
  readonly basePath: string
  /** Whether no run has succeeded yet. */
  readonly isStarting: boolean
  /**
   * Folder of the index of all feeds in the set, ending in `/`; absent if it is the set itself, or if there is no
   * index.
   */
  readonly indexFolder?: string
  /** The 404 page for people, with the path to the index as argument; absent if there are no pages. */
  readonly notFoundPage?: (root: string) => string
}

/** The bytes to serve, by path in the set. */
export interface SnapshotContents {
  /** All except archive documents; a missing file is damaged at the target and answered with 503 until repaired. */
  readonly files: ReadonlyMap<string, StagedContents>
  /** For feed documents: the changes since earlier revisions, newest first. */
  readonly deltas: ReadonlyMap<string, readonly DeltaContents[]>
}

/**
 * An upper limit independent of the schedule: a file may be published manually at any time, and an article withdrawn.
 */
const MOST_SECONDS = 60 * 60
/** A damaged file is restored by the next run; a file being replaced is available shortly. */
export const REPAIR_SECONDS = 30
/** If the origin is unavailable, old news is better than none. */
const STALE_IF_ERROR_SECONDS = 24 * 60 * 60
const NO_DELTAS: readonly DeltaContents[] = []

/** Cached answers by the bytes they are about, with the other inputs they were created from. */
export type MadeAnswers = WeakMap<
  StagedContents,
  { readonly deltas: readonly DeltaContents[]; readonly said: string; readonly served: ServedFile }
>

/**
 * Creates all answers about all files of a set, without clock and file system.
 *
 * @param made cached answers to reuse if none of their inputs changed; new ones are added
 */
export function buildSnapshot(
  set: PublishedSet,
  contents: SnapshotContents,
  settings: SnapshotSettings,
  made: MadeAnswers = new WeakMap(),
): Snapshot {
  const files = new Map<string, ServedFile>()
  const stored = new Map<string, () => ServedFile>()
  const fixed = new Map<string, AnswerPair>()
  const { basePath } = settings
  // Browsers request it with every page; its absence is not an error to report.
  fixed.set('/favicon.ico', fixedAnswers.noIcon)
  const exact = ({ from }: { from: string }) => !from.endsWith('/')
  for (const path of settings.gone) if (exact({ from: path })) fixed.set(basePath + path, fixedAnswers.gone)
  for (const { from, to, status } of settings.redirects.filter(exact)) {
    fixed.set(basePath + from, redirectAnswers(status, locationOf(basePath + from, placeOf(to, basePath))))
  }

  const siblings = byFeed(set.files)
  const documents = new Set(
    set.files.flatMap(({ rank, address }) => (rank === 'feed' ? (address ?? []) : [])),
  )
  const feeds = new Map(set.feeds.map((feed) => [feed.name, feed]))
  for (const file of set.files) {
    const feed = feeds.get(file.feed ?? '')
    const policy = (): FilePolicy => ({
      maxAge: Math.min((feed?.ttl ?? settings.ttl) * 60, MOST_SECONDS),
      staleIfError: STALE_IF_ERROR_SECONDS,
      link: linkHeader(file, feed?.hubs ?? [], siblings.get(file.feed ?? '') ?? [], settings.baseUrl),
      cacheKeys: cacheKeyHeaders(
        settings.cacheKeys ?? [],
        file.address ?? file.path,
        settings.baseUrl,
      ).flat(),
    })
    if (file.rank === 'archive') {
      stored.set(basePath + file.path, () => serveFile(file, undefined, [], policy()))
      continue
    }
    const bytes = contents.files.get(file.path)
    if (bytes === undefined) {
      for (const path of addresses(file, documents)) fixed.set(basePath + path, unavailable(REPAIR_SECONDS))
      continue
    }
    const served = answersAbout(file, bytes, contents.deltas.get(file.path) ?? NO_DELTAS, policy(), made)
    for (const path of addresses(file, documents)) files.set(basePath + path, served)
    const folder = basePath + (addresses(file, documents)[0] ?? '')
    if (folder.endsWith('/') && folder !== '/') {
      const bare = folder.slice(0, -1)
      fixed.set(bare, redirectAnswers(308, locationOf(bare, encodeURI(folder))))
    }
  }
  // The root of the server shows the index; with a temporary redirect, because that address may become the site's.
  if (settings.indexFolder !== undefined && !files.has(basePath) && !fixed.has(basePath))
    fixed.set(basePath, elsewhereForNow(locationOf(basePath, encodeURI(basePath + settings.indexFolder))))
  for (const [path, answer] of twins(settings)) {
    if (!fixed.has(basePath + path) && !files.has(basePath + path))
      fixed.set(basePath + path, answer(basePath + path))
  }
  return {
    isStarting: settings.isStarting,
    files,
    stored,
    fixed,
    paths: new Set([...files.keys(), ...stored.keys()]),
    notFoundPage: notFoundAnswers(settings),
    folders: movedFolders(settings),
  }
}

function notFoundAnswers({ notFoundPage, basePath }: SnapshotSettings): Snapshot['notFoundPage'] {
  if (notFoundPage === undefined) return undefined
  const known = new Map<string, AnswerPair>()
  return (path) => {
    const root = relativeLocation(path, basePath)
    const before = known.get(root)
    if (before !== undefined) return before
    const made = notFoundPageAnswers(notFoundPage(root))
    // At most one entry for each depth of requested folders.
    if (known.size < 32) known.set(root, made)
    return made
  }
}

function answersAbout(
  file: PublishedFile,
  bytes: StagedContents,
  deltas: readonly DeltaContents[],
  policy: FilePolicy,
  made: MadeAnswers,
): ServedFile {
  const said = JSON.stringify([file, policy])
  const known = made.get(bytes)
  if (known?.deltas === deltas && known.said === said) return known.served
  const served = serveFile(file, bytes, deltas, policy)
  made.set(bytes, { deltas, said, served })
  return served
}

/** Paths in the set at which a file is served. An index page is also served at its folder, unless a feed is there. */
function addresses({ path, address }: PublishedFile, documents: ReadonlySet<string>): readonly string[] {
  if (address !== undefined) return [address]
  const isIndex = path === 'index.html' || path.endsWith('/index.html')
  const folder = path.slice(0, -'index.html'.length)
  return isIndex && !documents.has(folder) ? [folder, path] : [path]
}

/** Redirects and removals, with and without a slash at the end, because people and programs write both. */
function twins({
  redirects,
  gone,
  basePath,
}: SnapshotSettings): readonly (readonly [string, (from: string) => AnswerPair])[] {
  const twin = (path: string) => (path.endsWith('/') ? path.slice(0, -1) : `${path}/`)
  return [
    ...gone.map((path) => [twin(path), () => fixedAnswers.gone] as const),
    ...redirects.map(
      ({ from, to, status }) =>
        [
          twin(from),
          (path: string) => redirectAnswers(status, locationOf(path, placeOf(to, basePath))),
        ] as const,
    ),
  ]
}

function movedFolders({ redirects, gone, basePath }: SnapshotSettings): readonly MovedFolder[] {
  return [
    ...redirects.map(({ from, to, status }) => ({
      from: basePath + from,
      to: placeOf(to, basePath),
      status,
    })),
    ...gone.map((from) => ({ from: basePath + from, to: undefined, status: 308 as const })),
  ]
    .filter(({ from }) => from.endsWith('/'))
    .sort((one, other) => other.from.length - one.from.length)
}

function placeOf(to: string, basePath: string): string {
  return /^https?:\/\//i.test(to) ? to : encodeURI(basePath + to)
}

function byFeed(files: readonly PublishedFile[]): ReadonlyMap<string, readonly PublishedFile[]> {
  const groups = new Map<string, PublishedFile[]>()
  for (const file of files) {
    if (file.feed === undefined || file.rank === 'archive') continue
    const group = groups.get(file.feed)
    if (group === undefined) groups.set(file.feed, [file])
    else group.push(file)
  }
  return groups
}

/**
 * `self` and `hub` as required by WebSub §4, and the feed's other documents as alternates (RFC 8288). Archive documents
 * and indexes are not WebSub topics.
 */
function linkHeader(
  file: PublishedFile,
  hubUrls: readonly string[],
  siblings: readonly PublishedFile[],
  baseUrl: string,
): string {
  const urlOf = ({ path, address = path }: PublishedFile) => baseUrl + encodeURI(address)
  const links = [`<${urlOf(file)}>; rel="self"`]
  if (file.rank === 'feed') links.push(...hubUrls.map((url) => `<${url}>; rel="hub"`))
  if (file.rank !== 'archive') {
    for (const sibling of siblings) {
      if (sibling.path !== file.path)
        links.push(`<${urlOf(sibling)}>; rel="alternate"; type="${sibling.mediaType}"`)
    }
  }
  return links.join(', ')
}
