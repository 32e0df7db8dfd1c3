import type { Instant } from '../article/instant.ts'
import type { Finding } from '../finding.ts'
import { decodeDocument } from './document-text.ts'
import { lintSource } from './lint/index.ts'
import { SourceDocument } from './lint/source-document.ts'

export interface CheckOptions {
  /** Path or URL for the findings. */
  readonly path?: string
  /** The address from which clients request the document; compared with the address in it. */
  readonly selfUrl?: string
  /** Targets of temporary redirects from that address, which the document may also state. */
  readonly temporaryUrls?: readonly string[]
  /** The `Content-Type` it was served with. */
  readonly contentType?: string
  /** Dates after this moment are reported; absent to skip this check. */
  readonly now?: Instant
  /** Names of aggregator profiles to check as well. */
  readonly profiles?: readonly string[]
}

export interface CheckResult {
  /**
   * Format of the document, for people: `RSS 2.0`, `Atom 1.0`, `JSON Feed 1.1`, `OPML 2.0`, `HTML page`, `not a feed`.
   */
  readonly dialect: string
  readonly title?: string
  /** Number of items; for OPML, the number of outlines. */
  readonly items: number
  readonly byteLength: number
  /** Sorted by line. */
  readonly findings: readonly Finding[]
}

/**
 * Determines the format of an untrusted document and its problems. No entity is expanded, nothing is fetched, and time
 * and memory are linear in the number of bytes. Does not throw for any bytes.
 */
export function checkFeed(bytes: Uint8Array, options: CheckOptions = {}): CheckResult {
  const { text, encoding } = decodeDocument(bytes, options.contentType)
  const facts = { ...options, encoding, byteLength: bytes.length }
  const document = new SourceDocument(text, facts)
  const { title } = document
  return {
    dialect: document.dialect.label,
    ...(title === undefined || title === '' ? {} : { title }),
    items: document.dialect.family === 'opml' ? document.named('outline').length : document.items.length,
    byteLength: bytes.length,
    findings: lintSource(document, facts),
  }
}
