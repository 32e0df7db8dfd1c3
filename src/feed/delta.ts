import { createHash } from 'node:crypto'
import type { FeedDocument } from './document.ts'

/**
 * What a published document said at its last revisions, in as few bytes as tell the items that are new or changed since
 * any of them. Persisted with the published set; holds no clock.
 */
export interface DocumentHistory {
  /** Path of the document in the published set. */
  readonly path: string
  /** Number of the newest revision; the one before has one less, and so on. */
  readonly revision: number
  /** Hex SHA-256 of the bytes of each remembered revision, newest first. */
  readonly sha256: readonly string[]
  /** Fingerprint of each item and tombstone of the newest revision → the revision since which it has been there, as it is, without a break. */
  readonly since: Readonly<Record<string, number>>
}

/** A document to make for readers who have one of the revisions `from`: the current one with only what is new or changed since. */
export interface PlannedDelta {
  /** Hex SHA-256 of the revisions it is right for, newest first. */
  readonly from: readonly string[]
  readonly document: FeedDocument
}

/** How many revisions of a document are remembered: a day of hourly changes. */
const REMEMBERED_REVISIONS = 24

/**
 * The history after `document`, whose bytes have this `sha256`, was published at `path`; `previous` itself when nothing
 * changed. `document` is what its format is able to say (`project`), so that it can be compared with what is read back.
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
 * Which delta documents to make (RFC 3229 with the `feed` instance manipulation): one for each set of revisions that
 * lack the same items. None for revisions that lack everything, as the whole document serves them as well.
 *
 * @param document the newest revision in `history`, read back from its bytes
 */
export function planDeltas(history: DocumentHistory, document: FeedDocument): readonly PlannedDelta[] {
  const items = document.items.map((item) => ({ item, since: sinceOf(item) }))
  const tombstones = document.tombstones.map((tombstone) => ({ tombstone, since: sinceOf(tombstone) }))
  const planned: { from: string[]; document: FeedDocument }[] = []
  const { archive, ...rest } = document
  // RFC 5005 §2: "complete" means that items not listed are gone, which a delta must not say.
  const head = archive === undefined || archive.kind === 'complete' ? rest : document
  const seen = new Set(history.sha256.slice(0, 1))
  let size = -1
  history.sha256.forEach((sha256, age) => {
    // A document that went back to earlier bytes has a revision twice; the newer one lacks less.
    if (age === 0 || seen.has(sha256)) return
    seen.add(sha256)
    const number = history.revision - age
    const lacking = {
      items: items.filter(({ since }) => since > number).map(({ item }) => item),
      tombstones: tombstones.filter(({ since }) => since > number).map(({ tombstone }) => tombstone),
    }
    if (lacking.items.length === items.length) return
    // What revisions lack only grows with their age, so equal size means the same parts.
    const lacks = lacking.items.length + lacking.tombstones.length
    const last = planned.at(-1)
    if (last !== undefined && lacks === size) last.from.push(sha256)
    else planned.push({ from: [sha256], document: { ...head, ...lacking } })
    size = lacks
  })
  return planned

  /** A part that the history does not know is told to everybody. */
  function sinceOf(part: object): number {
    return history.since[fingerprint(part)] ?? Number.POSITIVE_INFINITY
  }
}

/** Twelve hex digits that differ when any field differs; the order of fields and absent fields make no difference. */
function fingerprint(part: object): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(part)))
    .digest('hex')
    .slice(0, 12)
}

/** The value with the keys of all objects in it in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}
