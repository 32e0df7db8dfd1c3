import { type FSWatcher, lstatSync, type Stats, statSync, watch } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import { EnvironmentError } from '../errors.ts'
import { type Clock, systemClock } from '../schedule/clock.ts'
import type { FileFacts } from './revision.ts'

export interface FolderWatchOptions {
  readonly clock?: Clock
  /** Ends the watch. */
  readonly signal: AbortSignal
  /** Milliseconds without events after which changes are reported; 50 if absent. */
  readonly settleMs?: number
  /** Whether the system can watch a whole tree, as on macOS and Windows; otherwise each folder is watched. */
  readonly recursive?: boolean
  /** Absolute paths of folders in the tree that this program writes to; they are not watched. */
  readonly ours?: readonly string[]
  /** Called if part of the tree cannot be watched; changes there are found by a full scan only. */
  onError(error: unknown): void
}

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

interface FolderWatch {
  /** Resolves when all later changes will be reported. */
  readonly ready: Promise<void>
  /** Whether some folders are not watched because of a limit of the system. */
  isPartial(): boolean
}

/** The settling time in milliseconds if files were only renamed, which is how programs finish saving. */
const WHOLE_MS = 5
/** Maximum delay of a report, in settling times, even if more events keep arriving. */
const PATIENCE = 10
/** From this many events on, the queue of the system may have overflowed, which it does not report. */
const BURST = 2000
/** Number of folders opened concurrently. */
const AT_ONCE = 16
/** Milliseconds between checks of whether the folder was replaced. */
const IDENTITY_MS = 1000
/** Version control systems change these often, and they contain no articles. */
const NEVER_WATCHED = new Set(['.git', '.hg', '.svn', '.jj'])

/**
 * Watches the files below `folder` and reports changes. If a temporary file is renamed over another file, both names
 * are reported; the caller examines what is there now.
 *
 * Links are not followed. If there are any, each event may affect their targets, so `all` is reported, and hidden
 * folders are watched as well. If the folder is replaced by another, `all` is reported and the new one is watched.
 * `docs/scheduling.md` has measurements of one watch for each folder.
 */
