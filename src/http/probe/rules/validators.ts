import { type Answer, isSameCoding } from '../../answer.ts'
import type { Observed } from '../observed.ts'
import type { RequestKind } from '../plan.ts'
import type { ProbeRule } from '../probe-rule.ts'

const isStrong = (tag: string): boolean => tag.startsWith('"')

function hasSameItems(observed: Observed, answer: Answer): boolean {
  return observed.factsOf(answer).items === observed.factsOf(observed.first).items
}

/** Whether the answer has no news compared with the first: the same bytes, or the same items with the same tag. */
function isOld(observed: Observed, answer: Answer): boolean {
  const { first } = observed
  if (observed.isSame(answer, first)) return true
  const isSameTag = first.headers['etag'] !== undefined && answer.headers['etag'] === first.headers['etag']
  return isSameTag && hasSameItems(observed, answer)
}

export const validatorsMissing: ProbeRule = {
  code: 'validators-missing',
  severity: 'warning',
  paragraph: 'RFC 9110 section 8.8',
  summary: 'The response has an ETag or a Last-Modified.',
  fix: 'Send an ETag made from the bytes (or Last-Modified), and answer with 304 if a client sends it back. Web servers do this for static files.',
  *check({ first, hasDocument }) {
    if (hasDocument && first.headers['etag'] === undefined && first.headers['last-modified'] === undefined)
      yield { message: 'Every poll must transfer the whole document', got: 'neither ETag nor Last-Modified' }
  },
}

export const validatorUnstable: ProbeRule = {
  code: 'validator-unstable',
  severity: 'warning',
  paragraph: 'RFC 9110 sections 8.8.1 and 8.8.3',
  summary: 'Validators stay the same while the bytes do.',
  fix: 'Make the ETag from the bytes, not from the time of the request, a process or the inode of a file. Behind a load balancer, all machines must send the same.',
  *check(observed) {
    const { first } = observed
    const again = observed.answer('again')
    if (again?.status !== 200 || !observed.isSame(again, first)) return
    for (const name of ['etag', 'last-modified'])
      if (first.headers[name] !== again.headers[name])
        yield {
          message: `${name === 'etag' ? 'ETag' : 'Last-Modified'} changed, but the bytes did not`,
          got: `${first.headers[name] ?? 'none'}, then ${again.headers[name] ?? 'none'}`,
          expected: 'the same for the same bytes',
        }
  },
}

export const validatorStuck: ProbeRule = {
  code: 'validator-stuck',
  severity: 'error',
  paragraph: 'RFC 9110 section 8.8.1',
  summary: 'Validators change when the document changes.',
  fix: 'Make the ETag from the bytes. With an ETag that stays the same, feed readers get 304 and never see new items.',
  *check(observed) {
    const { first } = observed
    const name = first.headers['etag'] === undefined ? 'last-modified' : 'etag'
    const value = first.headers[name]
    if (!observed.hasDocument || value === undefined) return
    const other = observed.wholes.find(
      ({ request, answer }) =>
        request.kind !== 'reader' &&
        answer.headers[name] === value &&
        isSameCoding(answer, first) &&
        !observed.isSame(answer, first) &&
        (isStrong(value) || !hasSameItems(observed, answer)),
    )
    if (other !== undefined)
      yield { message: 'The document changed, but its validator did not', got: `${name}: ${value}` }
  },
}

export const documentAlwaysNew: ProbeRule = {
  code: 'document-always-new',
  severity: 'warning',
  paragraph: 'RSS 2.0, lastBuildDate; RFC 4287 section 4.2.15',
  summary: 'The document stays the same, byte for byte, while there are no new items.',
  fix: 'Take the dates of the feed (lastBuildDate, updated) from its newest item instead of the current time, and remove comments with times or durations.',
  *check(observed) {
    const { first } = observed
    const again = observed.answer('again')
    if (!observed.hasDocument || again?.status !== 200 || observed.isSame(again, first)) return
    const plain = observed.wholes.filter(({ request }) => request.kind !== 'reader')
    const documents = observed.distinct(plain.map(({ answer }) => answer))
    if (documents > 2 && hasSameItems(observed, again))
      yield {
        message:
          'The bytes differ between responses although the items are the same, so few polls can be answered with 304',
        got: `${documents} documents in ${plain.length} responses`,
        expected: 'the same bytes',
      }
  },
}

/** The conditional requests that should be answered with 304, and the validators of each. */
const CONDITIONAL: readonly (readonly [RequestKind, string])[] = [
  ['tag-and-date', 'If-None-Match and If-Modified-Since together'],
  ['tag', 'If-None-Match'],
  ['date', 'If-Modified-Since'],
  ['delta', 'If-None-Match with A-IM: feed'],
]

