/**
 * Messages to servers about commits. They only reduce the delay: they may be lost, repeated or sent by others, so a message makes
 * a server check the target, which it also does at intervals.
 */
export interface CommitChannel {
  /** Display name, without password. */
  readonly name: string
  /** Sends a message to all subscribers. Throws if the store does not answer. */
  publish(): Promise<void>
  /** Receives messages until `signal` aborts. Throws `EnvironmentError` `PACKAGE_MISSING` if the package for it is not installed. */
  subscribe(listener: CommitListening, signal: AbortSignal): Promise<void>
}

export interface CommitListening {
  /** Called for each message, and when messages may have been missed. */
  heard(): void
  /** Messages cannot be received now; called again only after {@link CommitListening.back}. */
  away(reason: string): void
  back(): void
}

/** A kind of store for messages: one file in this folder, and its line in `index.ts`. */
export interface ChannelKind {
  /** Display name. */
  readonly label: string
  /** Schemes of its addresses, such as `redis`. */
  readonly schemes: readonly string[]
  readonly example: string
  /** Whether an address with one of the schemes is valid. */
  takes(address: string): boolean
  /** Does not connect yet. */
  open(url: string): CommitChannel
}
