import type { PublishedFile } from '../targets/target.ts'
import type { Coding } from './negotiation.ts'

/** Reads a committed file in one coding, verified; undefined when that cannot be done. */
export type ReadStored = (file: PublishedFile, coding: Coding) => Promise<Uint8Array | undefined>

/** Enough for the archive documents that crawlers and late subscribers walk at the same time. */
const CAPACITY_BYTES = 64 * 1024 * 1024

/**
 * Keeps what `read` gave, as much as `capacity` bytes, and forgets what nobody asked for longest. Who asks for what is
 * just being read waits for the same reading. A file is known by its contents, so a new one is never taken for an old.
 */
export function createShelf(read: ReadStored, capacity = CAPACITY_BYTES): ReadStored {
  // In the order of their last use.
  const kept = new Map<string, Uint8Array>()
  const underWay = new Map<string, Promise<Uint8Array | undefined>>()
  let size = 0

  function keep(key: string, bytes: Uint8Array): void {
    if (bytes.length > capacity) return
    kept.set(key, bytes)
    size += bytes.length
    for (const [oldest, { length }] of kept) {
      if (size <= capacity) return
      kept.delete(oldest)
      size -= length
    }
  }

  return async (file, coding) => {
    const key = `${file.sha256} ${coding}`
    const known = kept.get(key)
    if (known !== undefined) {
      kept.delete(key)
      kept.set(key, known)
      return known
    }
    const reading =
      underWay.get(key) ??
      read(file, coding)
        .then((bytes) => {
          if (bytes !== undefined) keep(key, bytes)
          return bytes
        })
        .finally(() => underWay.delete(key))
    underWay.set(key, reading)
    return reading
  }
}
