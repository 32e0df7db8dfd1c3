import { type FSWatcher, lstatSync, type Stats, watch } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import { EnvironmentError } from '../errors.ts'
import { type Clock, systemClock } from '../schedule/clock.ts'
import { createFolderChanges, type FolderChange } from './folder-changes.ts'
import { watchIdentity } from './folder-identity.ts'

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

interface FolderWatch {
  /** Resolves when all later changes will be reported. */
  readonly ready: Promise<void>
  /** Whether some folders are not watched because of a limit of the system. */
  isPartial(): boolean
}

/** Number of folders opened concurrently. */
const AT_ONCE = 16
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
  let hasLinks = false
  let isTold = false
  let scans = 0
  let closed = false

  const changes = createFolderChanges({
    clock,
    settleMs,
    isRenameSeen: !recursive,
    isScanning: () => scans > 0,
    onChange,
  })

  const pathOf = (full: string) => relative(folder, full).split(sep).join('/')
  const isOurs = (full: string) => ours.some((own) => full === own || full.startsWith(own + sep))
  const isPassedOver = (name: string) => NEVER_WATCHED.has(name) || (name.startsWith('.') && !hasLinks)

  function note(full: string | undefined): void {
    changes.note(full === undefined || hasLinks ? undefined : pathOf(full))
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
    else changes.written(pathOf(full))
    if (path === folder && name === basename(folder)) identity.check(true)
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
    if (facts?.isSymbolicLink()) {
      linkFound()
      note(undefined)
    }
    changes.arrived(pathOf(full), facts)
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
      changes.scanned()
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
    changes.close()
    identity.close()
    for (const watcher of watchers.values()) watcher.close()
  }

  /** Restarts the watch if the folder was replaced by another. */
  function restart(isThere: boolean): void {
    forget(folder)
    if (isThere) void start().then(() => note(undefined))
  }

  function start(): Promise<void> {
    return recursive ? Promise.resolve().then(() => open(folder)) : openTree(folder)
  }

  const identity = watchIdentity(folder, {
    clock,
    onReplaced: restart,
    onGone() {
      onError(
        new EnvironmentError('CONTENT_UNREADABLE', `${folder} has gone`, {
          fix: 'put it back; it is watched again as soon as it is there',
        }),
      )
    },
  })
  if (signal.aborted) close()
  else signal.addEventListener('abort', close, { once: true })
  return {
    ready: start(),
    isPartial: () => unwatched.size > 0,
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
