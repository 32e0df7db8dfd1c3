import type { FileHandle } from 'node:fs/promises'

export const LINE_END = 0x0a
const CHUNK = 1 << 16
/** Bytes; see the longest batch. */
const LONGEST_LINE = 64_000_000

/** Makes the error to throw for a file that is not as expected. */
type Fault = (why: string) => Error

/** Where the line begins that ends at `end`. */
export async function lineStart(file: FileHandle, end: number, fault: Fault): Promise<number> {
  for (let start = end - 1; start > 0; ) {
    const size = Math.min(CHUNK, start)
    start -= size
    const found = (await readAt(file, start, size)).lastIndexOf(LINE_END)
    if (found !== -1) return start + found + 1
    if (end - start > LONGEST_LINE) throw fault('a line is too long')
  }
  return 0
}

/** The lines up to `end`, without what ends them. */
export async function* linesFrom(file: FileHandle, end: number, fault: Fault): AsyncIterable<Buffer> {
  let rest = Buffer.alloc(0)
  for (let at = 0; at < end; ) {
    const size = Math.min(CHUNK, end - at)
    rest = Buffer.concat([rest, await readAt(file, at, size)])
    at += size
    for (let close = rest.indexOf(LINE_END); close !== -1; close = rest.indexOf(LINE_END)) {
      yield rest.subarray(0, close)
      rest = rest.subarray(close + 1)
    }
    if (rest.length > LONGEST_LINE) throw fault('a line is too long')
  }
}

export async function readAt(file: FileHandle, start: number, size: number): Promise<Buffer> {
  const bytes = Buffer.alloc(size)
  for (let at = 0; at < size; ) {
    const { bytesRead } = await file.read(bytes, at, size - at, start + at)
    if (bytesRead === 0) throw new Error('it was cut short while it was read')
    at += bytesRead
  }
  return bytes
}

export async function writeAt(file: FileHandle, bytes: Buffer, start: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, at, bytes.length - at, start + at)
    at += bytesWritten
  }
}
