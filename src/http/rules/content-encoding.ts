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

/** Whether there are bytes of a document, packed or not. */
const hasBody = ({ status, sentLength }: Answer): boolean => status >= 200 && status < 300 && sentLength > 0

export const contentEncodingFalse: AnswerRule = {
  code: 'content-encoding-false',
  severity: 'error',
  paragraph: 'RFC 9110 section 8.4',
  summary: 'The body is packed the way Content-Encoding says.',
  fix: 'Let one place compress: the web server, or the program behind it, not a plug-in that sets the header and leaves the work to another.',
  *check({ answer }) {
    const codings = statedCodings(answer)
    if (!hasBody(answer) || answer.isDamaged || !codings.every(isKnown)) return
    if (codings.length === 0) return
    const found = answer.unpacked
    const isTrue = codings.some((coding) => found.some((packing) => KNOWN[coding]?.includes(packing)))
    if (isTrue && codings.length <= found.length) return
    const what = found.length === 0 ? 'not packed' : isTrue ? 'packed once' : found.toReversed().join(' in ')
    yield { message: `The header says ${codings.join(', ')}, and the bytes are ${what}`, got: stated(answer) }
  },
}

export const contentEncodingMissing: AnswerRule = {
  code: 'content-encoding-missing',
  severity: 'error',
  paragraph: 'RFC 9110 section 8.4',
  summary: 'A packed body has a Content-Encoding.',
  fix: 'Send "Content-Encoding: gzip" with packed bytes, or send them plain; a cache or proxy that drops the header is a usual cause.',
  *check({ answer }) {
    const [found] = answer.unpacked
    if (found !== undefined && statedCodings(answer).length === 0)
      yield {
        message: `The bytes are ${found}, and no header says so`,
        got: 'no Content-Encoding',
        expected: `Content-Encoding: ${found}`,
      }
  },
}

export const contentEncodingRepeated: AnswerRule = {
  code: 'content-encoding-repeated',
  severity: 'error',
  paragraph: 'RFC 9110 section 8.4',
  summary: 'The body is packed once.',
  fix: 'Turn compression off in one of the two places that do it: the program (a plug-in, zlib.output_compression) or the web server in front.',
  *check({ answer }) {
    const { unpacked } = answer
    if (unpacked.length > 1)
      yield {
        message: `The document is packed ${unpacked.length === 2 ? 'twice' : `${unpacked.length} times`} (${unpacked.toReversed().join(' in ')})`,
        got: stated(answer),
        expected: 'packed once',
      }
  },
}

export const contentEncodingRawDeflate: AnswerRule = {
  code: 'content-encoding-raw-deflate',
  severity: 'warning',
  paragraph: 'RFC 9110 section 8.4.1.2',
  summary: 'deflate means a DEFLATE stream in a zlib frame.',
  fix: 'Send gzip or br, which every client reads in the same way.',
  *check({ answer }) {
    if (answer.unpacked.includes('raw-deflate'))
      yield {
        message: 'The body is a DEFLATE stream without the zlib frame',
        got: stated(answer),
        expected: 'gzip, br or the zlib format',
      }
  },
}

export const contentEncodingDamaged: AnswerRule = {
  code: 'content-encoding-damaged',
  severity: 'error',
  paragraph: 'RFC 9110 section 8.4; RFC 1952 section 2.3.1',
  summary: 'A packed body can be unpacked to its end.',
  fix: 'Compare what the program behind the server sends with what arrives: a cut-off write, a stored file that is not complete, or a proxy that changes the bytes is the usual cause.',
  *check({ answer }) {
    if (hasBody(answer) && answer.isDamaged && statedCodings(answer).every(isKnown))
      yield { message: 'The packed body ends too soon or is broken', got: stated(answer) }
  },
}

export const contentEncodingUnknown: AnswerRule = {
  code: 'content-encoding-unknown',
  severity: 'error',
  paragraph: 'RFC 9110 sections 8.4.1 and 12.5.3',
  summary: 'Content-Encoding names a coding that the client asked for.',
  fix: 'Send gzip, br or nothing; what text is encoded in (utf-8) belongs in the charset of Content-Type.',
  *check({ answer }): Iterable<AnswerRemark> {
    const unknown = statedCodings(answer).find((coding) => !isKnown(coding))
    if (hasBody(answer) && unknown !== undefined)
      yield {
        message: 'The header names a coding that was not asked for',
        got: stated(answer),
        expected: 'gzip, br, or no Content-Encoding',
      }
  },
}
