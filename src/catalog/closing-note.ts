import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'

/** The state in which the last process closed a file, in a note beside the file. */
export interface ClosingNote {
  /**
   * Whether the file is as it was closed: its file system tells of no write since then, or its length and
   * checksum are the same, as in a copy.
   */
  isTrue(): boolean
  /** Writes the note for the current file, unless there is one. */
  writeIfNone(): void
  /** Removes the note, before the file changes. */
  remove(): void
}

const CHUNK = 1024 * 1024

export function closingNote(folder: string, file: string): ClosingNote {
  const path = join(folder, file)
  const note = join(folder, 'closed')

  /** @param facts of before the digest was computed, so that a later write is noticed */
  function write(facts: string, digest: string): void {
    writeFileSync(`${note}.new`, `${digest}\n${facts}\n`)
    renameSync(`${note}.new`, note)
  }

  return {
    isTrue() {
      try {
        const facts = factsOf(path)
        const [digest, factsClosed] = readFileSync(note, 'utf8').split('\n')
        if (facts === factsClosed) return true
        if (digest !== digestOf(path)) return false
        write(facts, digest)
        return true
      } catch {
        return false
      }
    },
    writeIfNone() {
      if (existsSync(note)) return
      try {
        write(factsOf(path), digestOf(path))
      } catch {
        // Without a note, the file is checked before it is used again.
      }
    },
    remove: () => rmSync(note, { recursive: true, force: true }),
  }
}

/** Metadata that changes with every write, even if the modification time is reset. */
function factsOf(file: string): string {
  const { size, mtimeNs, ctimeNs, ino } = statSync(file, { bigint: true })
  return `${size} ${mtimeNs} ${ctimeNs} ${ino}`
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
      if (read === 0) return `${length} ${sum}`
      sum = crc32(chunk.subarray(0, read), sum)
      length += read
    }
  } finally {
    closeSync(descriptor)
  }
}