export const notModifiedNever: ProbeRule = {
  code: 'not-modified-never',
  severity: 'warning',
  paragraph: 'RFC 9110 sections 13.1.2, 13.1.3 and 15.4.5',
  summary: 'A client with the current document gets 304.',
  fix: 'Let the server compare the validators of requests with those it sent. A usual cause is an ETag that the compression changes in the response (abc-gzip), and that the server does not recognize in the request.',
  *check(observed) {
    const { first } = observed
    const kinds = CONDITIONAL.filter(([kind]) => {
      const answer = observed.answer(kind)
      return observed.hasDocument && answer?.status === 200 && isOld(observed, answer)
    })
    const [kind] = kinds
    const sent = first.headers['etag'] ?? first.headers['last-modified']
    if (kind !== undefined)
      yield {
        message: `Nothing changed, but the whole document is sent again to ${kinds.map(([, what]) => what).join('; ')}`,
        got: `200, though ${sent ?? ''} was sent back`,
        expected: '304 without a body',
      }
  },
}

export const notModifiedAlways: ProbeRule = {
  code: 'not-modified-always',
  severity: 'error',
  paragraph: 'RFC 9110 sections 13.1.2 and 13.1.3',
  summary: 'Only clients with the current document get 304.',
  fix: 'Compare the tag or date with those of the document, and let no cache answer all conditional requests in the same way. Feed readers that get this 304 never see new items.',
  *check(observed) {
    const cases: readonly (readonly [RequestKind, string])[] = [
      ['other-tag', 'a invented entity tag'],
      ['old-date', 'If-Modified-Since of the year 2000'],
      ['other-delta', 'a invented entity tag with A-IM: feed'],
    ]
    for (const [kind, what] of cases)
      if (observed.answer(kind)?.status === 304)
        yield { message: `The server answers with 304 to ${what}`, got: '304', expected: '200' }
  },
}

/**
 * Headers that clients use after a 304. `Vary` should be included as well; nginx omits it, and no client is known to
 * need it.
 */
const KEPT = ['etag', 'cache-control', 'expires']

export const notModifiedIncomplete: ProbeRule = {
  code: 'not-modified-incomplete',
  severity: 'warning',
  paragraph: 'RFC 9110 section 15.4.5',
  summary: '304 repeats ETag, Cache-Control and Expires.',
  fix: 'Send these header fields with 304 as with 200. Clients and caches use them to extend the lifetime of their copy.',
  *check(observed) {
    const { first } = observed
    for (const kind of ['tag-and-date', 'tag', 'date'] as const) {
      const answer = observed.answer(kind)
      if (answer?.status !== 304) continue
      const lacks = KEPT.filter(
        (name) => first.headers[name] !== undefined && answer.headers[name] === undefined,
      )
      if (lacks.length === 0) continue
      yield {
        message: '304 lacks header fields of 200',
        got: `no ${lacks.join(', ')}`,
        expected: 'as with 200',
      }
      return
    }
  },
}

export const deltaUnmarked: ProbeRule = {
  code: 'delta-unmarked',
  severity: 'error',
  paragraph: 'RFC 3229 sections 10.4.1 and 10.5.2',
  summary: 'A delta is sent as 226 with IM: feed, and only to clients that requested one.',
  fix: 'Answer with 226 only to A-IM: feed, and with the header field IM: feed. Other clients treat the part as the whole feed.',
  *check(observed) {
    for (const { request, answer } of observed.probed.observations) {
      if (answer?.status !== 226) continue
      const isAsked = request.headers['a-im'] !== undefined && request.headers['if-none-match'] !== undefined
      const isMarked = /\bfeed\b/i.test(answer.headers['im'] ?? '')
      if (isAsked && isMarked) continue
      yield {
        message: `${request.name}: ${isAsked ? 'a delta is not marked as one' : 'a delta was not asked for'}`,
        got: `226, ${answer.headers['im'] === undefined ? 'no IM' : `IM: ${answer.headers['im']}`}`,
        expected: isAsked ? 'IM: feed' : '200 and the whole document',
      }
    }
  },
}

export const deltaWithoutBase: ProbeRule = {
  code: 'delta-without-base',
  severity: 'error',
  paragraph: 'RFC 3229 section 5.1',
  summary: 'A delta is sent only to clients whose version the server knows.',
  fix: 'Answer an unknown entity tag with 200 and the whole document. With a delta, the client misses items.',
  *check(observed) {
    if (observed.answer('other-delta')?.status === 226)
      yield { message: 'An invented entity tag is answered with a delta', got: '226', expected: '200' }
  },
}