export function watchFolder(
  folder: string,
  onChange: (change: FolderChange) => void,
  options: FolderWatchOptions,
): FolderWatch {
  const { clock = systemClock, signal, settleMs = 50, ours = [], onError } = options
  const recursive = options.recursive ?? ['darwin', 'win32'].includes(process.platform)
  const watchers = new Map<string, FSWatcher>()
  const unwatched = new Set<string>()
  const changed = new Set<string>()
  const cameWhole = new Map<string, Stats>()
  /** Paths that a program may still be writing to. */
  const unsettled = new Set<string>()
  /** Whether a name was removed, such as that of a temporary file by renaming it. */
  let hasLeft = false
  let parent: FSWatcher | undefined
  let identity = identityOf(folder)
  let hasLinks = false
  let isTold = false
  /** Whether the missing folder was reported, or it was missing from the start. */
  let isGoneTold = identity === undefined
  let all = false
  let events = 0
  let scans = 0
  let closed = false
  let firstAt = 0
  let cancelHandover = (): void => {}
  let cancelIdentity = (): void => {}

  const pathOf = (full: string) => relative(folder, full).split(sep).join('/')
  const isOurs = (full: string) => ours.some((own) => full === own || full.startsWith(own + sep))
  const isPassedOver = (name: string) => NEVER_WATCHED.has(name) || (name.startsWith('.') && !hasLinks)

  function note(full: string | undefined): void {
    if (closed) return
    if (changed.size === 0 && !all) firstAt = clock.now()
    events++
    if (full === undefined || hasLinks || events > BURST) all = true
    else changed.add(pathOf(full))
    handOverLater()
  }

  function handOverLater(): void {
    cancelHandover()
    const patience = Math.max(0, firstAt + PATIENCE * settleMs - clock.now())
    const isWhole = hasLeft && cameWhole.size > 0 && unsettled.size === 0 && !all && !recursive
    const quietMs = isWhole ? Math.min(WHOLE_MS, settleMs) : settleMs
    cancelHandover = clock.setTimer(Math.min(quietMs, patience), () => {
      // A new folder is reported after its watch has started, so that no later file in it is missed.
      if (scans > 0 || (changed.size === 0 && !all)) return
      const whole = [...cameWhole].map(([full, stats]) => [pathOf(full), stats] as const)
      const change = { paths: all ? 'all' : [...changed].sort(), cameWhole: new Map(whole) } as const
      changed.clear()
      cameWhole.clear()
      unsettled.clear()
      hasLeft = false
      all = false
      events = 0
      onChange(change)
    })
  }

  function open(path: string): void {
    if (closed) return
    watchers.get(path)?.close()
    watchers.delete(path)
    let watcher: FSWatcher
    try {
      watcher = watch(path, { recursive })
    } catch (error) {
      if (!isLimit(error)) throw error
      unwatched.add(path)
      return
    }
    unwatched.delete(path)
    watchers.set(path, watcher)
    watcher.on('error', (error) => onError(unwatchable(path, error)))
    watcher.on('change', (event, name) => onEvent(path, event, name === null ? undefined : String(name)))
  }

  function onEvent(path: string, event: string, name: string | undefined): void {
    if (closed) return
    if (name === undefined) {
      note(path === folder ? undefined : path)
      return
    }
    const full = join(path, name)
    if (isOurs(full)) return
    if (event === 'rename') arrived(full)
    else {
      cameWhole.delete(full)
      unsettled.add(full)
    }
    if (path === folder && name === basename(folder)) checkIdentity(true)
    if (!name.split(/[\\/]/).some(isPassedOver)) note(full)
  }

  /** Handles that a name was created, removed or replaced. */
  function arrived(full: string): void {
    let facts: Stats | undefined
    try {
      facts = lstatSync(full, { throwIfNoEntry: false })
    } catch {
      facts = undefined
    }
    cameWhole.delete(full)
    if (facts?.isFile()) {
      // An empty file was just created and is not finished.
      if (facts.size > 0) cameWhole.set(full, facts)
    } else if (facts?.isSymbolicLink()) {
      linkFound()
      note(undefined)
    }
    hasLeft ||= facts === undefined
    if (facts === undefined || cameWhole.has(full)) unsettled.delete(full)
    else unsettled.add(full)
    if (recursive) return
    if (facts?.isDirectory()) {
      if (!isPassedOver(basename(full))) void openTree(full)
    } else forget(full)
  }

  function linkFound(): void {
    if (hasLinks) return
    hasLinks = true
    if (!recursive) void openTree(folder, watchers)
  }

  function forget(path: string): void {
    for (const known of [...watchers.keys(), ...unwatched])
      if (known === path || known.startsWith(path + sep)) {
        watchers.get(known)?.close()
        watchers.delete(known)
        unwatched.delete(known)
      }
  }

  /** Watches each folder before listing it, so that a folder created in between is found by the watch or the listing. */
  async function openTree(root: string, known: ReadonlyMap<string, unknown> = new Map()): Promise<void> {
    const pending = [root]
    const work = async (path: string) => {
      try {
        if (!known.has(path)) open(path)
        for (const entry of await readdir(path, { withFileTypes: true })) {
          const full = join(path, entry.name)
          if (entry.isSymbolicLink()) linkFound()
          else if (entry.isDirectory() && !isPassedOver(entry.name) && !isOurs(full)) pending.push(full)
        }
      } catch (error) {
        // Unreadable subfolders are reported by the listing.
        if (path === folder || !['ENOENT', 'EACCES', 'EPERM'].includes(codeOf(error)))
          onError(unwatchable(path, error))
      }
    }
    scans++
    try {
      while (pending.length > 0 && !closed) await Promise.all(pending.splice(-AT_ONCE).map(work))
      tellLimit()
    } finally {
      scans--
      if ((changed.size > 0 || all) && !closed) handOverLater()
    }
  }

  function tellLimit(): void {
    if (unwatched.size === 0 || isTold || closed) return
    isTold = true
    onError(
      new EnvironmentError(
        'WATCH_LIMITED',
        `the system watches no more folders: ${unwatched.size} of ${unwatched.size + watchers.size} are not watched, and are looked at every few seconds instead`,
        {
          fix: 'raise the limit: sysctl fs.inotify.max_user_watches=1048576 fs.inotify.max_user_instances=1024; or set `watch: { poll: 5 }`',
        },
      ),
    )
  }

  function close(): void {
    closed = true
    cancelHandover()
    cancelIdentity()
    parent?.close()
    for (const watcher of watchers.values()) watcher.close()
  }

  /** Restarts the watch if the folder was replaced by another. */
  function checkIdentity(isSurelyGone = false): void {
    const now = identityOf(folder)
    if (closed || (now === identity && !(isSurelyGone && now === undefined))) return
    identity = now
    isGoneTold = false
    forget(folder)
    if (now !== undefined) void start().then(() => note(undefined))
  }

  /** Reports a missing folder at the second check, because a folder that is being replaced is missing briefly. */
  function tellGone(): void {
    if (identity !== undefined || isGoneTold) return
    isGoneTold = true
    onError(
      new EnvironmentError('CONTENT_UNREADABLE', `${folder} has gone`, {
        fix: 'put it back; it is watched again as soon as it is there',
      }),
    )
  }

  function start(): Promise<void> {
    return recursive ? Promise.resolve().then(() => open(folder)) : openTree(folder)
  }

  function watchIdentity(): void {
    const wasGone = identity === undefined
    checkIdentity()
    if (wasGone) tellGone()
    if (!closed) cancelIdentity = clock.setTimer(IDENTITY_MS, watchIdentity)
  }

  try {
    parent = watch(dirname(folder), (_event, name) => {
      if (name === basename(folder)) checkIdentity()
    })
    parent.on('error', () => parent?.close())
  } catch {
    // The check every second is enough.
  }
  watchIdentity()
  if (signal.aborted) close()
  else signal.addEventListener('abort', close, { once: true })
  return {
    ready: start(),
    isPartial: () => unwatched.size > 0,
  }
}

/** Identifies a folder, to distinguish it from a later one with the same name; undefined if there is none. */
function identityOf(folder: string): string | undefined {
  try {
    const { dev, ino, birthtimeMs } = statSync(folder)
    return `${dev}:${ino}:${birthtimeMs}`
  } catch {
    return undefined
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

const isLimit = (error: unknown): boolean => ['ENOSPC', 'EMFILE', 'ENFILE'].includes(codeOf(error))

const unwatchable = (path: string, cause: unknown): EnvironmentError =>
  new EnvironmentError('CONTENT_UNREADABLE', `${path} cannot be watched`, {
    cause,
    fix: 'let the user that runs feedwright read the folder; until then its changes are found by looking at everything',
  })
