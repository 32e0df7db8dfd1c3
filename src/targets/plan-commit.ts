import type { PublishedFile, PublishedSet } from './target.ts'

/** The order in which a commit changes the published files; every intermediate state is valid for readers. */
export interface CommitPlan<S> {
  /**
   * Staged files of the set, in groups: archive documents, feeds, indexes. Each group is completed before the next
   * begins.
   */
  readonly groups: readonly (readonly S[])[]
  /** Paths that are no longer in the set, to be removed after the manifest is written. */
  readonly removals: readonly string[]
}

const RANKS: readonly PublishedFile['rank'][] = ['archive', 'feed', 'index']

/**
 * Plans the commit of `set` over `old`. Linked documents (archives) come before those that link to them (indexes). The
 * manifest comes after all documents: it records what readers have seen, and if it came first, it could, after a crash,
 * list documents that were never published. Removals come after the manifest, which must never list a missing file.
 *
 * Throws if `set` lists a file twice, or one that is neither in `old` nor staged.
 *
 * @param staged all staged files; those not in the set are ignored
 * @param unfinished paths that interrupted commits may have published, or not yet removed
 */
export function planCommit<S extends { readonly file: PublishedFile }>(
  old: PublishedSet | undefined,
  set: PublishedSet,
  staged: readonly S[],
  unfinished: readonly string[] = [],
): CommitPlan<S> {
  const published = old?.files ?? []
  checkSet(set, [...published, ...staged.map(({ file }) => file)])
  const listed = new Set(set.files.map(({ path }) => path))
  const coming = staged.filter(({ file }) => listed.has(file.path))
  const known = [...published.map(({ path }) => path), ...unfinished]
  return {
    groups: RANKS.map((rank) => coming.filter(({ file }) => file.rank === rank)).filter(isNotEmpty),
    removals: [...new Set(known)].filter((path) => !listed.has(path)),
  }
}

const isNotEmpty = (group: readonly unknown[]): boolean => group.length > 0

function checkSet(set: PublishedSet, available: readonly PublishedFile[]): void {
  const hashes = new Set(available.map((file) => `${file.sha256} ${file.path}`))
  const seen = new Set<string>()
  for (const file of set.files) {
    if (seen.has(file.path)) throw new Error(`${file.path} is listed twice in the set to publish`)
    seen.add(file.path)
    if (!hashes.has(`${file.sha256} ${file.path}`))
      throw new Error(`${file.path} is listed in the set to publish, and was neither published nor staged`)
  }
}
