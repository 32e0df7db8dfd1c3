import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { clockInstant } from '../article/instant.ts'
import { EnvironmentError, FeedwrightError } from '../errors.ts'
import type { Change } from './commit.ts'
import { commitChanges, stageChange } from './commit.ts'
import { createDisk } from './disk.ts'
import { readJournal, unfinishedFiles } from './journal.ts'
import { isLocked, takeLock } from './lock.ts'
import { isManifest, readManifest } from './manifest.ts'
import { nodeFs } from './node-fs.ts'
import { createObstacles, ownPaths } from './ownership.ts'
import type { ProcessTable } from './process-identity.ts'
import { systemProcesses } from './process-identity.ts'
import { MANIFEST_PATH, PRIVATE_FOLDER, pathFault, STAGING_AREA } from './published-path.ts'
import { changedMeanwhile, checkSet, checkStaged } from './staged-set.ts'
import type { NewDocument, PublishedSet, PublishTarget } from './target.ts'
import type { TargetFs } from './target-fs.ts'
import { systemCode } from './target-fs.ts'
import { damagedFiles, hashOf, verifiedBytes } from './wholeness.ts'

export interface DirectoryTargetOptions {
  /** `node:fs/promises` when absent. */
  readonly fs?: TargetFs
  readonly processes?: ProcessTable
  /** Milliseconds since 1970, `Date.now` when absent; says since when a lock is held and nothing else. */
  readonly now?: () => number
}

/**
 * A folder that a web server serves. Every file in it is always whole, and a `.gz` or `.br` is either absent or a copy of
 * its document; how, and what is done about what a crash leaves behind, is told in `docs/publishing.md`.
 *
 * Methods throw `EnvironmentError` `TARGET_UNWRITABLE` when the disk refuses.
 */
export function createDirectoryTarget(outDir: string, options: DirectoryTargetOptions = {}): PublishTarget {
  const root = resolve(outDir)
  const fs = options.fs ?? nodeFs
  const now = options.now ?? Date.now
  const disk = createDisk(root, fs)
  const staged = new Map<string, Change>()
  /** A run reads the manifest several times, and that of a large site has megabytes. */
  let known: { readonly bytes: Uint8Array; readonly set: PublishedSet | undefined } | undefined
  /** Paths of our documents and of those whose place was found free, as of this run. */
  let ours: Set<string> | undefined

  async function current(): Promise<PublishedSet | undefined> {
    const bytes = await disk.bytes(MANIFEST_PATH)
    if (bytes === undefined) return undefined
    if (known === undefined || Buffer.compare(known.bytes, bytes) !== 0) {
      const text = new TextDecoder().decode(bytes)
      if (!isManifest(text)) throw foreignManifest(outDir)
      known = { bytes, set: readManifest(text) }
    }
    return known.set
  }

  async function obstaclesTo(documents: readonly NewDocument[]): Promise<ReadonlyMap<string, string>> {
    ours ??= await ownPaths(disk)
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

  const lockPath = join(root, PRIVATE_FOLDER, 'lock')
  const lockParts = { fs, processes: options.processes ?? systemProcesses(), now: () => clockInstant(now()) }

  async function revision(): Promise<string | undefined> {
    const bytes = await disk.bytes(MANIFEST_PATH)
    return bytes === undefined ? undefined : hashOf(bytes)
  }

  async function clear(): Promise<void> {
    staged.clear()
    ours = undefined
    await disk.removeTree(STAGING_AREA)
  }

  /** What a run that was stopped left to remove goes now: this run may have nothing to publish. */
  async function finishLast(): Promise<void> {
    const set = await current()
    if (set !== undefined && (await readJournal(disk)).length > 0) await commitChanges(disk, set, set, [])
  }

  const explained = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw explanation(error, what, outDir)
    }
  }

  return {
    name: 'directory',

    lock: () =>
      explained('lock', async () => {
        await disk.makeParents(`${PRIVATE_FOLDER}/lock`)
        const release = await takeLock(lockPath, {
          ...lockParts,
          token: () => randomBytes(8).toString('hex'),
        })
        try {
          await clear()
          await finishLast()
        } catch (error) {
          await release()
          throw error
        }
        return () => explained('unlock', release)
      }),

    isLocked: () => explained('look at the lock of', () => isLocked(lockPath, lockParts)),

    current: () => explained('read the manifest of', current),

    revision: () => explained('read the manifest of', revision),

    read: (file, coding) =>
      explained(`read ${file.path} of`, async () =>
        pathFault(file.path) === undefined ? verifiedBytes(disk, file, coding) : undefined,
      ),

    unfinished: () => explained('read what was being published to', () => unfinishedFiles(disk)),

    damaged: (set) =>
      explained('look over', async () => {
        const journal = await readJournal(disk)
        return damagedFiles(disk, set.files, (path) => journal === 'unreadable' || journal.includes(path))
      }),

    taken: (documents) => explained('look for files of others in', () => obstaclesTo(documents)),

    stage: (file, contents) =>
      explained(`stage ${file.path} for`, async () => {
        checkStaged(file, contents)
        const [inTheWay] = (await obstaclesTo([{ path: file.path, bytes: contents.identity }])).values()
        if (inTheWay !== undefined) throw foreignFile(outDir, inTheWay)
        staged.set(file.path, await stageChange(disk, file, contents))
      }),

    commit: (set, replacing) =>
      explained('publish to', async () => {
        if ((await revision()) !== replacing) throw changedMeanwhile(outDir)
        const old = await current()
        checkSet(set, [...(old?.files ?? []), ...[...staged.values()].map((change) => change.file)])
        const left = await commitChanges(disk, old, set, [...staged.values()])
        await clear()
        return left
      }),

    abandon: () => explained('clear what was staged for', clear),
  }
}

function foreignManifest(outDir: string): EnvironmentError {
  return new EnvironmentError(
    'TARGET_TAKEN',
    `${join(outDir, MANIFEST_PATH)} is the file of another program (a web app manifest?), and feedwright keeps its own list of published files under this name`,
    {
      fix: 'publish into another folder with --out, such as a folder "feeds" in this one, and set feedsUrl to its address; nothing was written',
    },
  )
}

function foreignFile(outDir: string, path: string): EnvironmentError {
  return new EnvironmentError(
    'TARGET_TAKEN',
    `${join(outDir, path)} was not published by feedwright, and is in the way of what is to be published`,
    { fix: 'move the file away, or publish into another folder with --out' },
  )
}

const FIXES: Readonly<Record<string, string>> = {
  ENOSPC: 'free some space',
  EDQUOT: 'free some space or raise the quota',
  EACCES: 'give the user who runs feedwright write permission there',
  EPERM: 'give the user who runs feedwright write permission there',
  EROFS: 'mount the file system for writing',
  EXDEV: 'keep the folder and all its subfolders on one file system',
  EIO: 'check the disk and the system log',
  EISDIR: 'remove or rename the folder that stands where a file should be',
}

/** Failed system calls as what they mean to people; everything else as it is. */
function explanation(error: unknown, what: string, outDir: string): unknown {
  const code = systemCode(error)
  if (code === undefined || !(error instanceof Error) || error instanceof FeedwrightError) return error
  const advice = FIXES[code] ?? 'mend what the system call complains about'
  return new EnvironmentError('TARGET_UNWRITABLE', `cannot ${what} ${outDir}: ${error.message}`, {
    cause: error,
    fix: `${advice}; what readers see is whole, and the next run finishes the work`,
  })
}
