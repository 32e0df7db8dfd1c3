import { instantToMs } from '../article/instant.ts'
import { contentType } from '../http/content-type.ts'
import { formatHttpDate } from '../http/http-date.ts'
import { PAGE_CSP } from '../pages/page.ts'
import type { PublishedFile, StagedContents } from '../targets/target.ts'
import { entityTag } from './entity-tag.ts'
import { CORS_HEADERS, EMPTY } from './error-responses.ts'
import { type Answer, type AnswerPair, type CachePolicy, cacheControl } from './http-message.ts'
import { CODINGS, type Coding } from './negotiation.ts'

/** One published file with all precomputed answers about it, except deltas. */
export interface ServedFile {
  readonly file: PublishedFile
  /** Milliseconds since 1970, and the same as an IMF-fixdate. */
  readonly modifiedAt: number
  readonly lastModified: string
  /** One for each available coding, in the order of {@link CODINGS}. */
  readonly representations: readonly Representation[]
  /** Entity tag of a recorded revision, in any coding → the changes since then. */
  readonly deltas: ReadonlyMap<string, ServedDelta>
}

/** The file in one content coding. */
export interface Representation extends AnswerPair {
  readonly coding: Coding
  /** Strong entity tag, with its quotes. */
  readonly tag: string
  readonly notModified: Answer
}

/** The changes since a revision. */
export interface ServedDelta {
  /** 0 for the newest revision that can have a delta. */
  readonly age: number
  /** The delta in the available codings, created on the first request; empty if the whole document serves as well. */
  variants(): readonly (AnswerPair & { readonly coding: Coding })[]
}

/** The delta document for readers who have the revision `from` (hex SHA-256). */
export interface DeltaContents {
  readonly from: string
  /** Created on the first request; undefined if there is none that is suitable for sending. */
  contents(): StagedContents | undefined
}

/** Header data of the answers. */
export interface FilePolicy {
  /** Maximum age of an answer in seconds, and the time for which it may be used when the server is unavailable. */
  readonly maxAge: number
  readonly staleIfError: number
  /** Value of the `Link` header (RFC 8288). */
  readonly link: string
  /** Headers with the key by which caches purge the file, as alternating names and values. */
  readonly cacheKeys: readonly string[]
}

/**
 * Creates all answers about one file. `deltas` are ordered newest revision first.
 *
 * @param contents undefined for a file whose bytes are read from the target on request
 */
export function serveFile(
  file: PublishedFile,
  contents: StagedContents | undefined,
  deltas: readonly DeltaContents[],
  policy: FilePolicy,
): ServedFile {
  const lastModified = formatHttpDate(instantToMs(file.lastModified))
  const cache: CachePolicy = { maxAge: policy.maxAge, staleIfError: policy.staleIfError, isDelta: false }
  const freshness = ['Cache-Control', cacheControl(cache, cache.maxAge)]
  // A cached complete answer is valid for every client, so it need not vary on If-None-Match, for which caches would
  // store a copy per validator. An answer to a poll without A-IM must not hide the delta from one with it.
  const vary = deltas.length > 0 ? 'Accept-Encoding, A-IM' : 'Accept-Encoding'
  const representations = CODINGS.flatMap((coding): Representation[] => {
    const body = contents?.[coding]
    const isStored = contents === undefined && (coding === 'identity' || file.encodings.includes(coding))
    if (body === undefined && !isStored) return []
    const tag = entityTag(file.sha256, coding)
    const validation = ['ETag', tag, 'Vary', vary]
    const headers = [
      ...['Content-Type', contentType(file.mediaType)],
      ...(body === undefined ? [] : ['Content-Length', String(body.length)]),
      ...(coding === 'identity' ? [] : ['Content-Encoding', coding]),
      ...['Last-Modified', lastModified],
      ...validation,
      ...['Link', policy.link],
      ...policy.cacheKeys,
      ...CORS_HEADERS,
      ...['X-Content-Type-Options', 'nosniff'],
      ...(file.mediaType === 'text/html' ? ['Content-Security-Policy', PAGE_CSP] : []),
      ...freshness,
    ]
    // RFC 9110 §15.4.5: a 304 has the Cache-Control, ETag and Vary of the 200, and little else.
    const notModified = {
      status: 304,
      headers: [...validation, ...CORS_HEADERS.slice(0, 2), ...freshness],
      body: EMPTY,
      file,
      cache,
    }
    const stored = { status: 200, headers, body: EMPTY, file, cache, stored: coding }
    const pair = body === undefined ? { get: stored, head: stored } : answers(200, headers, body, file, cache)
    return [{ coding, tag, ...pair, notModified }]
  })
  return {
    file,
    modifiedAt: instantToMs(file.lastModified),
    lastModified,
    representations,
    deltas: new Map(deltas.flatMap((delta, age) => serveDelta(file, delta, age, policy, lastModified))),
  }
}

/** `226 IM Used` (RFC 3229 §10.4.1), for each entity tag of the revision to which it applies. */
function serveDelta(
  file: PublishedFile,
  { from, contents }: DeltaContents,
  age: number,
  policy: FilePolicy,
  lastModified: string,
): [tag: string, delta: ServedDelta][] {
  let made: ReturnType<ServedDelta['variants']> | undefined
  const delta: ServedDelta = {
    age,
    variants() {
      made ??= variantsOf(file, contents(), policy, lastModified)
      return made
    },
  }
  return CODINGS.map((coding) => [entityTag(from, coding), delta])
}

function variantsOf(
  file: PublishedFile,
  contents: StagedContents | undefined,
  policy: FilePolicy,
  lastModified: string,
) {
  const cache: CachePolicy = { maxAge: policy.maxAge, staleIfError: policy.staleIfError, isDelta: true }
  return CODINGS.flatMap((coding) => {
    const body = contents?.[coding]
    if (body === undefined) return []
    const headers = [
      ...['Content-Type', contentType(file.mediaType), 'Content-Length', String(body.length)],
      ...(coding === 'identity' ? [] : ['Content-Encoding', coding]),
      ...['IM', 'feed', 'Last-Modified', lastModified],
      // RFC 3229 §10.4.1: the tag is that of the current instance, which the client has after applying the delta.
      ...['ETag', entityTag(file.sha256, coding)],
      ...['Vary', 'Accept-Encoding, A-IM, If-None-Match'],
      ...['Link', policy.link],
      ...CORS_HEADERS,
      ...['X-Content-Type-Options', 'nosniff'],
      ...['Cache-Control', cacheControl(cache, cache.maxAge)],
    ]
    return [{ coding, ...answers(226, headers, body, file, cache) }]
  })
}

function answers(
  status: number,
  headers: string[],
  body: Uint8Array,
  file: PublishedFile,
  cache: CachePolicy,
): AnswerPair {
  return { get: { status, headers, body, file, cache }, head: { status, headers, body: EMPTY, file, cache } }
}
