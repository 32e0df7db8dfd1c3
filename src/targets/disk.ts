import { dirname, join } from 'node:path'
import type { Instant } from '../article/instant.ts'
import { instantToMs } from '../article/instant.ts'
import { EnvironmentError } from '../errors.ts'
import { PRIVATE_FOLDER } from './published-path.ts'
import type { FileFacts, TargetFs } from './target-fs.ts'
import { systemCode, unlessMissing } from './target-fs.ts'

/** Access to the files below a folder, by relative path; does not follow symbolic links. */
export interface Disk {
  /** The file, folder or link at `path`; undefined if there is none. */
  facts(path: string): Promise<FileFacts | undefined>
  /**
   * The bytes of the regular file at `path`; undefined if there is none, or if it is private and of another user: a
   * server may only follow.
   */
  bytes(path: string): Promise<Uint8Array | undefined>
  /** Throws if a parent folder of `path` is a link or another file; missing folders are accepted. */
  checkParents(path: string): Promise<void>
  /** Creates the parent folders of `path`; the private folder is accessible only to its owner. */
  makeParents(path: string): Promise<void>
  /** Creates a file, which must not exist, with this modification time. Creates parent folders. */
  write(path: string, bytes: Uint8Array, modified?: Instant): Promise<void>
  /** Renames a file, whose contents are on the platter first, so that no name ever stands for half a file. */
  move(from: string, to: string): Promise<void>
  touch(path: string, modified: Instant): Promise<void>
  /** Removes a file or link; does nothing if it is a folder or missing. */
  remove(path: string): Promise<void>
  /** Removes empty parent folders of `path`. */
  prune(path: string): Promise<void>
  removeTree(path: string): Promise<void>
  /** Brings all contents and names as they are now down to the platter. */
  flush(): Promise<void>
}

/** Maximum number of files or folders synced concurrently. */
const SYNCS_AT_ONCE = 32

/**
 * Whether the file has the modification time that {@link Disk.write} sets for `modified`, in the precision of the file
 * system: some store whole seconds, and FAT and some servers even seconds only, rounded up or down.
 */
export function isDated(facts: FileFacts, modified: Instant): boolean {
  const kept = Math.floor(facts.mtimeMs / 1000)
  const meant = fileDate(modified).getTime() / 1000
  return kept === meant || (kept % 2 === 0 && Math.abs(kept - meant) === 1)
}

/** Many file systems do not store times before 1970 reliably. */
function fileDate(modified: Instant): Date {
  return new Date(Math.max(0, instantToMs(modified)))
}

/** The files below `root`. */
export function createDisk(root: string, fs: TargetFs): Disk {
  const at = (path: string) => join(root, ...path.split('/'))
  const changed = new Set<string>()
  const written = new Set<string>()

  async function checkedFolder(folder: string): Promise<boolean> {
    const facts = await unlessMissing(fs.lstat(folder))
    if (facts === undefined) return false
    // The root itself may be a link, chosen by the user.
    if (facts.isDirectory() || (folder === root && facts.isSymbolicLink())) return true
    const what = facts.isSymbolicLink() ? 'a symbolic link' : 'not a folder'
    throw new EnvironmentError(
      'TARGET_UNWRITABLE',
      `${folder} is ${what}; files are published only to real folders`,
      {
        fix: `remove or rename ${folder}; the next run creates the folder`,
      },
    )
  }

  function parents(path: string): string[] {
    const parts = path.split('/').slice(0, -1)
    return parts.map((_, index) => at(parts.slice(0, index + 1).join('/')))
  }

  async function checkParents(path: string): Promise<void> {
    for (const folder of parents(path)) if (!(await checkedFolder(folder))) return
  }

  async function makeParents(path: string): Promise<void> {
    for (const folder of [root, ...parents(path)]) {
      if (await checkedFolder(folder)) continue
      if (folder === root) await fs.mkdir(root, { recursive: true })
      else await makeFolder(folder)
      changed.add(dirname(folder))
    }
  }

  async function makeFolder(folder: string): Promise<void> {
    try {
      await fs.mkdir(folder, folder === at(PRIVATE_FOLDER) ? { mode: 0o700 } : {})
    } catch (error) {
      // Another file in the same folder was written at the same time.
      if (systemCode(error) !== 'EEXIST' || !(await checkedFolder(folder))) throw error
    }
  }

  async function facts(path: string): Promise<FileFacts | undefined> {
    return unlessMissing(fs.lstat(at(path)))
  }

  const flushContents = () => syncAll(written, (path) => unlessMissing(syncFile(fs, path)))

  return {
    facts,
    checkParents,
    makeParents,

    async bytes(path) {
      try {
        if (!(await facts(path))?.isFile()) return undefined
        return await unlessMissing(fs.readFile(at(path)))
      } catch (error) {
        if (systemCode(error) === 'EACCES' && path.startsWith(`${PRIVATE_FOLDER}/`)) return undefined
        throw error
      }
    },

    async write(path, bytes, modified) {
      await makeParents(path)
      const file = await fs.open(at(path), 'wx')
      written.add(at(path))
      try {
        await file.writeFile(bytes)
        if (modified !== undefined) await file.utimes(fileDate(modified), fileDate(modified))
      } finally {
        await file.close()
      }
    },

    async move(from, to) {
      await makeParents(to)
      if (written.has(at(from))) await flushContents()
      await fs.rename(at(from), at(to))
      changed.add(dirname(at(to)))
    },

    async touch(path, modified) {
      await checkParents(path)
      await fs.utimes(at(path), fileDate(modified), fileDate(modified))
    },

    async remove(path) {
      await checkParents(path)
      const known = await facts(path)
      if (known === undefined || known.isDirectory()) return
      await fs.unlink(at(path))
      changed.add(dirname(at(path)))
    },

    async prune(path) {
      for (const folder of parents(path).reverse()) {
        try {
          await fs.rmdir(folder)
        } catch (error) {
          // Somebody's files are in it, or it has gone already: both are as it should be.
          if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(systemCode(error) ?? '')) return
          throw error
        }
        changed.delete(folder)
        changed.add(dirname(folder))
      }
    },

    async removeTree(path) {
      await fs.rm(at(path), { recursive: true, force: true })
    },

    async flush() {
      await flushContents()
      await syncAll(changed, (folder) => syncFolder(fs, folder))
    },
  }
}

/**
 * Syncs `paths`, and removes them from the set. Concurrent calls are faster, because the file system writes its journal
 * once for all of them.
 */
async function syncAll(paths: Set<string>, sync: (path: string) => Promise<unknown>): Promise<void> {
  while (paths.size > 0) {
    const batch = [...paths].slice(0, SYNCS_AT_ONCE)
    await Promise.all(batch.map(sync))
    for (const path of batch) paths.delete(path)
  }
}

async function syncFile(fs: TargetFs, path: string, flags = 'r+'): Promise<void> {
  const file = await fs.open(path, flags)
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

async function syncFolder(fs: TargetFs, folder: string): Promise<void> {
  try {
    await syncFile(fs, folder, 'r')
  } catch (error) {
    // Some systems cannot open or sync a folder; their renames are as durable as they get.
    if (!['EISDIR', 'EPERM', 'EINVAL', 'ENOTSUP', 'ENOENT'].includes(systemCode(error) ?? '')) throw error
  }
}
