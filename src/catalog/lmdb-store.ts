import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  readSync,
  renameSync,
  statfsSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Database, RootDatabase } from 'lmdb'
import { CatalogDamaged, EnvironmentError } from '../errors.ts'
import { makeFolderNow } from '../make-folder.ts'
import { leftOpen, markOpen, type OpenMark } from './open-mark.ts'
import { sealedTable, type Table } from './sealed-table.ts'
import { checkApart } from './store-check.ts'

/** The open database and its tables. Every value is text. */
export interface LmdbStore {
  /** Directories (by list name) and pages (by number) of the sorted rows. */
  readonly rows: Table<string | number>
  /** Records in groups of sixteen, by the number of the first divided by sixteen. */
  readonly records: Table<number>
  readonly facts: Table<string>
  /** Counters and the layout version. */
  readonly meta: Table<string>
  /** Rendered bodies by article: a separate cache that the catalog does not depend on. */
  readonly bodies: Table<string>
  /** Runs `work` in one transaction. */
  together(work: () => void): void
  /** Makes the next process that opens the store check it first, or move it aside if `cause` describes damage. */
  distrust(cause?: unknown): void
  close(): Promise<void>
}

/** Increased with each change of the layout of rows or records; a catalog with another layout is moved aside. */
export const LAYOUT = '4'

const TABLES = ['rows', 'records', 'facts', 'meta', 'bodies']

const FILE = 'data.mdb'
/** Magic number of LMDB data files, 24 bytes from the start, in native byte order. */
const MAGIC = 0xbeefc0de
const MAGIC_AT = 24

/** Why a catalog cannot be used as it is. */
class Unusable extends Error {}

/**
 * Opens the store in the folder `path`, which is created if necessary. A store that is damaged, of another program, or
 * of another layout is renamed to `<path>.unusable-<n>`, and `movedAside` states where and why. After a crash, another
 * process checks the store first, because LMDB may crash the process that reads a damaged page.
 *
 * @throws EnvironmentError STATE_UNREADABLE, without moving anything, if the folder is not writable, its disk is full,
 * or the library is missing.
 */
export async function openStore(
  path: string,
): Promise<{ store: LmdbStore; movedAside?: { to: string; why: string } }> {
  prepareFolder(path)
  const library = await loadLibrary(path)
  try {
    const left = leftOpen(path)
    const fault = left === '' ? checkApart(path) : left
    if (fault !== undefined) throw new Unusable(fault)
    return { store: await tryOpen(path, library) }
  } catch (error) {
    if (!isDamage(error)) throw error instanceof EnvironmentError ? error : unreadable(path, error)
    const why = error instanceof Error ? error.message : String(error)
    try {
      const to = moveAside(path)
      prepareFolder(path)
      return { store: await tryOpen(path, library), movedAside: { to, why } }
    } catch (cause) {
      throw unreadable(path, cause)
    }
  }
}

/** LMDB crashes the process without a message if it cannot write one of its files. */
function prepareFolder(path: string): void {
  try {
    if (existsSync(path) && !statSync(path).isDirectory()) return
    makeFolderNow(path)
    for (const file of [path, join(path, FILE), join(path, 'lock.mdb')])
      if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK)
  } catch (cause) {
    throw inaccessible(path, cause)
  }
  if ((freeBytes(path) ?? LEAST_ROOM) < LEAST_ROOM) throw unreadable(path, new Error('no space is left'))
}

function inaccessible(path: string, cause: unknown): EnvironmentError {
  const file = cause instanceof Error && 'path' in cause ? String(cause.path) : path
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const reason = cause instanceof Error ? cause.message : String(cause)
  if (code === 'EROFS')
    return new EnvironmentError('STATE_UNREADABLE', `the file system of ${file} is read-only`, {
      cause,
      fix: 'Mount it for writing, or use another state folder with --state.',
    })
  const owner = ownerOf(file)
  return new EnvironmentError(
    'STATE_UNREADABLE',
    `the catalog needs to write ${file}${owner === undefined ? '' : `, which belongs to user ${owner}`}: ${reason}`,
    {
      cause,
      fix:
        owner === undefined
          ? 'Make the folder writable for the user that runs feedwright, or use another state folder with --state.'
          : `If a command was run as another user, change the owner: chown -R ${process.getuid?.() ?? 'USER'} ${path}`,
    },
  )
}

