import { join, resolve } from 'node:path'
import { UNFENCED } from '../coordination/lease.ts'
import { EnvironmentError } from '../errors.ts'
import type { Change } from './commit.ts'
import { commitChanges, stageChange } from './commit.ts'
import { createDisk } from './disk.ts'
import { explained } from './disk-error.ts'
import { readJournal, unfinishedFiles } from './journal.ts'
import { isManifest, readManifest, termIn } from './manifest.ts'
import { nodeFs } from './node-fs.ts'
import { createObstacles, ownPaths } from './ownership.ts'
import { MANIFEST_COPY, MANIFEST_PATH, pathFault, STAGING_AREA } from './published-path.ts'
import { keepPublisher, readPublisher } from './publisher-mark.ts'
import { changedMeanwhile, checkFence, checkStaged } from './staged-set.ts'
import type { CommittedSet, NewDocument, PublishedFile, PublisherMark, PublishTarget } from './target.ts'
import type { TargetFs } from './target-fs.ts'
import { damagedFiles, hashOf, verifiedBytes } from './wholeness.ts'

export interface DirectoryTargetOptions {
  /** Defaults to `node:fs/promises`. */
  readonly fs?: TargetFs
  /** Number of archive documents that each check after the first includes; 2,000 by default. */
  readonly archivesAtOnce?: number
  /** Recorded with each commit. */
  readonly publisher?: PublisherMark | undefined
}

/**
 * A folder that a web server serves. Every file in it is always complete, and a `.gz` or `.br` is either absent or a
 * copy of its document; `docs/publishing.md` explains how, and how a crash is handled.
 *
 * Methods throw `EnvironmentError` `TARGET_UNWRITABLE` on errors of the file system.
 */
