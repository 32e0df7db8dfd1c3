import { randomBytes } from 'node:crypto'
import { type FileHandle, open, rename, unlink } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeFolder } from '../make-folder.ts'
import type { Position } from './ledger.ts'
import { LINE_END, lineStart, linesFrom, readAt, writeAt } from './line-file.ts'
import { type LedgerKind, type LedgerStore, ledgerUnreadable, type StoredBatch } from './stored-ledger.ts'

/** `file:shared/ledger.jsonl`, from the working folder, or `file:///srv/feeds/ledger.jsonl`. */
export const fileLedger: LedgerKind = {
  label: 'A file on a disk that all machines have',
  schemes: ['file'],
  example: 'file:shared/ledger.jsonl',
  takes: (address) => pathOf(address, '/') !== undefined,
  open(address, _name, cwd) {
    const path = pathOf(address, cwd)
    if (path === undefined) throw new Error(`${address} is not a file of this machine`)
    return createFileLedgerStore(path)
  },
}

/** Undefined for a URL of another host, and for one that is none. */
function pathOf(address: string, cwd: string): string | undefined {
  if (!/^file:\/\//i.test(address)) return resolve(cwd, address.slice('file:'.length))
  try {
    return fileURLToPath(address)
  } catch {
    return undefined
  }
}

/**
 * A ledger in a file of JSON lines, one batch a line, on a disk that all machines have. What a crash left of a last line is
 * no batch, and the next one takes its place. A file cannot compare and write in one step: the lease keeps others away.
 */
export function createFileLedgerStore(path: string): LedgerStore {
  const name = `the ledger ${path}`
  const fault = (why: string) => ledgerUnreadable(name, why)

  function batchIn(line: Buffer): StoredBatch {
    const batch = parseLine(line)
    if (batch === undefined) throw fault(`a line is not a batch: ${line.toString('utf8', 0, 80)}`)
    return batch
  }

  /** The last batch, and where it ends; what a crash left behind it is passed over. */
  async function lastIn(
    file: FileHandle,
  ): Promise<{ readonly batch: StoredBatch | undefined; readonly end: number }> {
    const { size } = await file.stat()
    let end = size
    for (let isLast = true; end > 0; isLast = false) {
      const start = await lineStart(file, end, fault)
      const line = await readAt(file, start, end - start)
      const isWhole = line.at(-1) === LINE_END
      const batch = isWhole ? parseLine(line.subarray(0, -1)) : undefined
      if (batch !== undefined) return { batch, end }
      if (!isLast || (start === 0 && !isBegun(line))) throw fault(`its line at byte ${start} is not a batch`)
      end = start
    }
    return { batch: undefined, end: 0 }
  }

  async function withFile<T>(flags: string, work: (file: FileHandle) => Promise<T>, missing: T): Promise<T> {
    const file = await opened(path, flags)
    if (file === undefined) return missing
    try {
      return await work(file)
    } finally {
      await file.close()
    }
  }

  return {
    name,
    ends: () =>
      withFile(
        'r',
        async (file) => {
          const { batch: last, end } = await lastIn(file)
          if (last === undefined) return undefined
          for await (const line of linesFrom(file, end, fault))
            return { first: placeOf(batchIn(line)), last: placeOf(last) }
          return undefined
        },
        undefined,
      ),
    async *read(from) {
      const file = await opened(path, 'r')
      if (file === undefined) return
      try {
        const { end } = await lastIn(file)
        for await (const line of linesFrom(file, end, fault)) {
          const batch = batchIn(line)
          if (batch.number >= from) yield batch
        }
      } finally {
        await file.close()
      }
    },
    async append(batch, after) {
      await makeFolder(dirname(path))
      const file = (await opened(path, 'r+')) ?? (await open(path, 'wx+', 0o600))
      try {
        const { batch: last, end } = await lastIn(file)
        if ((last?.token ?? '') !== after) return false
        await file.truncate(end)
        await writeAt(file, lineOf(batch), end)
        await file.sync()
      } finally {
        await file.close()
      }
      if (after === '') await syncFolder(dirname(path))
      return true
    },
    async drop(before) {
      const written = `${path}.${randomBytes(4).toString('hex')}`
      const isReplaced = await withFile(
        'r',
        async (file) => {
          const { end } = await lastIn(file)
          const copy = await open(written, 'wx', 0o600)
          try {
            let at = 0
            for await (const line of linesFrom(file, end, fault)) {
              if (batchIn(line).number < before) continue
              const whole = Buffer.concat([line, Buffer.of(LINE_END)])
              await writeAt(copy, whole, at)
              at += whole.length
            }
            await copy.sync()
            return at > 0
          } finally {
            await copy.close()
          }
        },
        false,
      )
      if (!isReplaced) return void (await unlink(written).catch(() => {}))
      await rename(written, path)
      await syncFolder(dirname(path))
    },
  }
}

async function opened(path: string, flags: string): Promise<FileHandle | undefined> {
  return open(path, flags).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  })
}

/** A new name is durable once its folder is. Shares of some kinds know no such thing. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined)
  await handle?.sync().catch(() => {})
  await handle?.close()
}

const placeOf = ({ number, token, term, total }: StoredBatch): Position => ({ number, token, term, total })

const BEGINNING = '{"number":'
const LINE =
  /^\{"number":(\d{1,15}),"token":"([\w-]{1,100})","term":(\d{1,15}),"total":(\d{1,15}),"batch":(.+)\}$/s

function lineOf({ number, token, term, total, text }: StoredBatch): Buffer {
  return Buffer.from(
    `{"number":${number},"token":"${token}","term":${term},"total":${total},"batch":${text}}\n`,
  )
}

function parseLine(line: Buffer): StoredBatch | undefined {
  const [, number, token = '', term, total, text = ''] = LINE.exec(line.toString()) ?? []
  if (number === undefined || !isJson(text)) return undefined
  return { number: Number(number), token, term: Number(term), total: Number(total), text }
}

/** Whether a crash can have left this of a first line: a file of someone else is not written over. */
const isBegun = (line: Buffer): boolean =>
  line.every((byte) => byte === 0) ||
  line.toString('utf8', 0, BEGINNING.length) === BEGINNING.slice(0, line.length)

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
