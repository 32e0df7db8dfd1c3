import { parseHttpDate } from '../http/http-date.ts'
import { listedTags } from './entity-tag.ts'
import { fixedAnswers, locationOf, redirectAnswers } from './error-responses.ts'
import { type Answer, type AnswerPair, cacheControl, type Poll } from './http-message.ts'
import { acceptsFeedDelta, type CodingWeights, weighCodings } from './negotiation.ts'
import { requestPath } from './request-path.ts'
import type { Representation, ServedDelta, ServedFile } from './served-file.ts'
import type { Snapshot } from './snapshot.ts'

/** Answers any poll, based on values only. */
export function answerPoll(snapshot: Snapshot, poll: Poll): Answer {
  return freshUntilChange(chooseAnswer(snapshot, poll), poll)
}

/** No answer remains fresh beyond the moment at which its content may change (RFC 9111 §4.2.1). */
function freshUntilChange(answer: Answer, { nextChangeAt, receivedAt }: Poll): Answer {
  const { cache, headers } = answer
  if (cache === undefined || nextChangeAt === undefined) return answer
  const seconds = Math.max(0, Math.floor((nextChangeAt - receivedAt) / 1000))
  if (seconds >= cache.maxAge) return answer
  return { ...answer, headers: [...headers.slice(0, -1), cacheControl(cache, seconds)] }
}

function chooseAnswer(snapshot: Snapshot, poll: Poll): Answer {
  const { method, target } = poll
  const head = method === 'HEAD'
  const safe = head || method === 'GET'
  // RFC 9112 §3.2: a cache in front of the server might use another of the hosts.
  if (poll.hasSeveralHosts) return pick(fixedAnswers.hostsRefused, head)
  // RFC 9110 §9.3.1: content in a GET has no meaning and may be an attack; this server accepts none.
  if (poll.hasContent) return pick(safe ? fixedAnswers.contentRefused : fixedAnswers.methodRefused, head)
  const exact = snapshot.files.get(target)
  if (exact !== undefined && safe) return answerFile(exact, poll, head)

  const asked = requestPath(target)
  if ('refused' in asked) {
    if (asked.refused === 'too-long') return pick(fixedAnswers.targetTooLong, head)
    if (asked.refused === 'server-wide' && method === 'OPTIONS') return fixedAnswers.options.get
    return pick(fixedAnswers.malformed, head)
  }
  if (method === 'OPTIONS') return fixedAnswers.options.get
  if (!safe) return fixedAnswers.methodNotAllowed.get
  const file = snapshot.files.get(asked.path) ?? snapshot.stored.get(asked.path)?.()
  if (file !== undefined) return answerFile(file, poll, head)
  return pick(snapshot.fixed.get(asked.path) ?? answerBelow(snapshot, asked.path, poll.accept), head)
}

/** Redirects and removals of whole folders; otherwise 404. */
function answerBelow(snapshot: Snapshot, path: string, accept: string | undefined): AnswerPair {
  for (const folder of snapshot.folders) {
    if (!path.startsWith(folder.from)) continue
    if (folder.to === undefined) return fixedAnswers.gone
    if (!folder.to.endsWith('/')) return redirectAnswers(folder.status, locationOf(path, folder.to))
    const rest = path.slice(folder.from.length)
    // `//` would begin a host name (RFC 3986 §4.2), and no file has an empty name.
    if (rest.startsWith('/') || rest.includes('//')) return fixedAnswers.notFound
    return redirectAnswers(folder.status, locationOf(path, folder.to + encodeURI(rest)))
  }
  if (snapshot.isStarting) return fixedAnswers.starting
  const isPerson = accept?.toLowerCase().includes('text/html') === true
  return (isPerson ? snapshot.notFoundPage?.(path) : undefined) ?? fixedAnswers.notFound
}

