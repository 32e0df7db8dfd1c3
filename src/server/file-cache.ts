import { LRUCache } from 'lru-cache'
import type { PublishedFile } from '../targets/target.ts'
import type { Coding } from './negotiation.ts'

/** Reads a published file in one coding and verifies it; undefined on failure. */
export type ReadStored = (file: PublishedFile, coding: Coding) => Promise<Uint8Array | undefined>

/** Sufficient for the archive documents that crawlers and new subscribers read at the same time. */
const CAPACITY_BYTES = 64 * 1024 * 1024

/**
 * Caches up to `capacity` bytes of the results of `read`, and evicts the least recently used ones. Concurrent requests
 * for the same file share one read. The key contains the hash of the file, so that a new file is not mistaken for an
 * old one.
 */
export function createFileCache(read: ReadStored, capacity = CAPACITY_BYTES): ReadStored {
  const kept = new LRUCache<string, Uint8Array>({
    maxSize: capacity,
    sizeCalculation: ({ length }) => Math.max(1, length),
  })
  // The `fetch` of the cache is not used, because it treats a read without result that it evicts as an error.
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
