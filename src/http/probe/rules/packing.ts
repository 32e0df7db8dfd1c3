import { type Answer, isSameCoding, statedCodings } from '../../answer.ts'
import { cacheDirectives, varyNames } from '../../cache.ts'
import type { RequestKind } from '../plan.ts'
import type { ProbeRule } from '../probe-rule.ts'

/** Below this size in bytes, compression saves no packet. */
const WORTH_PACKING = 1400

const isPacked = (answer: Answer): boolean => answer.unpacked.length > 0

export const compressionMissing: ProbeRule = {
  code: 'compression-missing',
  severity: 'warning',
  paragraph: 'RFC 9110 section 8.4.1',
  summary: 'A large document is sent compressed to clients that support it.',
  fix: 'Turn on gzip (and br) for the media type of the feed. The default list of many servers lacks application/rss+xml, application/atom+xml and application/feed+json.',
  *check(observed) {
    const { first, probed } = observed
    const asked = [first, observed.answer('gzip'), observed.answer('br')]
    if (!observed.hasDocument || first.body.length <= WORTH_PACKING) return
    if (asked.some((answer) => answer !== undefined && isPacked(answer))) return
    yield {
      message: 'The document is sent uncompressed, even if the client accepts compression',
      got: `${first.sentLength} bytes`,
      expected: `${probed.packedLength.gzip} bytes with gzip, ${probed.packedLength.br} with br`,
    }
  },
}

/** The codings that each request accepts. */
const ACCEPTED: readonly (readonly [RequestKind, readonly string[]])[] = [
  ['identity', []],
  ['gzip', ['gzip', 'x-gzip']],
  ['br', ['br']],
]

export const compressionUnasked: ProbeRule = {
  code: 'compression-unasked',
  severity: 'error',
  paragraph: 'RFC 9110 section 12.5.3',
  summary: 'No client gets a compression that it does not accept.',
  fix: 'Select the compression by Accept-Encoding, and send Vary: Accept-Encoding, so that caches do so too.',
  *check(observed) {
    for (const [kind, accepted] of ACCEPTED) {
      const answer = observed.answer(kind)
      const stated = answer?.status === 200 ? statedCodings(answer) : []
      if (stated.every((coding) => accepted.includes(coding))) continue
      yield {
        message: `A client that accepts only ${kind} cannot read the response`,
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
  summary: 'All compressed copies contain the same document.',
  fix: 'Write the compressed copies (.gz, .br) whenever you write the document, or let the server compress it. Feed readers that get an old copy miss new items.',
  *check(observed) {
    const { first } = observed
    const again = observed.answer('again')
    if (again?.status !== 200 || !observed.isSame(first, again)) return
    for (const kind of ['identity', 'gzip', 'br'] as const) {
      const answer = observed.answer(kind)
      if (answer?.status !== 200 || isSameCoding(answer, first) || observed.isSame(answer, first)) continue
      yield {
        message: `The document sent as ${kind} differs from the one sent as ${statedCodings(first).join(', ') || 'identity'}`,
        got: `${answer.body.length} bytes uncompressed`,
        expected: `${first.body.length} bytes, the same in every compression`,
      }
    }
  },
}

export const etagShared: ProbeRule = {
  code: 'etag-shared',
  severity: 'warning',
  paragraph: 'RFC 9110 section 8.8.3.3',
  summary: 'Each compression has a different strong ETag, or all have a weak one.',
  fix: 'Make the tag weak (W/"…") if the server compresses during the response, or use a different tag for each compression.',
  *check(observed) {
    const { first } = observed
    const tag = first.headers['etag']
    const other = observed.wholes.find(
      ({ answer }) => answer.headers['etag'] === tag && isPacked(answer) !== isPacked(first),
    )
    if (tag?.startsWith('"') === true && other !== undefined)
      yield {
        message: 'Compressed and uncompressed bytes have the same strong ETag, so a cache may confuse them',
        got: `ETag: ${tag}`,
        expected: `ETag: W/${tag}`,
      }
  },
}

export const varyMissing: ProbeRule = {
  code: 'vary-missing',
  severity: 'warning',
  paragraph: 'RFC 9110 section 12.5.5; RFC 9111 section 4.1',
  summary: 'A response that depends on Accept-Encoding has Vary: Accept-Encoding.',
  fix: 'Send "Vary: Accept-Encoding" with every response for the feed, compressed or not. Otherwise a cache sends compressed bytes to clients that cannot read them.',
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
        message:
          'The compression depends on Accept-Encoding, but not every response has Vary: Accept-Encoding',
        got: lacking.headers['vary'] === undefined ? 'no Vary' : `Vary: ${lacking.headers['vary']}`,
        expected: 'Vary: Accept-Encoding',
      }
  },
}
