import { instantToMs } from '../article/instant.ts'
import { contentType } from '../http/content-type.ts'
import { formatHttpDate } from '../http/http-date.ts'
import { PAGE_CSP } from '../pages/page.ts'
import type { PublishedFile, StagedContents } from '../targets/target.ts'
import { entityTag } from './entity-tag.ts'
import { CORS_HEADERS, EMPTY } from './error-responses.ts'
import { type Answer, type AnswerPair, type CachePolicy, cacheControl } from './http-message.ts'
import { CODINGS, type Coding } from './negotiation.ts'

/** One published file with every answer about it made, but deltas. */
export interface ServedFile {
  readonly file: PublishedFile
  /** Milliseconds since 1970 and the same as an IMF-fixdate. */
  readonly modifiedAt: number
  readonly lastModified: string
  /** One for each coding there are bytes in, in the order of {@link CODINGS}. */
  readonly representations: readonly Representation[]
  /** Entity tag of a remembered revision, in any coding → what is new since. */
  readonly deltas: ReadonlyMap<string, ServedDelta>
}

/** The file in one content coding. */
export interface Representation extends AnswerPair {
  readonly coding: Coding
  /** Strong entity tag, with its quotes. */
  readonly tag: string
  readonly notModified: Answer
}

/** What is new since a revision. */
export interface ServedDelta {
  /** 0 for the youngest revision there may be a delta from. */
  readonly age: number
  /** The delta in the codings there are, made when first asked for; none when the whole document serves as well. */
  variants(): readonly (AnswerPair & { readonly coding: Coding })[]
}

/** The delta document for readers who have the revision `from` (hex SHA-256). */
export interface DeltaContents {
  readonly from: string
  /** Made when first asked for; undefined when there is none that is fit to be sent. */
  contents(): StagedContents | undefined
}

/** What the answers say besides the bytes. */
export interface FilePolicy {
  /** Seconds for which an answer is fresh at most, and for which it may be used when the server is away. */
  readonly maxAge: number
  readonly staleIfError: number
  /** Value of the `Link` header (RFC 8288). */
  readonly link: string
  /** What tells caches by which key to purge the file: names and values of headers in turn. */
  readonly cacheKeys: readonly string[]
}

/**
 * Makes every answer about one file. `deltas` are given youngest revision first.
 *
 * @param contents undefined for a file whose bytes are read from the target when somebody asks
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
  // A cached full answer is right for every poller, so it need not vary on If-None-Match: caches would keep a copy for
  // each validator. An answer to a poll without A-IM must not hide the delta from one with it.
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
    // RFC 9110 §15.4.5: a 304 carries what of Cache-Control, ETag and Vary the 200 would, and little else.
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

/** `226 IM Used` (RFC 3229 §10.4.1) under each entity tag that the revision it is for had. */
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
      // RFC 3229 §10.4.1: the tag is that of the current instance, which the poller has once it has applied the delta.
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
