import type { FeedDocument } from '../feed/document.ts'

/** Names of a format in settings and addresses. */
export interface FormatNames {
  /** Name in settings, for example `rss`. */
  readonly name: string
  /** File name in the feed's folder, for example `rss.xml`. */
  readonly fileName: string
  /** Name for people, for example `RSS 2.0`. */
  readonly label: string
}

/** A format that is loaded only when a document is written or read, because a run without changes needs none. */
export interface FormatEntry extends FormatNames {
  /** Addresses at which readers expect this format instead of the first one. */
  readonly addresses?: RegExp
  load(): Promise<FeedSyntax>
}

/** A loaded format. */
export interface FeedFormat extends FormatNames, FeedSyntax {}

/**
 * The syntax of a feed. For all documents `d` that {@link FeedDocument} allows: `read(write(d))` deep-equals
 * `project(d)`, and `write` depends only on `d`.
 */
export interface FeedSyntax {
  /** Registered media type, without parameters. */
  readonly mediaType: string
  /** Whether the format can represent removed items (RFC 6721). */
  readonly saysTombstones: boolean
  write(document: FeedDocument): string
  /** Parses the output of {@link write}. Throws `FormatError` with line and column for invalid text. */
  read(text: string): FeedDocument
  /** Reduces a document to what this format can represent, without further losses. Idempotent. */
  project(document: FeedDocument): FeedDocument
}

/** A text is not a document of the format; `line` and `column` count from 1 if known. */
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
