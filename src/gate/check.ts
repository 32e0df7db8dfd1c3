import type { Instant } from '../article/instant.ts'
import type { Finding } from '../finding.ts'
import { decodeDocument } from './document-text.ts'
import { lintSource } from './lint/index.ts'
import { SourceDocument } from './lint/source-document.ts'

export interface CheckOptions {
  /** Path or URL to name in the findings. */
  readonly path?: string
  /** The address that clients ask for the document; compared with the one it states. */
  readonly selfUrl?: string
  /** Where that address leads for the time being; the document may state one of these as well. */
  readonly temporaryUrls?: readonly string[]
  /** The `Content-Type` it was served with. */
  readonly contentType?: string
  /** Dates after this moment are remarked; absent: none are. */
  readonly now?: Instant
  /** Names of aggregator profiles to ask as well. */
  readonly profiles?: readonly string[]
}

export interface CheckResult {
  /** What the document is, for people: `RSS 2.0`, `Atom 1.0`, `JSON Feed 1.1`, `OPML 2.0`, `HTML page`, `not a feed`. */
  readonly dialect: string
  readonly title?: string
  /** Number of items; for OPML the number of outlines. */
  readonly items: number
  readonly byteLength: number
  /** In the order of lines. */
  readonly findings: readonly Finding[]
}

/**
 * Says what a document of unknown origin is and what is wrong with it. Trusts nothing in it: no entity is expanded,
 * nothing is fetched, and time and memory are linear in the number of bytes. Never throws for what the bytes may be.
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
