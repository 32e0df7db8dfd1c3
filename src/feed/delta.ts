import { createHash } from 'node:crypto'
import type { FeedDocument } from './document.ts'

/**
 * The history of a published document: compact data about its last revisions that shows which items are new or changed
 * since each of them. Stored with the published set; independent of the clock.
 */
export interface DocumentHistory {
  /** Path of the document in the published set. */
  readonly path: string
  /** Number of the newest revision; revisions are numbered consecutively. */
  readonly revision: number
  /** Hex SHA-256 of the bytes of each recorded revision, newest first. */
  readonly sha256: readonly string[]
  /**
   * Fingerprint of each item and tombstone of the newest revision → the revision since which it has been included
   * without change or interruption.
   */
  readonly since: Readonly<Record<string, number>>
}

/**
 * A document for readers who have one of the revisions `from`: the current one, reduced to what is new or changed
 * since.
 */
export interface PlannedDelta {
  /** Hex SHA-256 of the revisions to which it applies, newest first. */
  readonly from: readonly string[]
  readonly document: FeedDocument
}

/** Number of recorded revisions of a document: a day of hourly changes. */
const REMEMBERED_REVISIONS = 24

/**
 * The history after `document`, whose bytes have this `sha256`, was published at `path`; `previous` itself if nothing
 * changed. `document` is reduced to what its format can represent (`project`), so that it is comparable with the
 * document parsed from its bytes.
 */
export function advanceHistory(
  previous: DocumentHistory | undefined,
  published: { readonly path: string; readonly sha256: string; readonly document: FeedDocument },
  remembered = REMEMBERED_REVISIONS,
): DocumentHistory {
  const { path, sha256, document } = published
  if (previous !== undefined && previous.sha256[0] === sha256) return previous
  const revision = (previous?.revision ?? 0) + 1
  const since: Record<string, number> = {}
  for (const part of [...document.items, ...document.tombstones]) {
    const key = fingerprint(part)
    since[key] = previous?.since[key] ?? revision
  }
  return { path, revision, sha256: [sha256, ...(previous?.sha256 ?? [])].slice(0, remembered), since }
}

/**
 * Plans the delta documents (RFC 3229 with the `feed` instance manipulation): one for each set of revisions that lack
 * the same items. Revisions that lack all items get none, because the whole document serves them as well.
 *
 * @param document the newest revision in `history`, parsed from its bytes
 */
export function planDeltas(history: DocumentHistory, document: FeedDocument): readonly PlannedDelta[] {
  const items = document.items.map((item) => ({ item, since: sinceOf(item) }))
  const tombstones = document.tombstones.map((tombstone) => ({ tombstone, since: sinceOf(tombstone) }))
  const planned: { from: string[]; document: FeedDocument }[] = []
  const { archive, ...rest } = document
  // RFC 5005 §2: "complete" means that items not listed are removed, which a delta must not state.
  const head = archive === undefined || archive.kind === 'complete' ? rest : document
  const seen = new Set(history.sha256.slice(0, 1))
  let size = -1
  history.sha256.forEach((sha256, age) => {
    // A document that returned to earlier bytes has the revision twice; the newer one lacks less.
    if (age === 0 || seen.has(sha256)) return
    seen.add(sha256)
    const number = history.revision - age
    const lacking = {
      items: items.filter(({ since }) => since > number).map(({ item }) => item),
      tombstones: tombstones.filter(({ since }) => since > number).map(({ tombstone }) => tombstone),
    }
    if (lacking.items.length === items.length) return
    // The set of missing items only grows with age, so equal sizes mean equal sets.
    const lacks = lacking.items.length + lacking.tombstones.length
    const last = planned.at(-1)
    if (last !== undefined && lacks === size) last.from.push(sha256)
    else planned.push({ from: [sha256], document: { ...head, ...lacking } })
    size = lacks
  })
  return planned

  /** Items unknown to the history are included in all deltas. */
  function sinceOf(part: object): number {
    return history.since[fingerprint(part)] ?? Number.POSITIVE_INFINITY
  }
}

/** Twelve hex digits that depend on all fields, but not on the order of fields or on absent fields. */
function fingerprint(part: object): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(part)))
    .digest('hex')
    .slice(0, 12)
}

/** The value with the keys of all nested objects sorted. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}
