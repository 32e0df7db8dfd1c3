import { LRUCache } from 'lru-cache'
import type { PublishedFile } from '../targets/target.ts'
import type { Coding } from './negotiation.ts'

/** Reads a committed file in one coding, verified; undefined when that cannot be done. */
export type ReadStored = (file: PublishedFile, coding: Coding) => Promise<Uint8Array | undefined>

/** Enough for the archive documents that crawlers and late subscribers walk at the same time. */
const CAPACITY_BYTES = 64 * 1024 * 1024

/**
 * Keeps what `read` gave, as much as `capacity` bytes, and forgets what no one asked for longest. Who asks for what is
 * just being read waits for the same reading. A file is known by its contents, so a new one is never taken for an old.
 */
export function createFileCache(read: ReadStored, capacity = CAPACITY_BYTES): ReadStored {
  const kept = new LRUCache<string, Uint8Array>({
    maxSize: capacity,
    sizeCalculation: ({ length }) => Math.max(1, length),
  })
  // Not by the cache's own fetch: a reading that it evicts and that ends with nothing is an error to it.
  const underWay = new Map<string, Promise<Uint8Array | undefined>>()

  async function readAndKeep(key: string, file: PublishedFile, coding: Coding) {
    const bytes = await read(file, coding)
    if (bytes !== undefined) kept.set(key, bytes)
    return bytes
  }

  return async (file, coding) => {
    const key = `${file.sha256} ${coding}`
    const known = kept.get(key) ?? underWay.get(key)
    if (known !== undefined) return known
    const reading = readAndKeep(key, file, coding).finally(() => underWay.delete(key))
    underWay.set(key, reading)
    return reading
  }
}
