import { parseHttpDate } from '../http-date.ts'
import type { AnswerRule } from '../rule.ts'

/** `entity-tag` of RFC 9110 §8.8.3. */
const ENTITY_TAG = /^(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/
/** Tolerance in milliseconds for clocks of a server and of the machine behind it. */
const CLOCKS_DIFFER = 60_000
/** Before the first web server that sent the header; programs use such dates for "none". */
const FIRST_SERVER = Date.UTC(1993, 0, 1)

export const etagMalformed: AnswerRule = {
  code: 'etag-malformed',
  severity: 'warning',
  paragraph: 'RFC 9110 section 8.8.3',
  summary: 'An entity tag is in double quotation marks.',
  fix: 'Send ETag: "value" with the quotation marks. Proxies and feed readers drop or change other values, so the server never answers with 304.',
  *check({ answer }) {
    const tag = answer.headers['etag']
    if (tag !== undefined && !ENTITY_TAG.test(tag.trim()))
      yield { message: 'The entity tag is not well-formed', got: `ETag: ${tag}`, expected: 'ETag: "…"' }
  },
}

export const lastModifiedMalformed: AnswerRule = {
  code: 'last-modified-malformed',
  severity: 'warning',
  paragraph: 'RFC 9110 sections 8.8.2 and 5.6.7',
  summary: 'Last-Modified is an HTTP date.',
  fix: 'Write it as "Sun, 06 Nov 1994 08:49:37 GMT": English names, two digits for the day, and GMT as zone.',
  *check({ answer, now }) {
    const text = answer.headers['last-modified']
    if (text !== undefined && parseHttpDate(text.trim(), now) === undefined)
      yield {
        message: 'Last-Modified is not a date',
        got: `Last-Modified: ${text}`,
        expected: 'a date such as Sun, 06 Nov 1994 08:49:37 GMT',
      }
  },
}

export const lastModifiedInFuture: AnswerRule = {
  code: 'last-modified-in-future',
  severity: 'warning',
  paragraph: 'RFC 9110 section 8.8.2.1',
  summary: 'Last-Modified is not later than the response.',
  fix: 'Send the time of the last change, not of a future one. Feed readers that send it back get 304 until then, and miss new items.',
  *check({ answer, now }) {
    const text = answer.headers['last-modified'] ?? ''
    const date = answer.headers['date'] ?? ''
    const sent = parseHttpDate(date.trim(), now)
    const modified = parseHttpDate(text.trim(), now)
    if (modified !== undefined && modified > (sent ?? now) + CLOCKS_DIFFER)
      yield {
        message: 'Last-Modified is later than the response',
        got: `Last-Modified: ${text}`,
        expected: sent === undefined ? 'a time in the past' : `not later than ${date}`,
      }
  },
}

export const lastModifiedMeaningless: AnswerRule = {
  code: 'last-modified-meaningless',
  severity: 'warning',
  paragraph: 'RFC 9110 section 8.8.2',
  summary: 'Last-Modified is the time of a change, not a placeholder.',
  fix: 'Send the time of the last change of the feed, or omit the header field. With a date that never changes, feed readers always get 304.',
  *check({ answer, now }) {
    const text = answer.headers['last-modified'] ?? ''
    const modified = parseHttpDate(text.trim(), now)
    if (modified !== undefined && modified < FIRST_SERVER)
      yield {
        message: 'Last-Modified is before 1990',
        got: `Last-Modified: ${text}`,
        expected: 'the time of the last change',
      }
  },
}
