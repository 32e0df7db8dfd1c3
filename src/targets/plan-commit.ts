import type { PublishedFile, PublishedSet } from './target.ts'

/** In which order a commit changes what readers have; after any step of it they may look. */
export interface CommitPlan<S> {
  /** Staged files that the set lists, in groups: archive documents, feeds, indexes. A group is complete before the next begins. */
  readonly groups: readonly (readonly S[])[]
  /** Paths that the set does not list any more, for after the manifest. */
  readonly removals: readonly string[]
}

const RANKS: readonly PublishedFile['rank'][] = ['archive', 'feed', 'index']

/**
 * Plans the commit of `set` over `old`. Documents go from what is linked to (archives) to what links (indexes). The manifest
 * follows them: it says what readers have seen, and coming first it would, after a crash, vouch for documents that never went
 * out. Removals follow the manifest, for it must never list what is gone.
 *
 * Throws when `set` lists a file twice, or one that is neither in `old` nor staged.
 *
 * @param staged everything that was staged; what the set does not list is left out
 * @param unfinished paths that commits which were cut short may have put in place or not removed yet
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
