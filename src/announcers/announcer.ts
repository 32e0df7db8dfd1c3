import type { Finding } from '../finding.ts'
import type { PublishedSet } from '../targets/target.ts'

/** What a commit changed for readers. */
export interface PublishedChange {
  /** What the announcer was told of last; absent when that is not known: then everything in `after` may be new. */
  readonly before?: PublishedSet | undefined
  /** What readers have now. */
  readonly after: PublishedSet
}

/** Who is told after a commit: a server that shows the set, a CDN that keeps copies, a hub that pushes. */
export interface Announcer {
  /** Names it in findings, and in what is remembered of it. */
  readonly name: string
  /**
   * Tells of a change once its bytes are public. Telling twice does no harm: after a crash between commit and announcement
   * the next run tells again. What failed is a warning and is tried again at the next run; it holds no feed.
   */
  announce(change: PublishedChange, signal: AbortSignal): Promise<readonly Finding[]>
}

/** The files of `after` that are new or have other bytes than in `before`. */
export function changedFiles({ before, after }: PublishedChange): PublishedSet['files'] {
  const known = new Map(before?.files.map((file) => [file.path, file.sha256]))
  return after.files.filter(({ path, sha256 }) => known.get(path) !== sha256)
}
