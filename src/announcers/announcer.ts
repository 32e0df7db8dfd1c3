import type { Finding } from '../finding.ts'
import type { PublishedFile, PublishedSet } from '../targets/target.ts'

/** The changes of a commit to the published set. */
export interface PublishedChange {
  /** The set that was announced before; absent if unknown, in which case everything in `after` may be new. */
  readonly before?: PublishedSet | undefined
  /** The set that is published now. */
  readonly after: PublishedSet
}

/** Applies a commit before it is announced, for example in the built-in server. The run waits for it. */
export type CommitListener = (change: PublishedChange, signal: AbortSignal) => Promise<void>

/** Notifies receivers of commits: caches that keep copies, and hubs that push. */
export interface Announcer {
  /** Name in metrics and in stored state. */
  readonly name: string
  /** Caches are notified first: a hub fetches as soon as it is notified, and must not get an old copy. */
  readonly isCache: boolean
  /** Maximum number of notices per request to a receiver. */
  batchOf(receiver: string): number
  /** The receivers of a set; notices for others are dropped, because the settings no longer name them. */
  receivers(set: PublishedSet): readonly string[]
  /** The notices to send; depends only on the sets. Includes every receiver if `before` is absent. */
  noticesOf(change: PublishedChange): readonly Notice[]
  /** Notifies a receiver once. Repeating it does no harm. */
  tell(receiver: string, about: readonly string[], signal: AbortSignal): Promise<Outcome>
  /** The finding about a receiver that could not be notified. */
  notTold(receiver: string, got: string): Finding
  /** The finding about an answer that indicates success but is doubtful. */
  doubtful?(receiver: string, got: string): Finding
}

export interface Notice {
  /** Identifies the receiver within its announcer, without secrets. */
  readonly receiver: string
  /** Absolute URL that changed. */
  readonly about: string
}

/** The result of one request to a receiver. */
export type Outcome =
  | { readonly isTold: true; readonly doubt?: string }
  | {
      readonly isTold: false
      readonly got: string
      /** Whether other requests would now fail in the same way: no answer, or a request to wait. */
      readonly isAway: boolean
      /** Milliseconds that the receiver asks to wait. */
      readonly pauseMs?: number
    }

/** A document of a feed, outside its archive, whose bytes are new. */
export interface ChangedDocument {
  /** Its address, which is its `self` link and identifies it for readers. */
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

/** The files of `after` that are new or differ from those in `before`. */
function changedFiles({ before, after }: PublishedChange): readonly PublishedFile[] {
  const known = new Map(before?.files.map((file) => [file.path, file.sha256]))
  return after.files.filter(({ path, sha256 }) => known.get(path) !== sha256)
}
