import { EnvironmentError } from '../errors.ts'
import type { Finding } from '../finding.ts'
import type { FeedFormat } from '../formats/format.ts'
import type {
  ContentCoding,
  PublishedFile,
  PublishedSet,
  PublishTarget,
  StagedContents,
} from '../targets/target.ts'
import { deltasOf, type RoundTripGate } from './delta-contents.ts'
import type { DeltaContents } from './served-file.ts'
import type { SnapshotContents } from './snapshot.ts'

/** Loaded contents with their hashes, so that the next load reads only what changed. */
export interface LoadedContents extends SnapshotContents {
  /** The set as it can be served. */
  readonly set: PublishedSet
  readonly hashes: ReadonlyMap<string, string>
  /** Findings about files that could not be read completely. */
  readonly findings: readonly Finding[]
}

/**
 * Number of files read at a time; their copies are decompressed for comparison in as many threads as Node has for that.
 */
const AT_ONCE = 8

/** Inputs of loading in addition to the target. */
export interface LoadOptions {
  readonly formats: readonly FeedFormat[]
  readonly gate: RoundTripGate
  /** Called for deltas that are not suitable for sending, when they are requested. */
  readonly onRefused: (findings: readonly Finding[]) => void
  /** The previously loaded contents: files with the same bytes are not read again. */
  readonly previous?: LoadedContents
}

/** Number of attempts to load a set while commits replace files. */
const LOOKS = 5

/** The published set of a target, and its revision. */
export interface CommittedContents {
  readonly revision: string | undefined
  /** Whether anything was ever published there. */
  readonly isPublished: boolean
  readonly contents: LoadedContents
}

/**
 * Loads the published set into memory; see {@link loadSnapshotContents}. Files that a commit replaced after the
 * manifest was read are not damaged: the manifest, or the journal of that commit, is read again.
 *
 * Throws `EnvironmentError` `TARGET_UNWRITABLE` if the manifest is damaged and there are previous contents.
 */
export async function loadCommitted(target: PublishTarget, options: LoadOptions): Promise<CommittedContents> {
  let { previous } = options
  for (let look = 1; ; look++) {
    const revision = await target.revision()
    const { set: current, damaged } = (await target.current()) ?? {}
    if (current === undefined && damaged !== undefined && options.previous !== undefined)
      throw new EnvironmentError(
        'TARGET_UNWRITABLE',
        `cannot read the published set: ${damaged} is not a valid manifest`,
        {
          fix: 'nothing: the next run of the publisher replaces it; until then, this server keeps what it has',
        },
      )
    const contents = await loadSnapshotContents(target, current ?? { version: 1, files: [], feeds: [] }, {
      ...options,
      ...(previous === undefined ? {} : { previous }),
    })
    if (contents.findings.length === 0 || look === LOOKS)
      return { revision, isPublished: current !== undefined, contents }
    previous = contents
  }
}

/**
 * Loads a published set into memory: each file with its precompressed copies, and the deltas of feed documents. Which
 * files are read depends only on the manifest, never on a request. A file that an interrupted commit had published is
 * served as that commit describes it. Archive documents remain at the target, because they are numerous and rarely
 * requested.
 *
 * Rethrows errors of an unavailable target; a damaged file is a finding.
 */
export async function loadSnapshotContents(
  target: PublishTarget,
  set: PublishedSet,
  { formats, gate, onRefused, previous }: LoadOptions,
): Promise<LoadedContents> {
  const files = new Map<string, StagedContents>()
  const deltas = new Map<string, readonly DeltaContents[]>()
  const hashes = new Map<string, string>()
  const findings: Finding[] = []
  const histories = new Map(set.histories?.map((history) => [history.path, history]))
  const next = new Map((await target.unfinished()).map((file) => [file.path, file]))
  const keptOf = ({ path, sha256 }: PublishedFile) =>
    previous?.hashes.get(path) === sha256 ? previous.files.get(path) : undefined
  const listed = set.files.filter(({ rank }) => rank !== 'archive')
  const fresh = await readAll(
    target,
    listed.filter((file) => keptOf(file) === undefined),
  )
  const isMissing = (file: PublishedFile) => (keptOf(file) ?? fresh.get(file.path)) === undefined
  const inDoubt = listed.filter(isMissing).flatMap(({ path }) => next.get(path) ?? [])
  const ahead = await readAll(target, inDoubt)
  const wentOut = new Map(
    inDoubt.filter(({ path }) => ahead.get(path) !== undefined).map((file) => [file.path, file]),
  )
  for (const listedFile of listed) {
    const file = wentOut.get(listedFile.path) ?? listedFile
    const { path, sha256 } = file
    const kept = keptOf(file)
    const contents = kept ?? ahead.get(path) ?? fresh.get(path)
    if (contents === undefined) {
      findings.push(damaged(file))
      continue
    }
    files.set(path, contents)
    hashes.set(path, sha256)
    const keptDeltas = kept === undefined ? undefined : previous?.deltas.get(path)
    if (keptDeltas !== undefined) {
      deltas.set(path, keptDeltas)
      continue
    }
    const history = histories.get(path)
    const format = formats.find(({ name }) => name === file.format)
    // A history for other bytes was separated from the document by a crash; it is restarted at the next change.
    if (format === undefined || history?.sha256[0] !== sha256 || file.rank !== 'feed') continue
    const made = deltasOf(format, contents.identity, history, gate, onRefused)
    if (made.length > 0) deltas.set(path, made)
  }
  const served = { ...set, files: set.files.map((file) => wentOut.get(file.path) ?? file) }
  return { set: served, files, deltas, hashes, findings }
}

async function readAll(
  target: PublishTarget,
  files: readonly PublishedFile[],
): Promise<ReadonlyMap<string, StagedContents | undefined>> {
  const read = new Map<string, StagedContents | undefined>()
  const waiting = files.values()
  // All workers share the same iterator, so that none waits for another.
  const readOn = async () => {
    for (const file of waiting) read.set(file.path, await readCodings(target, file))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, readOn))
  return read
}

async function readCodings(target: PublishTarget, file: PublishedFile): Promise<StagedContents | undefined> {
  const copy = async (coding: ContentCoding) =>
    file.encodings.includes(coding) ? target.read(file, coding) : undefined
  const [identity, gzip, br] = await Promise.all([target.read(file), copy('gzip'), copy('br')])
  if (identity === undefined) return undefined
  return { identity, ...(gzip === undefined ? {} : { gzip }), ...(br === undefined ? {} : { br }) }
}

/** The finding about a file that does not match the manifest. */
function damaged({ path, feed }: PublishedFile): Finding {
  return {
    code: 'published-file-damaged',
    severity: 'error',
    message: 'a published file is missing, or differs from the manifest; clients get status 503',
    file: path,
    ...(feed === undefined ? {} : { feed }),
    fix: 'run "feedwright build" to restore it',
  }
}

/** Reports a damaged file once until it is reset, regardless of the number of requests. */
export function createDamageReport(tell: (finding: Finding) => void) {
  const told = new Set<string>()
  return {
    note(file: PublishedFile): void {
      if (told.has(file.path)) return
      told.add(file.path)
      tell(damaged(file))
    },
    /** Called after a run, which repairs damaged files if possible. */
    forget: (): void => told.clear(),
  }
}
