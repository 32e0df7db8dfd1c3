import { crc32 } from 'node:zlib'
import type { Database } from 'lmdb'

/** Text by key. Reading returns what was written, or throws an error if the disk has changed it. */
export interface Table<K extends string | number> {
  get(key: K): string | undefined
  put(key: K, text: string): Promise<unknown>
  remove(key: K): Promise<unknown>
  keys(range?: { readonly start?: string; readonly end?: string }): Iterable<K>
  count(): number
  clear(): void
}

const MARK = '\u0001'
const DIGITS = 7

/** Prefixes the text with its checksum. */
function sealed(text: string): string {
  return `${MARK}${crc32(text).toString(36).padStart(DIGITS, '0')}${text}`
}

/**
 * The text of a {@link sealed} value; values of earlier versions have no checksum. Throws if the checksum does not
 * match.
 */
function unsealed(value: string): string {
  if (!value.startsWith(MARK)) return value
  const text = value.slice(1 + DIGITS)
  if (crc32(text).toString(36).padStart(DIGITS, '0') !== value.slice(1, 1 + DIGITS))
    throw new Error('a value is not what was written')
  return text
}

/** @param damaged creates the error for a failed read */
export function sealedTable<K extends string | number>(
  table: Database<string, K>,
  damaged: (cause: unknown) => Error,
): Table<K> {
  const checked = <T>(read: () => T): T => {
    try {
      return read()
    } catch (cause) {
      throw damaged(cause)
    }
  }
  return {
    get: (key) =>
      checked(() => {
        const value = table.get(key)
        return value === undefined ? undefined : unsealed(value)
      }),
    put: (key, text) => table.put(key, sealed(text)),
    remove: (key) => table.remove(key),
    *keys(range = {}) {
      const keys = checked(() => table.getKeys(range)[Symbol.iterator]())
      for (let next = checked(() => keys.next()); !next.done; next = checked(() => keys.next()))
        yield next.value
    },
    count: () => checked(() => table.getKeysCount()),
    clear: () => table.clearSync(),
  }
}
