import type { Answer } from '../../src/http/answer.ts'
import type { Fetched } from '../../src/http/rule.ts'

/** The moment of every request in these tests. */
const NOW = Date.UTC(2026, 10, 24, 12)

const FEED = new TextEncoder().encode('<?xml version="1.0"?><rss version="2.0"/>')

/** A good answer, but for what the test says. */
export function answerOf({
  headers = {},
  ...fields
}: Partial<Omit<Answer, 'headers'>> & {
  readonly headers?: Readonly<Record<string, string | undefined>>
} = {}): Answer {
  const all = {
    'content-type': 'application/rss+xml; charset=utf-8',
    date: new Date(NOW).toUTCString(),
    etag: '"a1"',
    'last-modified': 'Thu, 05 Nov 2026 10:00:00 GMT',
    ...headers,
  }
  const sent = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  return {
    url: 'https://example.org/feed',
    status: 200,
    statusText: 'OK',
    body: FEED,
    headerLength: 300,
    sentLength: FEED.length,
    unpacked: [],
    isDamaged: false,
    headers: Object.fromEntries(sent),
    ...fields,
  }
}

export function fetchedOf(
  fields: Parameters<typeof answerOf>[0],
  redirects: Fetched['redirects'] = [],
): Fetched {
  return { answer: answerOf(fields), redirects, now: NOW }
}
