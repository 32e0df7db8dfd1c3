import type { FeedDocument } from '../feed/document.ts'
import type { Finding } from '../finding.ts'
import { type FeedFormat, FormatError } from '../formats/format.ts'
import { checkRoundTrip } from '../gate/round-trip.ts'
import type { OutgoingFile } from '../targets/publication.ts'
import type { PublishedFile } from '../targets/target.ts'
import { withOwnIds } from './own-ids.ts'
import type { Parts } from './parts.ts'

/** Parses a published document; undefined if its file is missing or damaged. */
export async function readPublished(
  parts: Parts,
  file: PublishedFile,
  format: FeedFormat,
): Promise<FeedDocument | undefined> {
  const bytes = await parts.target.read(file)
  if (bytes === undefined) return undefined
  try {
    return withOwnIds(parts, format.read(Buffer.from(bytes).toString()))
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}

/** A published file with new content; findings instead of a candidate if it cannot be verified. */
export function rewritten(
  feedName: string,
  file: PublishedFile,
  format: FeedFormat,
  document: FeedDocument,
): { readonly candidate?: OutgoingFile; readonly findings: readonly Finding[] } {
  const bytes = Buffer.from(format.write(document))
  const findings = checkRoundTrip(format, document, bytes, feedName)
  if (findings.length > 0) return { findings }
  return {
    candidate: { ...restated(file, bytes), said: format.project(document) },
    findings,
  }
}

/** A published file with new content. */
export function restated(
  { path, mediaType, rank, feed, format }: PublishedFile,
  bytes: Uint8Array,
): OutgoingFile {
  return {
    path,
    mediaType,
    rank,
    bytes,
    ...(feed === undefined ? {} : { feed }),
    ...(format === undefined ? {} : { format }),
  }
}
