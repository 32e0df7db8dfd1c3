import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs'

/** Maximum size: a body of 10 MB plus the front matter. */
export const MOST_ARTICLE_BYTES = 10 * 1024 * 1024 + 256 * 1024

/** Does not wait for the other end of a FIFO, and does not follow a link that replaced the file. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0)

/**
 * The bytes of a regular file at one moment: a file that changes while it is read is read once more.
 *
 * @throws Error with a message for the file's owner if it cannot be read, is too large, or keeps changing.
 */
export function readArticleFile(path: string, maxBytes: number): Uint8Array {
  const descriptor = openSync(path, FLAGS)
  try {
    const bytes = readWhole(descriptor, maxBytes) ?? readWhole(descriptor, maxBytes)
    if (bytes === undefined)
      throw new Error('The file changed while it was read; the next run reads it again')
    return bytes
  } finally {
    closeSync(descriptor)
  }
}

/** Undefined if the file changed meanwhile. */
function readWhole(descriptor: number, maxBytes: number): Uint8Array | undefined {
  const before = fstatSync(descriptor)
  if (!before.isFile()) throw new Error('It is not a regular file')
  if (before.size > maxBytes)
    throw new Error(`The file is too large: ${before.size} bytes, but an article may have only ${maxBytes}`)
  const bytes = Buffer.allocUnsafe(before.size)
  let length = 0
  while (length < bytes.length) {
    const read = readSync(descriptor, bytes, length, bytes.length - length, length)
    if (read === 0) return undefined
    length += read
  }
  return isSame(before, fstatSync(descriptor)) ? bytes : undefined
}

const isSame = (a: Stats, b: Stats): boolean => a.size === b.size && a.ctimeMs === b.ctimeMs