/** The user that owns a file, unless it is the current one. */
function ownerOf(file: string): number | undefined {
  try {
    const { uid } = statSync(file)
    return uid === process.getuid?.() ? undefined : uid
  } catch {
    return undefined
  }
}

type Library = typeof import('lmdb')

/** Loaded on demand, so that commands without a catalog do not pay for it. */
async function loadLibrary(path: string): Promise<Library> {
  try {
    return await import('lmdb')
  } catch (cause) {
    const name = `@lmdb/lmdb-${process.platform}-${process.arch}`
    throw new EnvironmentError(
      'STATE_UNREADABLE',
      `the library that reads the catalog ${path} cannot be loaded; for this machine it needs the package ${name}`,
      {
        cause,
        fix:
          'Install again on this machine: npm ci, without --omit=optional and with a lockfile that lists the package. ' +
          'The catalog stays as it is.',
      },
    )
  }
}

/** LMDB errors that indicate invalid file content: page not found, corrupted, panic, version mismatch, invalid. */
const DAMAGE = new Set([-30797, -30796, -30795, -30794, -30793])

function isDamage(error: unknown): boolean {
  if (error instanceof Unusable || error instanceof CatalogDamaged) return true
  if (!(error instanceof Error)) return false
  if ('code' in error && typeof error.code === 'number' && DAMAGE.has(error.code)) return true
  return /MDB_(?:PAGE_NOTFOUND|CORRUPTED|PANIC|VERSION_MISMATCH|INVALID)|[Dd]ecompress/.test(error.message)
}

/** The error for a catalog that cannot be used, with a remedy: another one if its disk is full. */
export function unreadable(path: string, cause: unknown): EnvironmentError {
  if (cause instanceof EnvironmentError) return cause
  if (isDamage(cause)) return damaged(path, cause)
  const free = freeBytes(path)
  if (free !== undefined && free < LEAST_ROOM)
    return new EnvironmentError(
      'STATE_UNREADABLE',
      `the catalog ${path} cannot be used: its disk is full (${free} bytes are free)`,
      { cause, fix: 'Free some space, or use another state folder with --state.' },
    )
  return new EnvironmentError(
    'STATE_UNREADABLE',
    `the catalog ${path} cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`,
    { cause, fix: 'Check the disk and the system log, or use another state folder with --state.' },
  )
}

/** The error for a catalog with invalid content: the next process that opens the catalog moves it aside. */
export function damaged(path: string, cause: unknown): CatalogDamaged {
  return new CatalogDamaged(
    'STATE_UNREADABLE',
    `the catalog ${path} is damaged: ${cause instanceof Error ? cause.message : String(cause)}`,
    {
      cause,
      fix: 'Run the command again: the catalog is moved aside and built again from the articles and the manifest.',
    },
  )
}

/** LMDB maps its files into memory: if they cannot grow, it crashes the process instead of throwing. */
const LEAST_ROOM = 1024 * 1024

function freeBytes(path: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(path)
    return bavail * bsize
  } catch {
    return undefined
  }
}

async function tryOpen(path: string, library: Library): Promise<LmdbStore> {
  if (existsSync(path) && !statSync(path).isDirectory()) throw new Unusable('it is not a folder')
  const mark = markOpen(path)
  const store = openTables(path, library, { mark })
  try {
    const layout = store.meta.get('layout')
    if (layout !== undefined && layout !== LAYOUT)
      throw new Unusable(`it has format ${layout}, but this version of feedwright uses format ${LAYOUT}`)
    if (layout === undefined) await store.meta.put('layout', LAYOUT)
  } catch (error) {
    await store.close()
    throw error
  }
  return store
}

