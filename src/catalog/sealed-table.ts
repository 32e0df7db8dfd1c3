import { crc32 } from 'node:zlib'
import type { Database } from 'lmdb'

/** Text by key. What is read is what was written, or an error: a disk may change bytes without a word. */
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

/** The text behind its checksum. */
function sealed(text: string): string {
  return `${MARK}${crc32(text).toString(36).padStart(DIGITS, '0')}${text}`
}

/** The text of {@link sealed}; values of earlier versions have no checksum. Throws when it is not what was sealed. */
function unsealed(value: string): string {
  if (!value.startsWith(MARK)) return value
  const text = value.slice(1 + DIGITS)
  if (crc32(text).toString(36).padStart(DIGITS, '0') !== value.slice(1, 1 + DIGITS))
    throw new Error('a value is not what was written')
  return text
}

/** @param damaged what to throw when a read fails */
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
