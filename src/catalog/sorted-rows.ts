/** Storage of pages and their directories: one text per key. */
export interface PageStore {
  get(key: string | number): string | undefined
  put(key: string | number, text: string): void
  remove(key: string | number): void
  /** A page number that was never used before. */
  nextPage(): number
}

/** Rows to add to and remove from one list, each exactly as in the list. */
export interface RowEdits {
  readonly add: string[]
  readonly remove: string[]
}

/** One page of a list: its number, its number of rows, and its first row. */
type PageEntry = [page: number, count: number, first: string]

const BETWEEN_ROWS = '\0\0'

/**
 * Lists of text rows, each sorted by `<`, stored in pages of some hundred rows with one directory per list. A long list
 * can be read from any row on, a change rewrites one page, and a hundred thousand rows are a few hundred values of the
 * store.
 *
 * Rows must not be empty, begin or end with NUL, or contain two consecutive NULs.
 */
export interface SortedRows {
  /** The rows of a list that are not before `from`. */
  from(list: string, from?: string): Iterable<string>
  /** The rows that begin with `prefix`. */
  startingWith(list: string, prefix: string): Iterable<string>
  /** The parts after `text` and a NUL of the rows that begin with these. */
  behind(list: string, text: string): readonly string[]
  count(list: string): number
  isEmpty(list: string): boolean
  /** Removes rows, then adds rows; adding an existing row and removing a missing one have no effect. */
  edit(list: string, edits: RowEdits): void
  /** Drops cached data, because another process may have written to the store. */
  forget(): void
}

/** Index of the first of the sorted `rows` that is not before a row. */
export function lowerBound<T>(rows: readonly T[], isBefore: (row: T) => boolean): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const row = rows[middle]
    if (row !== undefined && isBefore(row)) low = middle + 1
    else high = middle
  }
  return low
}

/** Number of decoded pages cached between reads: enough for neighboring lookups, with little memory. */
const PAGES_KEPT = 64

/** @param rowsPerPage a page with more than twice as many rows is split. */
export function createSortedRows(store: PageStore, rowsPerPage = 512): SortedRows {
  const directories = new Map<string, readonly PageEntry[]>()
  const pages = new Map<number, readonly string[]>()

  const directoryOf = (list: string): readonly PageEntry[] => {
    const kept = directories.get(list)
    if (kept !== undefined) return kept
    const directory: readonly PageEntry[] = JSON.parse(store.get(list) ?? '[]')
    directories.set(list, directory)
    return directory
  }

  const rowsOf = (page: number): readonly string[] => {
    const kept = pages.get(page)
    if (kept !== undefined) return kept
    const text = store.get(page)
    const rows = text === undefined ? [] : text.split(BETWEEN_ROWS)
    if (pages.size >= PAGES_KEPT) pages.clear()
    pages.set(page, rows)
    return rows
  }

  /** Index of the page on which `row` is or would be. */
  const placeOf = (directory: readonly PageEntry[], row: string): number =>
    Math.max(0, lowerBound(directory, ([, , first]) => first <= row) - 1)

  const from = function* (list: string, start = ''): Iterable<string> {
    const directory = directoryOf(list)
    for (let place = placeOf(directory, start); place < directory.length; place++) {
      const entry = directory[place]
      if (entry === undefined) return
      const rows = rowsOf(entry[0])
      for (let index = lowerBound(rows, (row) => row < start); index < rows.length; index++) {
        const row = rows[index]
        if (row !== undefined) yield row
      }
    }
  }

  /** Writes the rows of one former page to as many pages as necessary. */
  const write = (page: number | undefined, rows: readonly string[]): PageEntry[] => {
    if (rows.length === 0) {
      if (page !== undefined) store.remove(page)
      return []
    }
    const size = rows.length > 2 * rowsPerPage ? rowsPerPage : rows.length
    const written: PageEntry[] = []
    for (let start = 0; start < rows.length; start += size) {
      const part = rows.slice(start, start + size)
      const number = start === 0 && page !== undefined ? page : store.nextPage()
      store.put(number, part.join(BETWEEN_ROWS))
      written.push([number, part.length, part[0] ?? ''])
    }
    return written
  }

  const edit = (list: string, { add, remove }: RowEdits): void => {
    const directory = directoryOf(list)
    const perPage = new Map<number, { add: string[]; remove: Set<string> }>()
    const editsAt = (row: string) => {
      const place = placeOf(directory, row)
      let edits = perPage.get(place)
      if (edits === undefined) {
        edits = { add: [], remove: new Set() }
        perPage.set(place, edits)
      }
      return edits
    }
    for (const row of remove) editsAt(row).remove.add(row)
    for (const row of add) editsAt(row).add.push(row)

    const changed: PageEntry[] = []
    for (let place = 0; place < Math.max(1, directory.length); place++) {
      const entry = directory[place]
      const edits = perPage.get(place)
      if (edits === undefined) {
        if (entry !== undefined) changed.push(entry)
        continue
      }
      const standing = entry === undefined ? [] : rowsOf(entry[0])
      const kept = edits.remove.size === 0 ? standing : standing.filter((row) => !edits.remove.has(row))
      changed.push(...write(entry?.[0], merge(kept, edits.add.sort(byText))))
    }
    if (changed.length === 0) store.remove(list)
    else store.put(list, JSON.stringify(changed))
    directories.delete(list)
    pages.clear()
  }

  function* startingWith(list: string, prefix: string): Iterable<string> {
    for (const row of from(list, prefix)) {
      if (!row.startsWith(prefix)) return
      yield row
    }
  }

  return {
    from,
    startingWith,
    behind: (list, text) => [...startingWith(list, `${text}\0`)].map((row) => row.slice(text.length + 1)),
    count: (list) => directoryOf(list).reduce((sum, [, count]) => sum + count, 0),
    isEmpty: (list) => directoryOf(list).length === 0,
    edit,
    forget() {
      directories.clear()
      pages.clear()
    },
  }
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Merges two sorted lists, without duplicates. */
function merge(a: readonly string[], b: readonly string[]): readonly string[] {
  if (b.length === 0) return a
  const rows: string[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const left = a[i]
    const right = b[j]
    const takesLeft = right === undefined || (left !== undefined && left <= right)
    const next = takesLeft ? left : right
    if (takesLeft) i++
    else j++
    if (next !== undefined && next !== rows.at(-1)) rows.push(next)
  }
  return rows
}

/** Merges the sorted rows of several lists, without duplicates. */
export function* mergeRows(lists: readonly Iterable<string>[]): Iterable<string> {
  const heads = lists.flatMap((list) => {
    const iterator = list[Symbol.iterator]()
    const first = iterator.next()
    return first.done ? [] : [{ row: first.value, iterator }]
  })
  let last: string | undefined
  while (heads.length > 0) {
    const [head, ...others] = heads
    if (head === undefined) return
    const least = others.reduce((best, other) => (other.row < best.row ? other : best), head)
    if (least.row !== last) yield least.row
    last = least.row
    const next = least.iterator.next()
    if (next.done) heads.splice(heads.indexOf(least), 1)
    else least.row = next.value
  }
}
