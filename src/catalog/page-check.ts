import { closeSync, openSync, readSync } from 'node:fs'
import { endianness } from 'node:os'

/** Size in bytes of the header of a page: number, transaction, kind, and bounds of the free space. */
const HEADER = 24
const BRANCH = 1
const LEAF = 2
const OVERFLOW = 4

/** Size in bytes of the header of a node. In a leaf, the flags state how the value is stored. */
const NODE = 8
const ON_OVERFLOW_PAGES = 1
const TABLE = 2

/** In a meta page, the records of the free list and of the list of tables follow magic, version and map size. */
const FREE_TREE = HEADER + 24
const TABLES_TREE = FREE_TREE + 48
const LAST_PAGE = TABLES_TREE + 48
const TRANSACTION = LAST_PAGE + 8
const META_PAGES = 2
const HEAD_BYTES = TRANSACTION + 8

const NO_ROOT = Number(2n ** 64n - 1n)

/** The only flag that tables of a catalog have. */
const INTEGER_KEYS = 8

interface Tree {
  readonly flags: number
  readonly depth: number
  readonly root: number
  readonly pages: { readonly branch: number; readonly leaf: number; readonly overflow: number }
  readonly entries: number
}

class Fault extends Error {}

function expect(isRight: boolean, page: number, what: string): void {
  if (!isRight) throw new Fault(`page ${page} ${what}`)
}

const numberAt = (bytes: Buffer, at: number): number => Number(bytes.readBigUInt64LE(at))

const treeAt = (bytes: Buffer, at: number): Tree => ({
  flags: bytes.readUInt16LE(at + 4),
  depth: bytes.readUInt16LE(at + 6),
  pages: {
    branch: numberAt(bytes, at + 8),
    leaf: numberAt(bytes, at + 16),
    overflow: numberAt(bytes, at + 24),
  },
  entries: numberAt(bytes, at + 32),
  root: numberAt(bytes, at + 40),
})

/**
 * Describes the first fault in the pages of an LMDB file after its last `transaction`, or returns undefined. LMDB has no
 * checksums: it reads a page in the place of another without an error, and a later write then frees pages that are in use.
 * So each reachable page must have its own number, the expected kind and nodes without gaps and overlaps, and must be used
 * once and not be free. Checksums of values are verified elsewhere.
 */
export function faultInPages(file: string, transaction: number): string | undefined {
  if (endianness() !== 'LE') return undefined
  const descriptor = openSync(file, 'r')
  try {
    checkPages((bytes, at) => readSync(descriptor, bytes, 0, bytes.length, at), transaction)
    return undefined
  } catch (error) {
    if (error instanceof Fault) return error.message
    throw error
  } finally {
    closeSync(descriptor)
  }
}

