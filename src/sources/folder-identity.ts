import { type FSWatcher, statSync, watch } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { Clock } from '../schedule/clock.ts'

export interface FolderIdentityParts {
  readonly clock: Clock
  /** There is another folder under the name, or none any more. */
  onReplaced(isThere: boolean): void
  /** There has been no folder for a while: one that is replaced by another is away only for a moment. */
  onGone(): void
}

/** Notices when a folder is no longer the one that it was. */
export interface FolderIdentity {
  /** @param isSurelyGone whether the system reported that the folder was removed */
  check(isSurelyGone?: boolean): void
  close(): void
}

/** How often the folder is checked. */
const CHECK_MS = 1000

export function watchIdentity(
  folder: string,
  { clock, onReplaced, onGone }: FolderIdentityParts,
): FolderIdentity {
  let identity = identityOf(folder)
  /** Whether it was reported, or was so from the beginning, that there is no folder. */
  let isGoneTold = identity === undefined
  let closed = false
  let parent: FSWatcher | undefined
  let cancel = (): void => {}

  function check(isSurelyGone = false): void {
    const now = identityOf(folder)
    if (closed || (now === identity && !(isSurelyGone && now === undefined))) return
    identity = now
    isGoneTold = false
    onReplaced(now !== undefined)
  }

  function checkAgain(): void {
    const wasGone = identity === undefined
    check()
    if (wasGone && identity === undefined && !isGoneTold) {
      isGoneTold = true
      onGone()
    }
    if (!closed) cancel = clock.setTimer(CHECK_MS, checkAgain)
  }

  try {
    parent = watch(dirname(folder), (_event, name) => {
      if (name === basename(folder)) check()
    })
    parent.on('error', () => parent?.close())
  } catch {
    // Checking every second is enough.
  }
  checkAgain()
  return {
    check,
    close() {
      closed = true
      cancel()
      parent?.close()
    },
  }
}

/** Distinguishes one folder under a name from the next; undefined when there is none. */
function identityOf(folder: string): string | undefined {
  try {
    const { dev, ino, birthtimeMs } = statSync(folder)
    return `${dev}:${ino}:${birthtimeMs}`
  } catch {
    return undefined
  }
}
