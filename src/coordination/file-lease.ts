import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { clockInstant } from '../article/instant.ts'
import { createDisk } from '../targets/disk.ts'
import { explained } from '../targets/disk-error.ts'
import { nodeFs } from '../targets/node-fs.ts'
import { PRIVATE_FOLDER } from '../targets/published-path.ts'
import type { TargetFs } from '../targets/target-fs.ts'
import { type Lease, UNFENCED } from './lease.ts'
import { holderOf, isLocked, takeLock } from './lock-file.ts'
import { type ProcessTable, systemProcesses } from './process-identity.ts'

export interface FileLeaseOptions {
  /** `node:fs/promises` when absent. */
  readonly fs?: TargetFs
  readonly processes?: ProcessTable
  /** Milliseconds since 1970, `Date.now` when absent; says since when the lease is held and nothing else. */
  readonly now?: () => number
}

/**
 * A lease kept by a lock file in the folder that is published to. That of a process that died on this host is taken over; a
 * holder never loses it.
 *
 * Throws `EnvironmentError` `TARGET_UNWRITABLE` when the disk refuses.
 */
export function createFileLease(outDir: string, options: FileLeaseOptions = {}): Lease {
  const { fs = nodeFs, processes = systemProcesses(), now = Date.now } = options
  const root = resolve(outDir)
  const path = join(root, PRIVATE_FOLDER, 'lock')
  const parts = { fs, processes, now: () => clockInstant(now()) }
  return {
    acquire: () =>
      explained('lock', outDir, async () => {
        await createDisk(root, fs).makeParents(`${PRIVATE_FOLDER}/lock`)
        const release = await takeLock(path, { ...parts, token: () => randomBytes(8).toString('hex') })
        return {
          ...UNFENCED,
          lost: new AbortController().signal,
          release: () => explained('unlock', outDir, release),
        }
      }),
    isHeld: () => explained('look at the lock of', outDir, () => isLocked(path, parts)),
    holder: () => explained('look at the lock of', outDir, () => holderOf(path, parts)),
  }
}