/** Evaluates preconditions in the order of RFC 9110 §13.2.2. */
function answerFile(file: ServedFile, poll: Poll, head: boolean): Answer {
  const weights = weighCodings(poll.acceptEncoding)
  const chosen = choose(file.representations, weights)
  if (chosen === undefined) return pick(fixedAnswers.notAcceptable, head)
  if (poll.ifMatch !== undefined) {
    if (!matchesStrongly(poll.ifMatch, chosen)) return pick(fixedAnswers.preconditionFailed, head)
  } else if (poll.ifUnmodifiedSince !== undefined) {
    const since = parseHttpDate(poll.ifUnmodifiedSince, poll.receivedAt)
    if (since !== undefined && file.modifiedAt > since) return pick(fixedAnswers.preconditionFailed, head)
  }
  // RFC 9110 §13.1.3: If-Modified-Since is ignored if there is an If-None-Match, even if that did not match.
  if (poll.ifNoneMatch !== undefined) {
    return answerToTags(file, chosen, weights, poll.ifNoneMatch, poll.aIm, head)
  }
  if (poll.ifModifiedSince !== undefined && isUnmodified(file, poll.ifModifiedSince, poll.receivedAt)) {
    return chosen.notModified
  }
  return pick(chosen, head)
}

/**
 * `If-None-Match` (RFC 9110 §13.1.2): 304 if the client has the current state in a coding it accepts, 226 if it has an
 * earlier one and asked for a delta (RFC 3229), or else the complete document.
 */
function answerToTags(
  file: ServedFile,
  chosen: Representation,
  weights: CodingWeights,
  ifNoneMatch: string,
  aIm: string | undefined,
  head: boolean,
): Answer {
  if (ifNoneMatch === chosen.tag || ifNoneMatch.trim() === '*') return chosen.notModified
  const tags = listedTags(ifNoneMatch)
  if (tags.includes(chosen.tag)) return chosen.notModified
  // The server may choose the coding (RFC 9110 §12.1), so it chooses the one that the client has.
  const held = file.representations.find(({ tag, coding }) => weights[coding] > 0 && tags.includes(tag))
  if (held !== undefined) return held.notModified
  if (aIm !== undefined && file.deltas.size > 0 && acceptsFeedDelta(aIm)) {
    const delta = smallestDelta(file.deltas, tags)
    const variant = delta === undefined ? undefined : choose(delta.variants(), weights)
    if (variant !== undefined) return pick(variant, head)
  }
  return pick(chosen, head)
}

/** The delta from the newest revision among `tags`; undefined if there is none. */
function smallestDelta(
  deltas: ReadonlyMap<string, ServedDelta>,
  tags: readonly string[],
): ServedDelta | undefined {
  let best: ServedDelta | undefined
  for (const tag of tags) {
    const delta = deltas.get(tag)
    if (delta !== undefined && (best === undefined || delta.age < best.age)) best = delta
  }
  return best
}

/** The variant with the highest weight, or the first of several; undefined if none is acceptable. */
function choose<T extends { readonly coding: keyof CodingWeights }>(
  variants: readonly T[],
  weights: CodingWeights,
): T | undefined {
  let best: T | undefined
  let weight = 0
  for (const variant of variants) {
    if (weights[variant.coding] > weight) {
      best = variant
      weight = weights[variant.coding]
    }
  }
  return best
}

/** RFC 9110 §13.1.1 compares strongly: a weak tag never matches. */
function matchesStrongly(ifMatch: string, { tag }: Representation): boolean {
  return ifMatch.trim() === '*' || listedTags(ifMatch.replaceAll(/W\/"[^"]*"/g, '')).includes(tag)
}

/**
 * Period after the publication of a document in which a client may have received its predecessor: the run was not
 * finished, or the clocks differ.
 */
const DOUBT_MS = 10 * 60 * 1000

/**
 * A client may send the date that it received, or the time of its own last request (RFC 9110 §13.1.3). A date in the
 * future results from a wrong clock, and is ignored like an invalid one.
 */
function isUnmodified(file: ServedFile, ifModifiedSince: string, now: number): boolean {
  if (ifModifiedSince === file.lastModified) return true
  const since = parseHttpDate(ifModifiedSince, now)
  if (since === undefined || since > now) return false
  return since === file.modifiedAt || since >= file.modifiedAt + DOUBT_MS
}

function pick(pair: AnswerPair, head: boolean): Answer {
  return head ? pair.head : pair.get
}
