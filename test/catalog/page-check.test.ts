import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, open, type RootDatabase } from 'lmdb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultInPages } from '../../src/catalog/page-check.ts'
import { seededRandom } from '../fuzz/random.ts'

const PAGE = 4096

/** What LMDB counts, as far as this test asks for it. */
interface Stats {
  readonly treeBranchPageCount: number
  readonly treeLeafPageCount: number
  readonly lastTxnId: number
}
const statsOf = (of: RootDatabase | Database): Stats => ({
  treeBranchPageCount: 0,
  treeLeafPageCount: 0,
  lastTxnId: 0,
  ...of.getStats(),
})

let top: string
let file: string
let whole: Buffer
let transaction: number
let nodePages = 0
beforeAll(async () => {
  top = mkdtempSync(join(tmpdir(), 'pages-'))
  const root = open<string, string>({
    path: top,
    noSubdir: false,
    encoding: 'string',
    maxDbs: 4,
    pageSize: PAGE,
  })
  const texts = root.openDB<string, string>({ name: 'texts', encoding: 'string' })
  const numbers = root.openDB<string, number>({ name: 'numbers', encoding: 'string', keyEncoding: 'uint32' })
  const random = seededRandom(4)
  // Values small and large, written, replaced and removed, so that pages were freed and are in use again.
  for (let round = 0; round < 12; round++)
    root.transactionSync(() => {
      for (let n = 0; n < 40; n++) {
        const key = random.below(300)
        void texts.put(`key ${key} ${'k'.repeat(key % 90)}`, 'v'.repeat(random.below(random.below(6000) + 1)))
        void texts.remove(`key ${n} ${'k'.repeat(n % 90)}`)
        void numbers.put(key, 'n'.repeat(random.below(300)))
      }
    })
  await root.flushed
  transaction = statsOf(root).lastTxnId
  for (const table of [root, texts, numbers])
    nodePages += statsOf(table).treeBranchPageCount + statsOf(table).treeLeafPageCount
  await root.close()
  file = join(top, 'data.mdb')
  whole = readFileSync(file)
})
afterAll(() => rmSync(top, { recursive: true }))

const pages = (): readonly number[] =>
  Array.from({ length: whole.length / PAGE - 2 }, (_, index) => index + 2)

function faultWith(damage: (bytes: Buffer) => void): string | undefined {
  const bytes = Buffer.from(whole)
  damage(bytes)
  writeFileSync(file, bytes)
  return faultInPages(file, transaction)
}

describe('the pages of an LMDB file', () => {
  it('are right as LMDB wrote them', () => {
    expect(faultWith(() => {})).toBeUndefined()
    expect(nodePages).toBeGreaterThan(20)
  })

  const damages: readonly ((bytes: Buffer, page: number) => void)[] = [
    // The page that stands after it.
    (bytes, page) => bytes.copyWithin(page * PAGE, (page + 1) * PAGE, (page + 2) * PAGE),
    (bytes, page) => bytes.copyWithin(page * PAGE, (page - 1) * PAGE, page * PAGE),
    (bytes, page) => bytes.fill(0, page * PAGE, (page + 1) * PAGE),
    (bytes, page) => bytes.writeUInt32LE(page + 1, page * PAGE),
    // Another kind, another end of its free room, another place of its first node.
    (bytes, page) => bytes.writeUInt16LE(3 & ~bytes.readUInt16LE(page * PAGE + 18), page * PAGE + 18),
    (bytes, page) => bytes.writeUInt16LE(bytes.readUInt16LE(page * PAGE + 22) ^ 8, page * PAGE + 22),
    (bytes, page) => bytes.writeUInt16LE(bytes.readUInt16LE(page * PAGE + 24) ^ 4, page * PAGE + 24),
  ]

  it('are not when one that holds keys is damaged in any way', () => {
    const random = seededRandom(5)
    const noticed = pages().filter(
      (page) => faultWith((bytes) => damages[random.below(damages.length)]?.(bytes, page)) !== undefined,
    )
    expect(noticed.length).toBeGreaterThanOrEqual(nodePages)
  })

  it('are not when the file ends early', () => {
    writeFileSync(file, whole.subarray(0, whole.length - 3 * PAGE))
    expect(faultInPages(file, transaction)).toBeDefined()
  })

  it('are not when no meta page is of the transaction', () => {
    writeFileSync(file, whole)
    expect(faultInPages(file, transaction + 1)).toBe(`no meta page has the transaction ${transaction + 1}`)
  })
})
