import { encodingOf } from '../../gate/lint/value-forms.ts'
import type { Answer } from '../answer.ts'
import type { AnswerRule } from '../rule.ts'

const stated = ({ headers }: Answer): string => `Content-Type: ${headers['content-type'] ?? ''}`
const isDocument = ({ status, body }: Answer): boolean => status >= 200 && status < 300 && body.length > 0

function charsetOf({ headers }: Answer): string | undefined {
  return /;\s*charset\s*=\s*"?([^";,\s]*)/i.exec(headers['content-type'] ?? '')?.[1]
}

/** Whether bytes are recognizably UTF-8: by a byte order mark, or by multibyte characters. */
function areUtf8(bytes: Uint8Array): boolean {
  if (!bytes.some((byte) => byte > 0x7f)) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

export const contentTypeMissing: AnswerRule = {
  code: 'content-type-missing',
  severity: 'warning',
  paragraph: 'RFC 9110 section 8.3',
  summary: 'The response has a Content-Type.',
  fix: 'Send application/rss+xml, application/atom+xml or application/feed+json, depending on the format. Without it, browsers and some feed readers guess.',
  *check({ answer }) {
    if (isDocument(answer) && (answer.headers['content-type'] ?? '').trim() === '')
      yield { message: 'The response has no media type', got: 'no Content-Type' }
  },
}

export const charsetUnknown: AnswerRule = {
  code: 'charset-unknown',
  severity: 'warning',
  paragraph: 'RFC 9110 section 8.3.2; WHATWG Encoding, names and labels',
  summary: 'The charset of Content-Type is the name of an encoding.',
  fix: 'Write charset=utf-8, or omit the parameter.',
  *check({ answer }) {
    const charset = charsetOf(answer)
    if (isDocument(answer) && charset !== undefined && encodingOf(charset) === undefined)
      yield {
        message: 'The charset is not the name of an encoding',
        got: stated(answer),
        expected: 'charset=utf-8',
      }
  },
}

export const charsetFalse: AnswerRule = {
  code: 'charset-false',
  severity: 'warning',
  paragraph: 'RFC 7303 section 3; RFC 9110 section 8.3.2',
  summary: 'The charset of Content-Type is the encoding of the bytes.',
  fix: 'Let the server send charset=utf-8, or no charset. Feed readers that use the header field show wrong letters.',
  *check({ answer }) {
    const charset = charsetOf(answer)
    const encoding = charset === undefined ? undefined : encodingOf(charset)
    if (!isDocument(answer) || encoding === undefined || encoding === 'utf-8' || !areUtf8(answer.body)) return
    yield { message: 'The charset is not that of the bytes', got: stated(answer), expected: 'charset=utf-8' }
  },
}
