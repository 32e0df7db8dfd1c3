import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { clockInstant } from '../article/instant.ts'
import { EnvironmentError } from '../errors.ts'
import { createDisk } from '../targets/disk.ts'
import { explained } from '../targets/disk-error.ts'
import { nodeFs } from '../targets/node-fs.ts'
import { PRIVATE_FOLDER } from '../targets/published-path.ts'
import { type TargetFs, unlessMissing } from '../targets/target-fs.ts'
import type { HeldLease, Lease } from './lease.ts'
import { holderOf, isLocked, renewalOf, type TakenLock, takeLock, tokenIn } from './lock-file.ts'
import { type ProcessTable, systemProcesses } from './process-identity.ts'
import { type LeaseClock, leaseLost } from './renewal.ts'

export interface FileLeaseOptions {
  /** Defaults to `node:fs/promises`. */
  readonly fs?: TargetFs
  readonly processes?: ProcessTable
  /** Milliseconds since 1970, defaults to `Date.now`; only used to state since when the lease is held. */
  readonly now?: () => number
  readonly clock?: LeaseClock
  /** Reads the lock file synchronously, because a check before a write must not wait. */
  readonly readNow?: (path: string) => string
}

/** Interval in milliseconds at which a holder renews the date of its lock. */
const RENEWAL_MS = 4000
/** The lock of another host is taken over if it was not renewed while it was watched for this long. */
const SILENCE_MS = 14_000
/** Interval at which a watched lock is checked. */
const LOOK_MS = 1000

/** A held lease does not keep the process alive; waiting for one does. */
const clockOf = (keepsAlive: boolean): LeaseClock => ({
  elapsed: () => performance.now(),
  setTimer(ms, wake) {
    const timer = setTimeout(wake, ms)
    if (!keepsAlive) timer.unref()
    return () => clearTimeout(timer)
  },
})

/**
 * A lease based on a lock file in the published folder. The lock of a process that died on this host is taken over at
 * once; that of another host if it is not renewed while it is watched, regardless of that host's clock.
 *
 * Throws `EnvironmentError` `TARGET_UNWRITABLE` on errors of the file system.
 */
export function createFileLease(outDir: string, options: FileLeaseOptions = {}): Lease {
  const { fs = nodeFs, processes = systemProcesses(), now = Date.now } = options
  const { clock = clockOf(false), clock: waiting = clockOf(true) } = options
  const readNow = options.readNow ?? ((path: string) => readFileSync(path, 'utf8'))
  const root = resolve(outDir)
  const path = join(root, PRIVATE_FOLDER, 'lock')
  const parts = { fs, processes, now: () => clockInstant(now()) }
  const token = () => randomBytes(8).toString('hex')

  /** Takes the lock, if necessary after watching that of another host to see whether it is renewed. */
  async function take(signal: AbortSignal): Promise<TakenLock> {
    let watched: { readonly mark: string; readonly since: number } | undefined
    let silent: string | undefined
    for (;;) {
      try {
        return await takeLock(path, { ...parts, token, silent })
      } catch (error) {
        if (!(error instanceof EnvironmentError) || error.code !== 'TARGET_LOCKED') throw error
        const renewal = await renewalOf(path, fs)
        const isWatched = renewal !== undefined && renewal.host !== processes.host
        if (!isWatched || (watched !== undefined && watched.mark !== renewal.mark)) throw error
        watched ??= { mark: renewal.mark, since: clock.elapsed() }
        if (silent !== undefined) throw error
        if (clock.elapsed() - watched.since >= SILENCE_MS) silent = renewal.token
        else await pause(waiting, LOOK_MS, signal)
      }
    }
  }

  function keep(lock: TakenLock): HeldLease {
    const lost = new AbortController()
    let renewedAt = clock.elapsed()
    let cancel = (): void => {}
    const lose = (): void => {
      cancel()
      if (!lost.signal.aborted) lost.abort(leaseLost(`${path} is the lock of another`))
    }
    async function renew(): Promise<void> {
      const found = await unlessMissing(fs.readFile(path))
      // If the folder is missing, no one can have taken over the lock.
      if (found !== undefined && tokenIn(new TextDecoder().decode(found)) !== lock.token) return lose()
      const moment = new Date(now())
      await unlessMissing(fs.utimes(path, moment, moment))
      renewedAt = clock.elapsed()
    }
    function renewLater(): void {
      cancel = clock.setTimer(RENEWAL_MS, () => {
        renew()
          .catch(() => {})
          .finally(() => {
            if (!lost.signal.aborted && !isReleased) renewLater()
          })
      })
    }
    let isReleased = false
    renewLater()
    return {
      term: 0,
      lost: lost.signal,
      check() {
        if (clock.elapsed() - renewedAt >= SILENCE_MS) {
          if (holdsNow(lock.token)) renewedAt = clock.elapsed()
          else lose()
        }
        lost.signal.throwIfAborted()
      },
      async release() {
        isReleased = true
        cancel()
        await explained('unlock', outDir, lock.release)
      },
    }
  }

  /** Checked after a suspension, in which another process may have taken over the lock. */
  function holdsNow(ours: string): boolean {
    try {
      return tokenIn(readNow(path)) === ours
    } catch {
      return false
    }
  }

  return {
    acquire: (signal) =>
      explained('lock', outDir, async () => {
        await createDisk(root, fs).makeParents(`${PRIVATE_FOLDER}/lock`)
        return keep(await take(signal))
      }),
    isHeld: () => explained('look at the lock of', outDir, () => isLocked(path, parts)),
    holder: () => explained('look at the lock of', outDir, () => holderOf(path, parts)),
  }
}

function pause(clock: LeaseClock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      cancel()
      reject(signal.reason)
    }
    const cancel = clock.setTimer(ms, () => {
      signal.removeEventListener('abort', stop)
      resolve()
    })
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}
