import type { FeedDocument } from '../feed/document.ts'

/** A format as settings and addresses know it. */
export interface FormatNames {
  /** Name in settings, e.g. `rss`. */
  readonly name: string
  /** File name in the feed's folder, e.g. `rss.xml`. */
  readonly fileName: string
  /** What people call it, e.g. `RSS 2.0`. */
  readonly label: string
}

/** A format by name, loaded only when a document is written or read: a run that finds nothing to do needs none. */
export interface FormatEntry extends FormatNames {
  /** Addresses at which readers expect this format and not the first one. */
  readonly addresses?: RegExp
  load(): Promise<FeedSyntax>
}

/** A format, loaded. */
export interface FeedFormat extends FormatNames, FeedSyntax {}

/**
 * A syntax in which a feed can be said. For all documents `d` that {@link FeedDocument} allows:
 * `read(write(d))` deep-equals `project(d)`, and `write` is a function of `d` alone.
 */
export interface FeedSyntax {
  /** Registered media type, without parameters. */
  readonly mediaType: string
  /** Whether the format can say that an item is gone (RFC 6721). */
  readonly saysTombstones: boolean
  write(document: FeedDocument): string
  /** Reads what {@link write} wrote. Throws `FormatError` with line and column for anything it cannot read. */
  read(text: string): FeedDocument
  /** What this format is able to say of a document: the admitted losses, and nothing else. Idempotent. */
  project(document: FeedDocument): FeedDocument
}

/** A text is not a document of the format; `line` and `column` count from 1 where they are known. */
export class FormatError extends Error {
  override readonly name = 'FormatError'
  readonly line: number | undefined
  readonly column: number | undefined

  constructor(message: string, position?: { line: number; column: number }) {
    super(message)
    this.line = position?.line
    this.column = position?.column
  }
}
