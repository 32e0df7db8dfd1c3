import type { FSWatcher } from 'node:fs'
import { watch } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import { EnvironmentError } from '../errors.ts'
import type { Clock } from './clock.ts'
import { systemClock } from './clock.ts'

export interface WatchOptions {
  readonly clock?: Clock
  /** How long nothing may happen before changes are handed over, in milliseconds; 50 when absent. */
  readonly settleMs?: number
  /** Whether the system watches a whole tree at once, as macOS and Windows do; else each folder is watched. */
  readonly recursive?: boolean
  /** Part of the tree cannot be watched; what changes there is found by the next run of the schedule. */
  onError(error: unknown): void
}

export interface ContentWatch {
  /** Resolves once every change will be noticed. */
  readonly ready: Promise<void>
  close(): void
}

/** Changes are handed over at the latest after this many settling times, however busy the folder is. */
const PATIENCE = 10

/** Folders opened at once. */
const AT_ONCE = 16

/**
 * Watches the files below `folder` and hands over what changed: paths relative to it with `/` between parts, sorted, each
 * once. A path that is or was a folder stands for everything below it. A temporary file that was renamed over another has
 * settled by then: both names are handed over, and looking shows what is there now.
 *
 * Links are not followed. `docs/scheduling.md` has the figures that speak for one watch a folder.
 */
export function watchContent(
  folder: string,
  onChange: (paths: readonly string[]) => void,
  options: WatchOptions,
): ContentWatch {
  const { clock = systemClock, settleMs = 50, onError } = options
  const recursive = options.recursive ?? ['darwin', 'win32'].includes(process.platform)
  const watchers = new Map<string, FSWatcher>()
  const changed = new Set<string>()
  let scans = 0
  let closed = false
  let firstAt = 0
  let cancelTimer = (): void => {}

  const pathOf = (full: string) => relative(folder, full).split(sep).join('/')

  function noteChange(full: string): void {
    if (closed) return
    if (changed.size === 0) firstAt = clock.now()
    changed.add(pathOf(full))
    settle()
  }

  function settle(): void {
    cancelTimer()
    const patience = Math.max(0, firstAt + PATIENCE * settleMs - clock.now())
    cancelTimer = clock.setTimer(Math.min(settleMs, patience), () => {
      // A new folder is handed over once it is watched, so that nothing put into it later is missed.
      if (scans > 0 || changed.size === 0) return
      const paths = [...changed].sort()
      changed.clear()
      onChange(paths)
    })
  }

  function open(path: string): void {
    if (closed) return
    watchers.get(path)?.close()
    const watcher = watch(path, { recursive })
    watchers.set(path, watcher)
    watcher.on('error', onError)
    watcher.on('change', (event, name) => {
      const full = name === null ? path : join(path, String(name))
      if (event === 'rename' && !recursive) void rescan(full)
      noteChange(full)
    })
  }

  function forget(path: string): void {
    for (const [known, watcher] of watchers)
      if (known === path || known.startsWith(path + sep)) {
        watcher.close()
        watchers.delete(known)
      }
  }

  /** Watches a folder before it is listed, so that a folder made meanwhile is seen by the one or the other. */
  async function openTree(root: string): Promise<void> {
    const pending = [root]
    const work = async (path: string) => {
      try {
        open(path)
        for (const entry of await readdir(path, { withFileTypes: true }))
          if (entry.isDirectory()) pending.push(join(path, entry.name))
      } catch (error) {
        if (path === folder || !isMissing(error)) onError(error)
      }
    }
    while (pending.length > 0) await Promise.all(pending.splice(-AT_ONCE).map(work))
  }

  /** Something came to, left or was replaced under this name. */
  async function rescan(path: string): Promise<void> {
    scans++
    try {
      const facts = await lstat(path).catch(() => undefined)
      if (facts?.isDirectory()) await openTree(path)
      else forget(path)
      // A folder that goes tells its own watch, under its own name.
      if (
        path === join(folder, basename(folder)) &&
        (await lstat(folder).catch(() => undefined)) === undefined
      )
        onError(
          new EnvironmentError('CONTENT_UNREADABLE', `${folder} has gone and is not watched any more`, {
            fix: 'put it back and start anew; until then the schedule goes on without watching',
          }),
        )
    } finally {
      scans--
      if (changed.size > 0 && !closed) settle()
    }
  }

  const ready = recursive ? Promise.resolve().then(() => open(folder)) : openTree(folder)
  return {
    ready,
    close() {
      closed = true
      cancelTimer()
      for (const watcher of watchers.values()) watcher.close()
    },
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
