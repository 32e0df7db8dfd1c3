import type { Disk } from './disk.ts'
import { readJournal } from './journal.ts'
import { listedPaths, readManifest } from './manifest.ts'
import { CODINGS, MANIFEST_COPY, MANIFEST_PATH, sidecarPath } from './published-path.ts'
import type { CommittedSet } from './target.ts'

/** A manifest that was read before, with its bytes. */
export type KnownManifest = Pick<CommittedSet, 'set' | 'damaged'> & { readonly bytes: Uint8Array }

/**
 * Paths of the documents that this publisher has put into the target: those in the manifest, even if it is partly
 * damaged, and those of an interrupted commit. Everything else belongs to others.
 *
 * @param known not parsed again if the bytes are the same
 */
export async function ownPaths(disk: Disk, known?: KnownManifest): Promise<Set<string>> {
  const journal = await readJournal(disk)
  const bytes = await disk.bytes(MANIFEST_PATH)
  return new Set([
    ...(filesIn(known, bytes)?.map(({ path }) => path) ?? (await pathsIn(disk, bytes))),
    ...(journal === 'unreadable' ? [] : journal),
  ])
}

function filesIn(known: KnownManifest | undefined, bytes: Uint8Array | undefined) {
  if (known === undefined || known.damaged !== undefined || bytes === undefined) return undefined
  return Buffer.compare(known.bytes, bytes) === 0 ? known.set?.files : undefined
}

async function pathsIn(disk: Disk, bytes: Uint8Array | undefined): Promise<readonly string[]> {
  const manifest = textOf(bytes)
  const isDamaged = manifest !== undefined && readManifest(manifest) === undefined
  const copy = isDamaged ? textOf(await disk.bytes(MANIFEST_COPY)) : undefined
  return [manifest, copy].flatMap((text) => (text === undefined ? [] : [...listedPaths(text)]))
}

const textOf = (bytes: Uint8Array | undefined): string | undefined =>
  bytes === undefined ? undefined : new TextDecoder().decode(bytes)

/** What is at a path where documents are to be written. */
type Place = 'nothing' | 'folder' | 'other'

/** Finds files in the way of documents that are not published yet; lists each folder once. */
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
   * The path of a file at the document's path or at that of one of its copies, or of a non-folder where a folder is
   * needed. A file with identical bytes is not in the way.
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
