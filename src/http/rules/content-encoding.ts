import { type Answer, statedCodings } from '../answer.ts'
import type { AnswerRemark, AnswerRule } from '../rule.ts'

const KNOWN: Readonly<Record<string, readonly string[]>> = {
  gzip: ['gzip'],
  'x-gzip': ['gzip'],
  br: ['br'],
  deflate: ['deflate', 'raw-deflate'],
}

const stated = ({ headers }: Answer): string => `Content-Encoding: ${headers['content-encoding'] ?? ''}`
const isKnown = (coding: string): boolean => Object.hasOwn(KNOWN, coding)

/** Whether the answer contains a document, compressed or not. */
const hasBody = ({ status, sentLength }: Answer): boolean => status >= 200 && status < 300 && sentLength > 0

export const contentEncodingFalse: AnswerRule = {
  code: 'content-encoding-false',
  severity: 'error',
  paragraph: 'RFC 9110 section 8.4',
  summary: 'The body is encoded as Content-Encoding says.',
  fix: 'Compress in one place: the web server, or the program behind it. The usual cause is a plug-in that sets the header field without compressing.',
  *check({ answer }) {
    const codings = statedCodings(answer)
    if (!hasBody(answer) || answer.isDamaged || !codings.every(isKnown)) return
    if (codings.length === 0) return
    const found = answer.unpacked
    const isTrue = codings.some((coding) => found.some((packing) => KNOWN[coding]?.includes(packing)))
    if (isTrue && codings.length <= found.length) return
    const what = found.length === 0 ? 'not packed' : isTrue ? 'packed once' : found.toReversed().join(' in ')
    yield {
      message: `Content-Encoding is ${codings.join(', ')}, but the bytes are ${what}`,
      got: stated(answer),
    }
  },
}

export const contentEncodingMissing: AnswerRule = {
  code: 'content-encoding-missing',
  severity: 'error',
  paragraph: 'RFC 9110 section 8.4',
  summary: 'A compressed body has a Content-Encoding.',
  fix: 'Send "Content-Encoding: gzip" with compressed bytes, or send them uncompressed. A usual cause is a cache or proxy that removes the header field.',
  *check({ answer }) {
    const [found] = answer.unpacked
    if (found !== undefined && statedCodings(answer).length === 0)
      yield {
        message: `The bytes are ${found}, but there is no Content-Encoding`,
        got: 'no Content-Encoding',
        expected: `Content-Encoding: ${found}`,
      }
  },
}

export const contentEncodingRepeated: AnswerRule = {
  code: 'content-encoding-repeated',
  severity: 'error',
  paragraph: 'RFC 9110 section 8.4',
  summary: 'The body is compressed once.',
  fix: 'Turn compression off in one of the two places that do it: the program (a plug-in, zlib.output_compression) or the web server in front.',
  *check({ answer }) {
    const { unpacked } = answer
    if (unpacked.length > 1)
      yield {
        message: `The document is compressed ${unpacked.length === 2 ? 'twice' : `${unpacked.length} times`} (${unpacked.toReversed().join(' in ')})`,
        got: stated(answer),
        expected: 'compressed once',
      }
  },
}

export const contentEncodingRawDeflate: AnswerRule = {
  code: 'content-encoding-raw-deflate',
  severity: 'warning',
  paragraph: 'RFC 9110 section 8.4.1.2',
  summary: 'Content-Encoding: deflate is a DEFLATE stream in the zlib format.',
  fix: 'Send gzip or br, which all clients interpret in the same way.',
  *check({ answer }) {
    if (answer.unpacked.includes('raw-deflate'))
      yield {
        message: 'The body is a DEFLATE stream without the zlib format',
        got: stated(answer),
        expected: 'gzip, br or the zlib format',
      }
  },
}

export const contentEncodingDamaged: AnswerRule = {
  code: 'content-encoding-damaged',
  severity: 'error',
  paragraph: 'RFC 9110 section 8.4; RFC 1952 section 2.3.1',
  summary: 'A compressed body can be decompressed completely.',
  fix: 'Compare the bytes that the program behind the server sends with the bytes that arrive. Usual causes are an incomplete write, an incomplete stored file, and a proxy that changes the bytes.',
  *check({ answer }) {
    if (hasBody(answer) && answer.isDamaged && statedCodings(answer).every(isKnown))
      yield { message: 'The compressed body is incomplete or damaged', got: stated(answer) }
  },
}

export const contentEncodingUnknown: AnswerRule = {
  code: 'content-encoding-unknown',
  severity: 'error',
  paragraph: 'RFC 9110 sections 8.4.1 and 12.5.3',
  summary: 'Content-Encoding is a coding that the client accepts.',
  fix: 'Send gzip, br or no Content-Encoding. The encoding of text (utf-8) belongs in the charset of Content-Type.',
  *check({ answer }): Iterable<AnswerRemark> {
    const unknown = statedCodings(answer).find((coding) => !isKnown(coding))
    if (hasBody(answer) && unknown !== undefined)
      yield {
        message: 'Content-Encoding is a coding that the request does not accept',
        got: stated(answer),
        expected: 'gzip, br, or no Content-Encoding',
      }
  },
}
