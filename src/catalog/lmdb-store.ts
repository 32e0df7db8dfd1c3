import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  statfsSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Database, RootDatabase } from 'lmdb'
import { EnvironmentError } from '../errors.ts'

/** The open file and its tables. Every value is text. */
export interface LmdbStore {
  readonly root: RootDatabase<string, string>
  /** Directories (by list name) and pages (by number) of the sorted rows. */
  readonly rows: Database<string, string | number>
  /** Records, sixteen a value, by the number of the first divided by sixteen. */
  readonly records: Database<string, number>
  readonly facts: Database<string, string>
  /** Counters and the version of all this. */
  readonly meta: Database<string, string>
  /** Rendered bodies by article: a cache of its own, of no worth to the catalog. */
  readonly bodies: Database<string, string>
}

/** Raised whenever the layout of rows or records changes; an older or newer catalog is moved aside. */
export const LAYOUT = '3'

const TABLES = ['rows', 'records', 'facts', 'meta', 'bodies']

const FILE = 'data.mdb'
/** An LMDB data file has this number 24 bytes from its start, in the byte order of the machine. */
const MAGIC = 0xbeefc0de
const MAGIC_AT = 24

/** Why a catalog cannot be used as it is. */
class Unusable extends Error {}

/**
 * Opens the store in the folder `path`, which is made if need be. What stands there but is damaged, not ours, or of
 * another layout is renamed to `<path>.unusable-<n>`, and `movedAside` says where and why.
 *
 * @throws EnvironmentError STATE_UNREADABLE when the folder can neither be used nor moved.
 */
export async function openStore(
  path: string,
): Promise<{ store: LmdbStore; movedAside?: { to: string; why: string } }> {
  try {
    return { store: await tryOpen(path) }
  } catch (error) {
    if (error instanceof EnvironmentError) throw error
    if (!(error instanceof Unusable) && isAccess(error)) throw unreadable(path, error)
    const why = error instanceof Error ? error.message : String(error)
    try {
      const to = moveAside(path)
      return { store: await tryOpen(path), movedAside: { to, why } }
    } catch (cause) {
      throw unreadable(path, cause)
    }
  }
}

/** The error of a catalog that cannot be used, with the way out: another one when its disk is full. */
export function unreadable(path: string, cause: unknown): EnvironmentError {
  const free = freeBytes(path)
  if (free !== undefined && free < LEAST_ROOM)
    return new EnvironmentError(
      'STATE_UNREADABLE',
      `the catalog ${path} cannot be used: its disk is full (${free} bytes are free)`,
      { cause, fix: 'Free some space, or put the state elsewhere with --state.' },
    )
  return new EnvironmentError(
    'STATE_UNREADABLE',
    `the catalog ${path} cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`,
    { cause, fix: 'Make the folder writable, or delete it: it is built again from the articles.' },
  )
}

/** LMDB maps its files into memory: where they cannot grow it ends the process, and throws nothing. */
const LEAST_ROOM = 1024 * 1024

function freeBytes(path: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(path)
    return bavail * bsize
  } catch {
    return undefined
  }
}

async function tryOpen(path: string): Promise<LmdbStore> {
  mkdirSync(path, { recursive: true })
  if ((freeBytes(path) ?? LEAST_ROOM) < LEAST_ROOM) throw unreadable(path, new Error('no space is left'))
  const existed = existsSync(join(path, FILE))
  if (existed) checkHeader(join(path, FILE))
  // Imported only here: a command that needs no catalog must not pay for loading it.
  const { open } = await import('lmdb')
  const root: RootDatabase<string, string> = open({ path, noSubdir: false, encoding: 'string', maxDbs: 8 })
  try {
    // Reading a page behind the end of a truncated file would end the process, not throw.
    if (existed) checkLength(path, root.getStats())
    for (const table of root.getKeys())
      if (!TABLES.includes(table)) throw new Unusable('it is the database of another program')
    const store: LmdbStore = {
      root,
      rows: root.openDB<string, string | number>({ name: 'rows', encoding: 'string', compression: true }),
      records: root.openDB<string, number>({
        name: 'records',
        encoding: 'string',
        keyEncoding: 'uint32',
        compression: true,
      }),
      facts: root.openDB<string, string>({ name: 'facts', encoding: 'string' }),
      meta: root.openDB<string, string>({ name: 'meta', encoding: 'string' }),
      bodies: root.openDB<string, string>({ name: 'bodies', encoding: 'string', compression: true }),
    }
    const layout = store.meta.get('layout')
    if (layout === undefined) {
      await store.meta.put('layout', LAYOUT)
    } else if (layout !== LAYOUT) {
      throw new Unusable(`it has layout ${layout}, and this version of feedwright writes layout ${LAYOUT}`)
    }
    return store
  } catch (error) {
    await root.close()
    throw error
  }
}

function checkHeader(file: string): void {
  if (!statSync(file).isFile()) throw new Unusable(`${FILE} is not a file`)
  const head = Buffer.alloc(MAGIC_AT + 4)
  const descriptor = openSync(file, 'r')
  try {
    const length = readSync(descriptor, head, 0, head.length, 0)
    const isLmdb =
      length === head.length &&
      (head.readUInt32LE(MAGIC_AT) === MAGIC || head.readUInt32BE(MAGIC_AT) === MAGIC)
    if (!isLmdb) throw new Unusable(`${FILE} is not an LMDB database`)
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

const isAccess = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  ['EACCES', 'EPERM', 'EROFS', 'ENOSPC'].includes(String(error.code))
