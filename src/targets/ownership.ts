import type { Disk } from './disk.ts'
import { readJournal } from './journal.ts'
import { listedPaths } from './manifest.ts'
import { CODINGS, MANIFEST_PATH, sidecarPath } from './published-path.ts'

/**
 * Paths of the documents that this publisher has put into the target: those the manifest lists, also when the rest of it
 * is damaged, and those of a commit that was cut short. Everything else belongs to somebody else.
 */
export async function ownPaths(disk: Disk): Promise<Set<string>> {
  const manifest = await disk.bytes(MANIFEST_PATH)
  const journal = await readJournal(disk)
  return new Set([
    ...(manifest === undefined ? [] : listedPaths(new TextDecoder().decode(manifest))),
    ...(journal === 'unreadable' ? [] : journal),
  ])
}

/** What stands at a path where documents are to lie. */
type Place = 'nothing' | 'folder' | 'other'

/** Says what is in the way of documents that are not ours yet; looks at each folder once. */
export function createObstacles(
  disk: Disk,
): (path: string, bytes: Uint8Array) => Promise<string | undefined> {
  const places = new Map<string, Place>()

  async function placeAt(folder: string): Promise<Place> {
    const known = places.get(folder)
    if (known !== undefined) return known
    const facts = await disk.facts(folder)
    const place = facts === undefined ? 'nothing' : facts.isDirectory() ? 'folder' : 'other'
    places.set(folder, place)
    return place
  }

  /**
   * The path of a file in the document's place or under the name of one of its copies, or of something other than a folder
   * where one is needed. A file with the very same bytes is no obstacle.
   */
  return async (path, bytes) => {
    const parts = path.split('/')
    for (let depth = 1; depth < parts.length; depth++) {
      const folder = parts.slice(0, depth).join('/')
      const place = await placeAt(folder)
      if (place === 'nothing') return undefined
      if (place === 'other') return folder
    }
    if ((await disk.facts(path)) !== undefined) {
      const there = await disk.bytes(path)
      return there !== undefined && Buffer.compare(there, bytes) === 0 ? undefined : path
    }
    for (const coding of CODINGS) {
      const copy = sidecarPath(path, coding)
      if ((await disk.facts(copy)) !== undefined) return copy
    }
    return undefined
  }
}
