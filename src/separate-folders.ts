import { realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { UsageError } from './errors.ts'
import { PRIVATE_FOLDER } from './targets/published-path.ts'

export interface FoldersInUse {
  /** What is published to; absolute, like the others. */
  readonly targets: readonly string[]
  readonly state: string
  /** Where articles lie. A target may be in one of them, as `out` is in the folder of a whole site. */
  readonly content: readonly string[]
}

/**
 * Makes sure that no target is a folder of something else, whatever links, letter case or `..` its name is written with: articles and
 * the catalog would be taken for what is published, and be shown to readers.
 *
 * @throws UsageError
 */
export async function checkSeparate({ targets, state, content }: FoldersInUse): Promise<void> {
  const [stateFolder, ...places] = await Promise.all([state, ...targets].map(placeOf))
  const articles = await Promise.all(content.map(placeOf))
  if (stateFolder === undefined) return
  for (const [at, target] of places.entries()) {
    for (const source of articles)
      if (isWithin(source, target))
        throw overlapping(
          target,
          source,
          'the folder of the articles',
          'publish into a folder of its own, such as out',
        )
    if (isWithin(target, stateFolder))
      throw overlapping(target, stateFolder, 'the state folder', 'give statePath and the target two folders')
    const isPrivate = isWithin(stateFolder, await placeOf(join(target.path, PRIVATE_FOLDER)))
    if (isWithin(stateFolder, target) && !isPrivate)
      throw overlapping(target, stateFolder, 'the state folder', 'give statePath a folder beside the target')
    const other = places.find((one, index) => index !== at && isWithin(target, one))
    if (other !== undefined)
      throw overlapping(target, other, 'another target', 'give each target a folder beside the others')
  }
}

/** Where a path leads. */
interface Place {
  readonly path: string
  /** The folders on the way that exist, each by device and number; the last is the innermost. */
  readonly existing: readonly string[]
  /** Names behind them. Some file systems take two that differ in case or composition for one. */
  readonly missing: readonly string[]
}

async function placeOf(path: string): Promise<Place> {
  const missing: string[] = []
  for (let at = resolve(path); ; at = dirname(at)) {
    const found = await realpath(at).catch(() => undefined)
    if (found !== undefined) return { path, existing: await foldersTo(found), missing }
    if (dirname(at) === at) return { path, existing: [], missing }
    missing.unshift(basename(at).normalize('NFC').toLowerCase())
  }
}

async function foldersTo(path: string): Promise<readonly string[]> {
  const { dev, ino } = await stat(path, { bigint: true })
  const parent = dirname(path)
  return [...(parent === path ? [] : await foldersTo(parent)), `${dev}:${ino}`]
}

/** Whether `inner` is `outer` or in it. */
function isWithin(inner: Place, outer: Place): boolean {
  const at = inner.existing.lastIndexOf(outer.existing.at(-1) ?? '')
  if (at === -1) return false
  const rest = [...inner.existing.slice(at + 1), ...inner.missing]
  return outer.missing.every((name, index) => rest[index] === name)
}

function overlapping(target: Place, other: Place, what: string, fix: string): UsageError {
  const isSame = isWithin(target, other) && isWithin(other, target)
  const relation = isSame ? 'is' : isWithin(target, other) ? 'is in' : 'is around'
  return new UsageError(
    `the target ${target.path} ${relation} ${what}, ${other.path}`,
    `${fix}; nothing was published`,
  )
}