/** Opens the current store read-only. */
export async function openToRead(path: string): Promise<LmdbStore> {
  return openTables(path, await loadLibrary(path), { readOnly: true })
}

function openTables(
  path: string,
  { open }: Library,
  { mark, readOnly = false }: { readonly mark?: OpenMark; readonly readOnly?: boolean },
) {
  const existed = existsSync(join(path, FILE))
  if (existed) checkHeader(join(path, FILE))
  let isTrusted = true
  const distrusted = (cause: unknown): CatalogDamaged => {
    isTrusted = false
    const error = cause instanceof CatalogDamaged ? cause : damaged(path, cause)
    mark?.spoil(error.message)
    return error
  }
  const root: RootDatabase<string, string> = open({
    path,
    noSubdir: false,
    encoding: 'string',
    maxDbs: 8,
    readOnly,
  })
  const table = <K extends string | number>(name: string, more: object = {}): Table<K> => {
    const opened: Database<string, K> = root.openDB<string, K>({ name, encoding: 'string', ...more })
    return sealedTable(opened, distrusted)
  }
  try {
    // Reading a page beyond the end of a truncated file would crash the process instead of throwing.
    if (existed) checkLength(path, root.getStats())
    for (const name of root.getKeys())
      if (!TABLES.includes(name)) throw new Unusable('it is the database of another program')
    return {
      rows: table<string | number>('rows', { compression: true }),
      records: table<number>('records', { keyEncoding: 'uint32', compression: true }),
      facts: table<string>('facts'),
      meta: table<string>('meta'),
      bodies: table<string>('bodies', { compression: true }),
      together(work: () => void): void {
        try {
          // An asynchronous transaction would keep what was written before an error; this one is rolled back.
          root.transactionSync(work)
        } catch (error) {
          throw isDamage(error) ? distrusted(error) : error
        }
      },
      distrust(cause?: unknown): void {
        isTrusted = false
        if (cause !== undefined) distrusted(cause)
      },
      isTrusted: () => isTrusted,
      async close(): Promise<void> {
        await root.flushed
        await root.close()
        if (isTrusted) mark?.remove()
      },
    }
  } catch (error) {
    root.close()
    throw error
  }
}

/** Size in bytes of the two meta pages at the beginning of a database, with the smallest page size of LMDB. */
const HEADS = 2 * 4096

function checkHeader(file: string): void {
  const stats = statSync(file)
  if (!stats.isFile()) throw new Unusable(`${FILE} is not a file`)
  const head = Buffer.alloc(MAGIC_AT + 4)
  const descriptor = openSync(file, 'r')
  try {
    const length = readSync(descriptor, head, 0, head.length, 0)
    const isLmdb =
      length === head.length &&
      (head.readUInt32LE(MAGIC_AT) === MAGIC || head.readUInt32BE(MAGIC_AT) === MAGIC)
    if (!isLmdb) throw new Unusable(`${FILE} is not an LMDB database`)
    // LMDB reads both meta pages before it reports its length.
    if (stats.size < HEADS) throw new Unusable(`${FILE} is cut short: ${stats.size} bytes`)
  } finally {
    closeSync(descriptor)
  }
}

function checkLength(path: string, stats: object): void {
  const { lastPageNumber, pageSize } = { lastPageNumber: 0, pageSize: 0, ...stats }
  const needed = (lastPageNumber + 1) * pageSize
  const { size } = statSync(join(path, FILE))
  if (size < needed) throw new Unusable(`${FILE} is cut short: ${size} bytes instead of ${needed}`)
}

function moveAside(path: string): string {
  for (let n = 1; ; n++) {
    const to = `${path.replace(/[/\\]+$/, '')}.unusable-${n}`
    if (existsSync(to)) continue
    renameSync(path, to)
    return to
  }
}
