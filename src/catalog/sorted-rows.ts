/** Where pages and their directories are kept: one text a key. */
export interface PageStore {
  get(key: string | number): string | undefined
  put(key: string | number, text: string): void
  remove(key: string | number): void
  /** A page number never used before. */
  nextPage(): number
}

/** What to add to and take out of one list, each row exactly as it stands in the list. */
export interface RowEdits {
  readonly add: string[]
  readonly remove: string[]
}

/** One page of a list: its number, how many rows it has, and its first row. */
type PageEntry = [page: number, count: number, first: string]

const BETWEEN_ROWS = '\0\0'

/**
 * Lists of text rows, each in the order of `<`, kept in pages of some hundred rows with one directory a list: a long
 * list is read from any row on without reading what comes before, a change rewrites one page, and a hundred thousand
 * rows are a few hundred values to the store instead of a hundred thousand.
 *
 * Rows are not empty, neither begin nor end with NUL, and hold no two NULs in a row.
 */
export interface SortedRows {
  /** The rows of a list from the first that is not before `from`. */
  from(list: string, from?: string): Iterable<string>
  /** The rows that begin with `prefix`. */
  startingWith(list: string, prefix: string): Iterable<string>
  /** What stands behind `text` and a NUL in the rows that begin with them. */
  behind(list: string, text: string): readonly string[]
  count(list: string): number
  /** Removes, then adds; a row that is there already stays single, one that is not there is not missed. */
  edit(list: string, edits: RowEdits): void
  /** Forgets what was read from the store, because somebody may have written to it. */
  forget(): void
}

/** Index of the first of the sorted `rows` that is not before `row`. */
function lowerBound<T>(rows: readonly T[], isBefore: (row: T) => boolean): number {
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

/** How many decoded pages are kept between reads: enough for neighboring look-ups, little memory. */
const PAGES_KEPT = 64

/** @param rowsPerPage a page with more than twice as many is split. */
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

  /** Index of the page on which `row` stands or would stand. */
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

  /** Writes the rows of what was one page, in as many pages as they need. */
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
    edit,
    forget() {
      directories.clear()
      pages.clear()
    },
  }
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Both sorted lists as one, each row once. */
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

/** Sorted rows of several lists as one sorted run, each row once. */
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
