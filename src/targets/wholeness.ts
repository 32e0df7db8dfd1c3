import { createHash } from 'node:crypto'
import { expanded } from './compression.ts'
import type { Disk } from './disk.ts'
import { isDated } from './disk.ts'
import { CODINGS, sidecarPath } from './published-path.ts'
import type { ContentCoding, PublishedFile } from './target.ts'

/** Number of files checked at a time. */
const AT_ONCE = 32

/** Hex SHA-256. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/**
 * The files among `files` that differ from their description: compared by content if `inDoubt`, or else by size and
 * date.
 */
export async function damagedFiles(
  disk: Disk,
  files: readonly PublishedFile[],
  inDoubt: (path: string) => boolean,
): Promise<PublishedFile[]> {
  const damaged: PublishedFile[] = []
  for (let first = 0; first < files.length; first += AT_ONCE) {
    const batch = files.slice(first, first + AT_ONCE)
    const whole = await Promise.all(
      batch.map((file) => (inDoubt(file.path) ? isWhole(disk, file) : looksWhole(disk, file))),
    )
    damaged.push(...batch.filter((_, index) => !whole[index]))
  }
  return damaged
}

/** Whether a document has the listed size and date, and exactly the listed copies, which have the same date. */
async function looksWhole(disk: Disk, file: PublishedFile): Promise<boolean> {
  const document = await disk.facts(file.path)
  if (!document?.isFile() || document.size !== file.length || !isDated(document, file.lastModified))
    return false
  for (const coding of CODINGS) {
    const copy = await disk.facts(sidecarPath(file.path, coding))
    if ((copy !== undefined) !== file.encodings.includes(coding)) return false
    if (copy !== undefined && !(copy.isFile() && isDated(copy, file.lastModified))) return false
  }
  return true
}

async function isWhole(disk: Disk, file: PublishedFile): Promise<boolean> {
  if (!(await looksWhole(disk, file))) return false
  for (const coding of [undefined, ...file.encodings])
    if ((await verifiedBytes(disk, file, coding)) === undefined) return false
  return true
}

/** Bytes of the document, or of its copy in `coding`; undefined if missing or damaged. */
export async function verifiedBytes(
  disk: Disk,
  file: PublishedFile,
  coding: ContentCoding | undefined,
): Promise<Uint8Array | undefined> {
  const bytes = await disk.bytes(coding === undefined ? file.path : sidecarPath(file.path, coding))
  const document =
    bytes === undefined || coding === undefined ? bytes : await expanded(coding, bytes, file.length)
  return document !== undefined && hashOf(document) === file.sha256 ? bytes : undefined
}
