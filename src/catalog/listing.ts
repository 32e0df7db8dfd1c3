import { isWithin } from '../article/key.ts'
import type { Finding } from '../finding.ts'
import type { SettlingLook } from '../sources/settling.ts'
import type { ArticleRef, ArticleSource, SkippedRef } from '../sources/source.ts'
import { skippedRef } from '../sources/source-finding.ts'
import type { Catalog } from './catalog.ts'
import { lowerBound } from './sorted-rows.ts'

/** The content of a source compared with the catalog. */
export interface ListingComparison {
  /** New or changed files, which have to be read, in key order. */
  readonly changed: readonly ArticleRef[]
  /** Keys of `changed` that are already in the catalog. */
  readonly known: ReadonlySet<string>
  /** Keys in the catalog that the completed listing did not contain, in key order. */
  readonly gone: readonly string[]
  readonly unchanged: number
  /** Whether there can be records that are neither changed nor gone. */
  readonly isPartial: boolean
  /** Number of files that were not listed as articles although they should have been. */
  readonly leftOut: number
  readonly findings: readonly Finding[]
}

export interface ListingRequest {
  readonly signal: AbortSignal
  readonly only?: readonly string[] | undefined
  /** Files that are still being written keep their known state; if absent, every file is taken as it is. */
  readonly look?: SettlingLook | undefined
  /** Whether a file must be read although its revision is unchanged. */
  isStale(key: string): boolean
}

const byKey = (a: { readonly key: string }, b: { readonly key: string }): number =>
  a.key < b.key ? -1 : a.key > b.key ? 1 : 0

/** Lists the source completely. Rethrows errors of the listing, in which case nothing has been compared. */
export async function compareListing(
  catalog: Catalog,
  source: ArticleSource,
  { signal, only, look, isStale }: ListingRequest,
): Promise<ListingComparison> {
  const records = knownRevisions(catalog, only)
  const changed: ArticleRef[] = []
  const known = new Set<string>()
  const skipped: SkippedRef[] = []
  let unchanged = 0
  /** Keys and known revisions of files that are being written. */
  const unfinished = new Map<string, string | undefined>()
  const take = (ref: ArticleRef): void => {
    const revision = records.list(ref.key)
    // A known revision was complete when it was read before, and so is a file that cannot change after it was listed.
    if (revision !== ref.revision && ref.isAsListed !== undefined && look?.isWhole(ref) === false) {
      unfinished.set(ref.key, revision)
      return
    }
    if (ref.remark !== undefined) skipped.push(ref.remark)
    if (revision === ref.revision && !isStale(ref.key)) {
      unchanged++
      return
    }
    if (revision !== undefined) known.add(ref.key)
    changed.push(ref)
  }
  const list = async (names: readonly string[] | undefined): Promise<void> => {
    for await (const batch of source.list(signal, names)) {
      signal.throwIfAborted()
      for (const ref of batch) {
        if ('load' in ref) take(ref)
        else skipped.push(ref)
      }
    }
  }
  await list(only)
  if (unfinished.size > 0 && (await look?.pause(signal)) === true) {
    const again = [...unfinished.keys()]
    for (const key of again) records.unlist(key)
    unfinished.clear()
    await list(again)
  }
  for (const [key, revision] of unfinished) {
    if (revision !== undefined) unchanged++
    if (look?.isRestless(key) === true) skipped.push(stillChanging(key))
  }

  const unlisted = skipped.filter(({ incomplete }) => incomplete).map(({ key }) => key)
  const gone: string[] = []
  for (const key of records.unlisted()) {
    if (unlisted.some((place) => isWithin(key, place))) unchanged++
    else gone.push(key)
  }
  return {
    changed: changed.sort(byKey),
    known,
    gone,
    unchanged,
    isPartial: unchanged > 0 || only !== undefined,
    leftOut: skipped.filter(({ severity = 'error' }) => severity === 'error').length,
    findings: skipped.sort(byKey).map(findingOf),
  }
}

/** The revisions of the records below `only`, or of all, by key; and which of them were not listed. */
function knownRevisions(catalog: Catalog, only: readonly string[] | undefined) {
  const found =
    only === undefined
      ? catalog.revisions()
      : [...new Map(only.flatMap((below) => [...catalog.revisions(below)]))].sort(([a], [b]) =>
          a < b ? -1 : 1,
        )
  const keys: string[] = []
  const revisions: string[] = []
  for (const [key, revision] of found) {
    keys.push(key)
    revisions.push(revision)
  }
  const isListed = new Uint8Array(keys.length)
  let next = 0

  /** Most folders list their files in key order, so the next key is usually the one after the last. */
  function indexOf(key: string): number {
    if (keys[next] !== key) next = lowerBound(keys, (other) => other < key)
    return keys[next] === key ? next++ : -1
  }

  return {
    /** The revision of a record that was not listed before; undefined if there is none. */
    list(key: string): string | undefined {
      const index = indexOf(key)
      if (isListed[index] !== 0) return undefined
      isListed[index] = 1
      return revisions[index]
    },
    unlist(key: string): void {
      isListed[indexOf(key)] = 0
    },
    unlisted: (): readonly string[] => keys.filter((_, index) => isListed[index] === 0),
  }
}

export function findingOf({ key, code, message, fix, severity = 'error' }: SkippedRef): Finding {
  return { code, severity, message, file: key, fix }
}

function stillChanging(key: string): SkippedRef {
  return skippedRef(
    'file-still-changing',
    key,
    'The file has been changing for more than a minute; it is published when it stops changing',
    'Check which program writes it. Move log files out of the content folder.',
  )
}