export function createDirectoryTarget(outDir: string, options: DirectoryTargetOptions = {}): PublishTarget {
  const root = resolve(outDir)
  const fs = options.fs ?? nodeFs
  const disk = createDisk(root, fs)
  /** In the order in which they were passed; undefined until the file is written. */
  const staged = new Map<string, Change | undefined>()
  /** Cached, because a run reads the manifest several times, and that of a large site has megabytes. */
  let known: (CommittedSet & { readonly bytes: Uint8Array }) | undefined
  /** Paths of our documents and of those whose path was found free in this run. */
  let ours: Set<string> | undefined
  const nextArchives = createRounds(options.archivesAtOnce ?? 2_000)

  async function current(): Promise<CommittedSet | undefined> {
    const bytes = await disk.bytes(MANIFEST_PATH)
    if (bytes === undefined) return undefined
    if (known === undefined || Buffer.compare(known.bytes, bytes) !== 0) {
      const text = new TextDecoder().decode(bytes)
      if (!isManifest(text)) throw foreignManifest(outDir)
      const set = readManifest(text)
      const revision = hashOf(bytes)
      if (set !== undefined) known = { bytes, set, damaged: undefined, revision, term: termIn(text) }
      else known = { bytes, damaged: join(root, MANIFEST_PATH), revision, ...(await inCopy(text)) }
    }
    return {
      set: known.set,
      damaged: known.damaged,
      revision: known.revision,
      term: known.term,
      publisher: await readPublisher(disk),
    }
  }

  /** What the copy of a damaged manifest says. */
  async function inCopy(damaged: string): Promise<Pick<CommittedSet, 'set' | 'term'>> {
    const copy = new TextDecoder().decode(await disk.bytes(MANIFEST_COPY))
    return { set: readManifest(copy), term: Math.max(termIn(copy), termIn(damaged)) }
  }

  async function obstaclesTo(documents: readonly NewDocument[]): Promise<ReadonlyMap<string, string>> {
    ours ??= await ownPaths(disk, known)
    const obstacleTo = createObstacles(disk)
    const taken = new Map<string, string>()
    for (const { path, bytes } of documents) {
      if (ours.has(path)) continue
      const inTheWay = await obstacleTo(path, bytes)
      if (inTheWay === undefined) ours.add(path)
      else taken.set(path, inTheWay)
    }
    return taken
  }

  async function clear(): Promise<void> {
    staged.clear()
    ours = undefined
    await disk.removeTree(STAGING_AREA)
  }

  /** Removes what an interrupted run left to remove, because this run may have nothing to publish. */
  async function finishLast(): Promise<void> {
    const { set, damaged, term = 0 } = (await current()) ?? {}
    if (set !== undefined && damaged === undefined && (await readJournal(disk)).length > 0)
      await commitChanges(disk, set, set, [], { ...UNFENCED, term })
  }

  return {
    name: root,

    recover: () =>
      explained('finish the last run on', outDir, async () => {
        await clear()
        await finishLast()
      }),

    current: () => explained('read the manifest of', outDir, current),

    async prepare() {
      await explained('read the manifest of', outDir, current)
    },

    revision: () =>
      explained('read the manifest of', outDir, async () => {
        const bytes = await disk.bytes(MANIFEST_PATH)
        return bytes === undefined ? undefined : hashOf(bytes)
      }),

    read: (file, coding) =>
      explained(`read ${file.path} of`, outDir, async () =>
        pathFault(file.path) === undefined ? verifiedBytes(disk, file, coding) : undefined,
      ),

    unfinished: () => explained('read the journal of', outDir, () => unfinishedFiles(disk)),

    damaged: (set) =>
      explained('look over', outDir, async () => {
        const journal = await readJournal(disk)
        const doubted = new Set(journal === 'unreadable' ? set.files.map(({ path }) => path) : journal)
        const turn = nextArchives(set.files.filter(({ rank }) => rank === 'archive'))
        const files = set.files.filter(
          (file) => file.rank !== 'archive' || turn.has(file) || doubted.has(file.path),
        )
        return damagedFiles(disk, files, (path) => doubted.has(path))
      }),

    taken: (documents) => explained('look for foreign files in', outDir, () => obstaclesTo(documents)),

    stage: (file, contents) =>
      explained(`stage ${file.path} for`, outDir, async () => {
        checkStaged(file, contents)
        staged.set(file.path, undefined)
        const [inTheWay] = (await obstaclesTo([{ path: file.path, bytes: contents.identity }])).values()
        if (inTheWay !== undefined) throw foreignFile(outDir, inTheWay)
        staged.set(file.path, await stageChange(disk, file, contents))
      }),

    commit: (set, replacing, fence = UNFENCED) =>
      explained('publish to', outDir, async () => {
        const found = await current()
        if (found?.revision !== replacing) throw changedMeanwhile(outDir)
        const term = checkFence(fence, found?.term, outDir)
        fence.check()
        if (options.publisher !== undefined) await keepPublisher(disk, options.publisher)
        const changes = [...staged.values()].filter((change) => change !== undefined)
        const left = await commitChanges(disk, found?.set, set, changes, {
          term,
          check: () => fence.check(),
        })
        await clear()
        return left
      }),

    abandon: () => explained('clear the staged files of', outDir, clear),
  }
}

/** Returns all files the first time, then `size` of them at a time, in turn. */
function createRounds(size: number): (files: readonly PublishedFile[]) => ReadonlySet<PublishedFile> {
  let start: number | undefined
  return (files) => {
    const from = start === undefined || start >= files.length ? 0 : start
    const turn = files.slice(from, start === undefined ? undefined : from + size)
    start = from + turn.length
    return new Set(turn)
  }
}

function foreignManifest(outDir: string): EnvironmentError {
  return new EnvironmentError(
    'TARGET_TAKEN',
    `${join(outDir, MANIFEST_PATH)} is a file of another program (perhaps a web app manifest), but feedwright needs this name for its list of published files`,
    {
      fix: 'publish to another folder with --out, for example a folder "feeds" in this one, and set feedsUrl to its address; nothing was written',
    },
  )
}

function foreignFile(outDir: string, path: string): EnvironmentError {
  return new EnvironmentError(
    'TARGET_TAKEN',
    `${join(outDir, path)} was not published by feedwright, and is in the place of a file to publish`,
    { fix: 'move the file away, or publish to another folder with --out' },
  )
}
