import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'

/** The length and checksum that a file had when the last process closed it, in a note beside the file. */
export interface ClosingNote {
  /** Whether the file still has the length and checksum of the note. */
  isTrue(): boolean
  /** Writes the note for the current file, unless there is one. */
  writeIfNone(): void
  /** Removes the note, before the file changes. */
  remove(): void
}

const CHUNK = 1024 * 1024

export function closingNote(folder: string, file: string): ClosingNote {
  const note = join(folder, 'closed')
  return {
    isTrue() {
      try {
        return readFileSync(note, 'utf8') === digestOf(join(folder, file))
      } catch {
        return false
      }
    },
    writeIfNone() {
      if (existsSync(note)) return
      try {
        writeFileSync(`${note}.new`, digestOf(join(folder, file)))
        renameSync(`${note}.new`, note)
      } catch {
        // Without a note, the file is checked before it is used again.
      }
    },
    remove: () => rmSync(note, { recursive: true, force: true }),
  }
}

/** Length and checksum. */
function digestOf(file: string): string {
  const descriptor = openSync(file, 'r')
  try {
    const chunk = Buffer.allocUnsafe(CHUNK)
    let length = 0
    let sum = 0
    for (;;) {
      const read = readSync(descriptor, chunk, 0, CHUNK, length)
      if (read === 0) return `${length} ${sum}\n`
      sum = crc32(chunk.subarray(0, read), sum)
      length += read
    }
  } finally {
    closeSync(descriptor)
  }
}
