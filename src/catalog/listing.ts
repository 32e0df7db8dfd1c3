import { isWithin } from '../article/key.ts'
import type { Finding } from '../finding.ts'
import type { SettlingLook } from '../sources/settling.ts'
import type { ArticleRef, ArticleSource, SkippedRef } from '../sources/source.ts'
import { skippedRef } from '../sources/source-finding.ts'
import type { Catalog } from './catalog.ts'

/** What a source holds, compared with what the catalog knows. */
export interface ListingComparison {
  /** Files to read, new or changed, in key order. */
  readonly changed: readonly ArticleRef[]
  /** Keys of `changed` that the catalog knows already. */
  readonly known: ReadonlySet<string>
  /** Keys the catalog knows and the finished listing did not name, in key order. */
  readonly gone: readonly string[]
  readonly unchanged: number
  /** Whether there can be records that are neither changed nor gone. */
  readonly isPartial: boolean
  /** Number of things met that were not listed as articles and should have been. */
  readonly leftOut: number
  readonly findings: readonly Finding[]
}

export interface ListingRequest {
  readonly signal: AbortSignal
  readonly only?: readonly string[] | undefined
  /** Files that are not finished are left as they are known; absent: every file is taken as it is. */
  readonly look?: SettlingLook | undefined
  /** Whether a file must be read although its revision is the known one. */
  isStale(key: string): boolean
}

const byKey = (a: { readonly key: string }, b: { readonly key: string }): number =>
  a.key < b.key ? -1 : a.key > b.key ? 1 : 0

/** Lists the source to the end. Throws what a listing throws, and then nothing has been compared. */
export async function compareListing(
  catalog: Catalog,
  source: ArticleSource,
  { signal, only, look, isStale }: ListingRequest,
): Promise<ListingComparison> {
  // What a listing names is taken out; what is left in the end was not named.
  const unnamed = new Map<string, string>()
  for (const below of only ?? [undefined])
    for (const [key, revision] of catalog.revisions(below)) unnamed.set(key, revision)

  const changed: ArticleRef[] = []
  const known = new Set<string>()
  const skipped: SkippedRef[] = []
  let unchanged = 0
  /** Keys and known revisions of files that are being written. */
  const unfinished = new Map<string, string | undefined>()
  const take = (ref: ArticleRef): void => {
    const revision = unnamed.get(ref.key)
    unnamed.delete(ref.key)
    // What was read before under this revision was whole then, and what cannot change after it was listed is.
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
    for (const [key, revision] of unfinished) if (revision !== undefined) unnamed.set(key, revision)
    unfinished.clear()
    await list(again)
  }
  for (const [key, revision] of unfinished) {
    if (revision !== undefined) unchanged++
    if (look?.isRestless(key) === true) skipped.push(stillChanging(key))
  }

  const unlisted = skipped.filter(({ incomplete }) => incomplete).map(({ key }) => key)
  const gone: string[] = []
  for (const key of unnamed.keys()) {
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

export function findingOf({ key, code, message, fix, severity = 'error' }: SkippedRef): Finding {
  return { code, severity, message, file: key, fix }
}

function stillChanging(key: string): SkippedRef {
  return skippedRef(
    'file-still-changing',
    key,
    'The file has been changing for more than a minute, and is published once it stands still',
    'Look which program writes it; a log belongs outside the content folder.',
  )
}
