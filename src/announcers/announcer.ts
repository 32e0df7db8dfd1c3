import type { Finding } from '../finding.ts'
import type { PublishedFile, PublishedSet } from '../targets/target.ts'

/** What a commit changed for readers. */
export interface PublishedChange {
  /** What was told of before; absent when that is not known: then everything in `after` may be new. */
  readonly before?: PublishedSet | undefined
  /** What readers have now. */
  readonly after: PublishedSet
}

/** Shows what was committed before anyone is told of it, such as our own server. The run waits for it. */
export type CommitListener = (change: PublishedChange, signal: AbortSignal) => Promise<void>

/** Who is told after a commit: caches that keep copies, hubs that push. */
export interface Announcer {
  /** Names it in metrics, and in what is remembered of it. */
  readonly name: string
  /** Caches are told first: a hub that is told fetches at once, and must not get an old copy. */
  readonly isCache: boolean
  /** Most notices told a receiver in one request. */
  batchOf(receiver: string): number
  /** Who is to be told of what, equal for equal sets. Names every receiver when `before` is absent. */
  noticesOf(change: PublishedChange): readonly Notice[]
  /** Tells a receiver once. Telling twice does no harm. */
  tell(receiver: string, about: readonly string[], signal: AbortSignal): Promise<Outcome>
  /** What a person is told of a receiver that was not told. */
  notTold(receiver: string, got: string): Finding
  /** What a person is told of an answer that says yes and is doubtful all the same. */
  doubtful?(receiver: string, got: string): Finding
}

export interface Notice {
  /** Names the receiver within its announcer, without anything secret. */
  readonly receiver: string
  /** Absolute URL that changed. */
  readonly about: string
}

/** What became of one request to a receiver. */
export type Outcome =
  | { readonly isTold: true; readonly doubt?: string }
  | {
      readonly isTold: false
      readonly got: string
      /** Whether asking for anything else now would end the same way: no answer, or one that says to wait. */
      readonly isAway: boolean
      /** Milliseconds for which the receiver asks to be left alone. */
      readonly pauseMs?: number
    }

/** A document of a feed, not of its archive, whose bytes readers did not have before. */
export interface ChangedDocument {
  /** Its address, which is its `self` link and so what readers know it by. */
  readonly url: string
  /** Name of its format, such as `rss`. */
  readonly format: string
  readonly feed: PublishedSet['feeds'][number]
}

export function changedDocuments(change: PublishedChange): readonly ChangedDocument[] {
  const feeds = new Map(change.after.feeds.map((feed) => [feed.name, feed]))
  return changedFiles(change).flatMap(({ rank, feed: name = '', format, path, address = path }) => {
    const feed = feeds.get(name)
    if (rank !== 'feed' || format === undefined || feed?.baseUrl === undefined) return []
    return [{ url: new URL(address, feed.baseUrl).href, format, feed }]
  })
}

/** The files of `after` that are new or have other bytes than in `before`. */
function changedFiles({ before, after }: PublishedChange): readonly PublishedFile[] {
  const known = new Map(before?.files.map((file) => [file.path, file.sha256]))
  return after.files.filter(({ path, sha256 }) => known.get(path) !== sha256)
}
