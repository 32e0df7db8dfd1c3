import type { Stats } from 'node:fs'
import type { Clock } from '../schedule/clock.ts'
import type { FileFacts } from './revision.ts'

/** The changes in a watched folder. */
export interface FolderChange {
  /**
   * Relative to the folder, separated by `/`, sorted, without duplicates; a path that is or was a folder includes all
   * files below it. `all` if any file may have changed.
   */
  readonly paths: readonly string[] | 'all'
  /** The state of files that were moved into place by renaming, and have not been written to since. */
  readonly cameWhole: ReadonlyMap<string, FileFacts>
}

/** Collects changes until the folder is quiet, and then passes them on. All paths are relative to the folder. */
export interface FolderChanges {
  /** The path changed; undefined: anything may have changed. */
  note(path: string | undefined): void
  /** The content of a file changed. */
  written(path: string): void
  /** A name appeared, disappeared or was replaced; `facts` of what has it now. */
  arrived(path: string, facts: Stats | undefined): void
  /** A folder is listed and watched, and may have been busy until now. */
  scanned(): void
  close(): void
}

export interface FolderChangesParts {
  readonly clock: Clock
  /** For how many milliseconds nothing may happen. */
  readonly settleMs: number
  /** Whether events about a renamed file are known to arrive together. */
  readonly isRenameSeen: boolean
  /** Whether folders are still being listed: a new folder is passed on when it is watched, so that no later change is missed. */
  isScanning(): boolean
  onChange(change: FolderChange): void
}

/** The settling time if files were only renamed: a program that saves in this way has finished writing. */
const WHOLE_MS = 5
/** Changes are passed on after at most this many settling times, however busy the folder is. */
const PATIENCE = 10
/** More events than this may have overflowed the queue of the system, which does not report it. */
const BURST = 2000

export function createFolderChanges(parts: FolderChangesParts): FolderChanges {
  const { clock, settleMs } = parts
  const changed = new Set<string>()
  const cameWhole = new Map<string, Stats>()
  /** Files that a program may still be writing. */
  const unsettled = new Set<string>()
  /** Whether a name disappeared, as that of a temporary file does when it is renamed. */
  let hasLeft = false
  let all = false
  let events = 0
  let firstAt = 0
  let closed = false
  let cancel = (): void => {}

  const isEmpty = (): boolean => changed.size === 0 && !all

  function passOnLater(): void {
    cancel()
    const patience = Math.max(0, firstAt + PATIENCE * settleMs - clock.now())
    const isWhole = parts.isRenameSeen && hasLeft && cameWhole.size > 0 && unsettled.size === 0 && !all
    const quietMs = isWhole ? Math.min(WHOLE_MS, settleMs) : settleMs
    cancel = clock.setTimer(Math.min(quietMs, patience), passOn)
  }

  function passOn(): void {
    if (parts.isScanning() || isEmpty()) return
    const change = { paths: all ? 'all' : [...changed].sort(), cameWhole: new Map(cameWhole) } as const
    changed.clear()
    cameWhole.clear()
    unsettled.clear()
    hasLeft = false
    all = false
    events = 0
    parts.onChange(change)
  }

  return {
    note(path) {
      if (closed) return
      if (isEmpty()) firstAt = clock.now()
      events++
      if (path === undefined || events > BURST) all = true
      else changed.add(path)
      passOnLater()
    },
    written(path) {
      cameWhole.delete(path)
      unsettled.add(path)
    },
    arrived(path, facts) {
      // An empty file has only just been created.
      const isWhole = facts?.isFile() === true && facts.size > 0
      if (isWhole) cameWhole.set(path, facts)
      else cameWhole.delete(path)
      hasLeft ||= facts === undefined
      if (facts === undefined || isWhole) unsettled.delete(path)
      else unsettled.add(path)
    },
    scanned() {
      if (!isEmpty() && !closed) passOnLater()
    },
    close() {
      closed = true
      cancel()
    },
  }
}