function checkPages(read: (bytes: Buffer, at: number) => number, transaction: number): void {
  const first = Buffer.alloc(HEAD_BYTES)
  read(first, 0)
  const pageSize = first.readUInt32LE(FREE_TREE)
  expect(pageSize >= 512 && pageSize <= 65_536, 0, `has pages of ${pageSize} bytes`)
  const head = headOf(transaction)
  const last = numberAt(head, LAST_PAGE)
  const used = new Set<number>()

  const tables: Tree[] = []
  checkTree(treeAt(head, TABLES_TREE), (page, node, _key, value) => {
    expect(node === TABLE && value.length === 48, page, 'names a table that is none')
    const table = treeAt(value, 0)
    expect((table.flags & ~INTEGER_KEYS) === 0, page, 'has a table of another kind')
    tables.push(table)
  })
  for (const table of tables)
    checkTree(table, (page, node) => expect(node === 0, page, 'holds a table among values'))
  const free: number[] = []
  checkTree(treeAt(head, FREE_TREE), (page, node, _key, value) => {
    expect(node === 0 && value.length >= 8, page, 'holds no list of free pages')
    for (const number of freePagesIn(value, page)) free.push(number)
  })
  // All pages in use are known now.
  for (const number of free) {
    expect(number >= META_PAGES && number <= last && !used.has(number), number, 'is in use and free')
    used.add(number)
  }

  function headOf(wanted: number): Buffer {
    const bytes = Buffer.alloc(HEAD_BYTES)
    for (let page = 0; page < META_PAGES; page++) {
      read(bytes, page * pageSize)
      if (numberAt(bytes, TRANSACTION) === wanted) return bytes
    }
    throw new Fault(`no meta page has the transaction ${wanted}`)
  }

  function take(number: number, by: number): void {
    expect(number >= META_PAGES && number <= last, by, `leads to page ${number}, and the last is ${last}`)
    expect(!used.has(number), number, 'is used twice')
    used.add(number)
  }

  function pageAt(number: number, by: number): Buffer {
    take(number, by)
    const bytes = Buffer.alloc(pageSize)
    expect(read(bytes, number * pageSize) === pageSize, number, 'is cut short')
    expect(numberAt(bytes, 0) === number, number, `holds page ${numberAt(bytes, 0)}`)
    expect(numberAt(bytes, 8) <= transaction, number, 'is of a later transaction')
    return bytes
  }

  type Visit = (page: number, flags: number, key: Buffer, value: Buffer) => void

  function checkTree(tree: Tree, visit: Visit): void {
    const counts = { branch: 0, leaf: 0, overflow: 0, entries: 0 }
    if (tree.root !== NO_ROOT) walk(tree.root, 0, 1)
    const { branch, leaf, overflow } = tree.pages
    expect(
      counts.branch === branch &&
        counts.leaf === leaf &&
        counts.overflow === overflow &&
        counts.entries === tree.entries,
      tree.root,
      'is the root of a tree that has not as many pages and entries as it says',
    )

    function walk(number: number, by: number, depth: number): void {
      const bytes = pageAt(number, by)
      const isLeaf = depth === tree.depth
      expect(bytes.readUInt16LE(18) === (isLeaf ? LEAF : BRANCH), number, 'is of another kind')
      counts[isLeaf ? 'leaf' : 'branch']++
      const body = bytes.subarray(HEADER)
      for (const node of nodesIn(body, bytes.readUInt16LE(20), bytes.readUInt16LE(22), number, isLeaf)) {
        const keyEnd = node + NODE + body.readUInt16LE(node + 6)
        if (isLeaf) {
          counts.entries++
          visitLeaf(number, body, node, keyEnd)
        } else walk(body.readUIntLE(node, 6), number, depth + 1)
      }
    }

    function visitLeaf(number: number, body: Buffer, node: number, keyEnd: number): void {
      const flags = body.readUInt16LE(node + 4)
      const length = body.readUInt32LE(node)
      const key = body.subarray(node + NODE, keyEnd)
      if ((flags & ON_OVERFLOW_PAGES) === 0) {
        visit(number, flags, key, body.subarray(keyEnd, keyEnd + length))
        return
      }
      const start = numberAt(body, keyEnd)
      const count = numberAt(body, keyEnd + 16)
      const bytes = pageAt(start, number)
      expect(
        bytes.readUInt16LE(18) === OVERFLOW && bytes.readUInt32LE(20) === count,
        start,
        'is of another kind',
      )
      // A value that becomes shorter within a transaction keeps its pages.
      expect(count > (HEADER - 1 + length) / pageSize, number, 'has a value of another length')
      for (let more = 1; more < count; more++) take(start + more, number)
      counts.overflow += count
      const value = Buffer.alloc(length)
      expect(read(value, start * pageSize + HEADER) === length, start, 'is cut short')
      visit(number, flags - ON_OVERFLOW_PAGES, key, value)
    }
  }
}

/** Offsets of the nodes of a page. The nodes must fill all space that is not free. */
function nodesIn(
  body: Buffer,
  lower: number,
  upper: number,
  page: number,
  isLeaf: boolean,
): readonly number[] {
  expect(lower % 2 === 0 && lower <= upper && upper <= body.length, page, 'has no such room')
  const starts: number[] = []
  for (let at = 0; at < lower; at += 2) starts.push(body.readUInt16LE(at))
  expect(starts.length > 0, page, 'is empty')
  let end = upper
  for (const start of starts.toSorted((a, b) => a - b)) {
    expect(start === end && start + NODE <= body.length, page, 'has nodes with gaps or overlaps')
    const flags = body.readUInt16LE(start + 4)
    const value = !isLeaf ? 0 : (flags & ON_OVERFLOW_PAGES) > 0 ? 24 : body.readUInt32LE(start)
    const length = NODE + body.readUInt16LE(start + 6) + value
    end = start + length + (length % 2)
  }
  expect(end === body.length, page, 'has nodes with gaps or overlaps')
  return starts
}

/** A list of free pages: its length, then page numbers. A negative number is the length of the run of pages that follows; zeros are unused. */
function* freePagesIn(list: Buffer, page: number): Iterable<number> {
  const count = numberAt(list, 0)
  expect(8 * (count + 1) <= list.length, page, 'holds a list of free pages that is cut short')
  for (let at = 1; at <= count; at++) {
    const entry = Number(list.readBigInt64LE(8 * at))
    if (entry > 0) yield entry
    if (entry >= 0) continue
    at++
    expect(at <= count, page, 'holds a list of free pages that is cut short')
    const start = numberAt(list, 8 * at)
    expect(-entry <= 2 ** 40, page, 'holds no list of free pages')
    for (let more = 0; more < -entry; more++) yield start + more
  }
}
