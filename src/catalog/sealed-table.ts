import { crc32 } from 'node:zlib'
import type { Database } from 'lmdb'

/** Text by key. Reading returns what was written under the key, or throws an error if the disk has changed it. */
export interface Table<K extends string | number> {
  get(key: K): string | undefined
  put(key: K, text: string): void
  remove(key: K): void
  keys(range?: { readonly start?: string; readonly end?: string }): Iterable<K>
  count(): number
  clear(): void
  /** The sum of the checksums of all rows. Throws if a row is not found under its key, or if its checksum does not match. */
  sum(): number
}

export interface TableOptions {
  /** Part of each checksum, so that a row of another table is noticed. */
  readonly name: string
  /** The error to throw if reading fails. */
  readonly damaged: (cause: unknown) => Error
  /** Called with the difference that each write makes to {@link Table.sum}. */
  readonly changed?: (by: number) => void
}

const MARK = '\u0001'
const DIGITS = 7

/** The checksum of a value; 0 if there is no value. */
const sumIn = (value: string | undefined): number =>
  value === undefined ? 0 : Number.parseInt(value.slice(MARK.length, MARK.length + DIGITS), 36)

/** The text of a value without verification, also of a value that another version wrote. */
export const textIn = (value: string): string =>
  value.startsWith(MARK) ? value.slice(MARK.length + DIGITS) : value

export function sealedTable<K extends string | number>(
  table: Database<string, K>,
  { name, damaged, changed }: TableOptions,
): Table<K> {
  const checked = <T>(read: () => T): T => {
    try {
      return read()
    } catch (cause) {
      throw damaged(cause)
    }
  }
  /** Prefixes the text with a checksum of table, key and text. */
  const sealed = (key: K, text: string): string => {
    const sum = crc32(text, crc32(`${name}\0${typeof key}\0${key}\0`))
    return `${MARK}${sum.toString(36).padStart(DIGITS, '0')}${text}`
  }
  const unsealed = (key: K, value: string): string => {
    const text = textIn(value)
    if (sealed(key, text) !== value) throw new Error('a value is not what was written')
    return text
  }
  /** Reports the difference to the sum if `value` replaces the row. */
  const note = (key: K, value: string | undefined): void =>
    checked(() => changed?.(sumIn(value) - sumIn(table.get(key))))

  function* keys(range: { readonly start?: string; readonly end?: string } = {}): Iterable<K> {
    const found = checked(() => table.getKeys(range)[Symbol.iterator]())
    for (let next = checked(() => found.next()); !next.done; next = checked(() => found.next()))
      yield next.value
  }

  return {
    get: (key) =>
      checked(() => {
        const value = table.get(key)
        return value === undefined ? undefined : unsealed(key, value)
      }),
    put(key, text) {
      const value = sealed(key, text)
      note(key, value)
      void table.put(key, value)
    },
    remove(key) {
      note(key, undefined)
      void table.remove(key)
    },
    keys,
    count: () => checked(() => table.getKeysCount()),
    clear: () => table.clearSync(),
    sum() {
      let sum = 0
      for (const key of keys())
        sum += checked(() => {
          const value = table.get(key)
          if (value === undefined) throw new Error('a row is not found under its key')
          unsealed(key, value)
          return sumIn(value)
        })
      return sum
    },
  }
}
