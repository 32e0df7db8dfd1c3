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
import { type ClosingNote, closingNote } from './closing-note.ts'
import { isOpenElsewhere, leftOpen, markOpen, type OpenMark } from './open-mark.ts'
import { faultInPages } from './page-check.ts'
import { sealedTable, type Table, type TableOptions, textIn } from './sealed-table.ts'
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
  /** Reads all rows except bodies. Throws if a checksum does not match, or if rows of the last transaction are missing. */
  check(): void
  close(): Promise<void>
}

/** Increased with each change of the layout of rows or records; a catalog with another layout is moved aside. */
export const LAYOUT = '5'

const TABLES = ['rows', 'records', 'facts', 'meta', 'bodies', 'sums']

/** Key of the row with the sum of all checksums except those of bodies, modulo 2^32. */
const SUM = 'all'

const FILE = 'data.mdb'
/** Magic number of LMDB data files, 24 bytes from the start, in native byte order. */
const MAGIC = 0xbeefc0de
const MAGIC_AT = 24

/** Why a catalog cannot be used as it is. */
class Unusable extends Error {}

/**
 * Opens the store in the folder `path`, which is created if necessary. A store that is damaged, of another program, or
 * of another layout is renamed to `<path>.unusable-<n>`, and `movedAside` states where and why. If the file differs from
 * what it was when it was last closed, another process checks the store first, because LMDB may crash the process that
 * reads a damaged page.
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
    const fault = leftOpen(path) ?? faultIn(path)
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

/** The damage found in a store whose file differs from what it was when it was last closed. */
function faultIn(path: string): string | undefined {
  const note = closingNote(path, FILE)
  // A process that has the store open has checked it.
  if (!existsSync(join(path, FILE)) || note.isTrue() || isOpenElsewhere(path)) return undefined
  const fault = checkApart(path)
  // The next process that closes the store writes a new one.
  if (fault === undefined) note.remove()
  return fault
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
    // LMDB appends the bytes that it could not read.
    `the catalog ${path} is damaged: ${asError(cause).message.split(':\n', 1)[0]}`,
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
  const store = openTables(path, library, { mark, note: closingNote(path, FILE) })
  try {
    if (store.meta.get('layout') === undefined) store.together(() => store.meta.put('layout', LAYOUT))
    return store
  } catch (error) {
    await store.close()
    throw error
  }
}

/** Opens the store and checks its pages, for a process that only checks it. */
export async function openToCheck(path: string): Promise<LmdbStore> {
  return openTables(path, await loadLibrary(path), { checksPages: true })
}

interface OpenOptions {
  /** Both are absent if nothing is going to be written. */
  readonly mark?: OpenMark
  readonly note?: ClosingNote
  readonly checksPages?: boolean
}

function openTables(
  path: string,
  { open }: Library,
  { mark, note, checksPages = false }: OpenOptions,
): LmdbStore {
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
  })
  let sum = 0
  const table = <K extends string | number>(
    name: string,
    more: object = {},
    options: Omit<TableOptions, 'name'> = {
      damaged: distrusted,
      changed: (by) => {
        sum += by
      },
    },
  ): Table<K> => {
    const opened: Database<string, K> = root.openDB<string, K>({ name, encoding: 'string', ...more })
    return sealedTable(opened, { name, ...options })
  }
  try {
    // Reading a page beyond the end of a truncated file would crash the process instead of throwing.
    if (existed) checkLength(path, root.getStats())
    if (checksPages) checkPages(path, root)
    for (const name of root.getKeys())
      if (!TABLES.includes(name)) throw new Unusable('it is the database of another program')
    const layout = existed ? layoutIn(root) : undefined
    if (layout !== undefined && layout !== LAYOUT)
      throw new Unusable(`it has format ${layout}, but this version of feedwright uses format ${LAYOUT}`)
    const openAll = () => ({
      rows: table<string | number>('rows', { compression: true }),
      records: table<number>('records', { keyEncoding: 'uint32', compression: true }),
      facts: table<string>('facts'),
      meta: table<string>('meta'),
      // A damaged body is rendered again; the rest of the store is still valid.
      bodies: table<string>('bodies', { compression: true }, { damaged: asError }),
      sums: table<string>('sums', {}, { damaged: distrusted }),
    })
    // LMDB would create each in a transaction of its own, with a sync.
    const { sums, ...tables } = existed ? openAll() : root.transactionSync(openAll)
    const { rows, records, facts, meta } = tables
    const sumStored = (): number => Number(sums.get(SUM) ?? '0')
    return {
      ...tables,
      together(work: () => void): void {
        note?.remove()
        try {
          // An asynchronous transaction would keep what was written before an error; this one is rolled back.
          root.transactionSync(() => {
            const before = sumStored()
            sum = before
            work()
            if (sum !== before) sums.put(SUM, String(modulo(sum)))
          })
        } catch (error) {
          throw isDamage(error) ? distrusted(error) : error
        }
      },
      distrust(cause?: unknown): void {
        isTrusted = false
        if (cause !== undefined) distrusted(cause)
      },
      check() {
        if (modulo(rows.sum() + records.sum() + facts.sum() + meta.sum()) !== sumStored())
          throw new Error('rows are missing, or of an earlier moment')
      },
      async close(): Promise<void> {
        await root.flushed
        await root.close()
        if (!isTrusted) return
        mark?.remove()
        if (!isOpenElsewhere(path)) note?.writeIfNone()
      },
    }
  } catch (error) {
    root.close()
    throw error
  }
}

function layoutIn(root: RootDatabase<string, string>): string | undefined {
  const value = root.openDB<string, string>({ name: 'meta', encoding: 'string' }).get('layout')
  return value === undefined ? undefined : textIn(value)
}

function checkPages(path: string, root: RootDatabase<string, string>): void {
  const lastTransaction = (): number => ({ lastTxnId: 0, ...root.getStats() }).lastTxnId
  for (;;) {
    const transaction = lastTransaction()
    const fault = faultInPages(join(path, FILE), transaction)
    if (fault === undefined) return
    // A process of another container may have changed pages while they were read.
    if (lastTransaction() === transaction) throw new Unusable(fault)
  }
}

const asError = (cause: unknown): Error => (cause instanceof Error ? cause : new Error(String(cause)))

const MODULUS = 2 ** 32
const modulo = (sum: number): number => ((sum % MODULUS) + MODULUS) % MODULUS

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
