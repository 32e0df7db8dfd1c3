import { type Answer, isSameCoding, statedCodings } from '../../answer.ts'
import { cacheDirectives, varyNames } from '../../cache.ts'
import type { RequestKind } from '../plan.ts'
import type { ProbeRule } from '../probe-rule.ts'

/** Below so many bytes packing saves no packet. */
const WORTH_PACKING = 1400

const isPacked = (answer: Answer): boolean => answer.unpacked.length > 0

export const compressionMissing: ProbeRule = {
  code: 'compression-missing',
  severity: 'warning',
  paragraph: 'RFC 9110 section 8.4.1',
  summary: 'A document of some size is sent packed to those who can unpack it.',
  fix: 'Turn on gzip (and br) for the media type of the feed: many servers list types and leave application/rss+xml, application/atom+xml and application/feed+json out.',
  *check(observed) {
    const { first, probed } = observed
    const asked = [first, observed.answer('gzip'), observed.answer('br')]
    if (!observed.hasDocument || first.body.length <= WORTH_PACKING) return
    if (asked.some((answer) => answer !== undefined && isPacked(answer))) return
    yield {
      message: 'The document is sent unpacked, whatever is asked for',
      got: `${first.sentLength} bytes`,
      expected: `${probed.packedLength.gzip} bytes with gzip, ${probed.packedLength.br} with br`,
    }
  },
}

/** What each request accepts, and nothing else. */
const ACCEPTED: readonly (readonly [RequestKind, readonly string[]])[] = [
  ['identity', []],
  ['gzip', ['gzip', 'x-gzip']],
  ['br', ['br']],
]

export const compressionUnasked: ProbeRule = {
  code: 'compression-unasked',
  severity: 'error',
  paragraph: 'RFC 9110 section 12.5.3',
  summary: 'No one gets a packing that was not asked for.',
  fix: 'Choose by Accept-Encoding, and let every cache in between do so: send Vary: Accept-Encoding.',
  *check(observed) {
    for (const [kind, accepted] of ACCEPTED) {
      const answer = observed.answer(kind)
      const stated = answer?.status === 200 ? statedCodings(answer) : []
      if (stated.every((coding) => accepted.includes(coding))) continue
      yield {
        message: `A client that accepts only ${kind} cannot read the answer`,
        got: `Content-Encoding: ${stated.join(', ')}`,
        expected: kind,
      }
    }
  },
}

export const codingStale: ProbeRule = {
  code: 'coding-stale',
  severity: 'error',
  paragraph: 'RFC 9110 section 8.4',
  summary: 'All packings hold the same document.',
  fix: 'Write the packed copies (.gz, .br) whenever the document is written, or let the server pack by itself: readers that get an old copy miss what is new.',
  *check(observed) {
    const { first } = observed
    const again = observed.answer('again')
    if (again?.status !== 200 || !observed.isSame(first, again)) return
    for (const kind of ['identity', 'gzip', 'br'] as const) {
      const answer = observed.answer(kind)
      if (answer?.status !== 200 || isSameCoding(answer, first) || observed.isSame(answer, first)) continue
      yield {
        message: `The document sent as ${kind} is another than the one sent as ${statedCodings(first).join(', ') || 'identity'}`,
        got: `${answer.body.length} bytes unpacked`,
        expected: `${first.body.length} bytes, the same in every packing`,
      }
    }
  },
}

export const etagShared: ProbeRule = {
  code: 'etag-shared',
  severity: 'warning',
  paragraph: 'RFC 9110 section 8.8.3.3',
  summary: 'Each packing has a strong ETag of its own, or all have a weak one.',
  fix: 'Make the tag weak (W/"…") where the server packs on the way out, or give each packing its own.',
  *check(observed) {
    const { first } = observed
    const tag = first.headers['etag']
    const other = observed.wholes.find(
      ({ answer }) => answer.headers['etag'] === tag && isPacked(answer) !== isPacked(first),
    )
    if (tag?.startsWith('"') === true && other !== undefined)
      yield {
        message: 'Packed and unpacked bytes have the same strong ETag: a cache may take one for the other',
        got: `ETag: ${tag}`,
        expected: `ETag: W/${tag}`,
      }
  },
}

export const varyMissing: ProbeRule = {
  code: 'vary-missing',
  severity: 'warning',
  paragraph: 'RFC 9110 section 12.5.5; RFC 9111 section 4.1',
  summary: 'An answer that depends on Accept-Encoding says so.',
  fix: 'Send "Vary: Accept-Encoding" with every answer for the feed, packed or not: a cache in between gives packed bytes to clients that cannot read them.',
  *check(observed) {
    const answers = observed.wholes.map(({ answer }) => answer)
    if (new Set(answers.map(isPacked)).size < 2) return
    const lacking = answers.find(
      (answer) =>
        !cacheDirectives(answer).has('no-store') &&
        !varyNames(answer).some((name) => name === 'accept-encoding' || name === '*'),
    )
    if (lacking !== undefined)
      yield {
        message: 'The packing depends on Accept-Encoding, and not every answer says so',
        got: lacking.headers['vary'] === undefined ? 'no Vary' : `Vary: ${lacking.headers['vary']}`,
        expected: 'Vary: Accept-Encoding',
      }
  },
}
