import { describe, expect, it } from 'vitest'
import { judgeAnswer } from '../../src/http/judge-answer.ts'
import { standingAddresses } from '../../src/http/redirect.ts'
import { answerRules } from '../../src/http/rules/index.ts'
import { type answerOf, fetchedOf } from './answers.ts'

type Fields = NonNullable<Parameters<typeof answerOf>[0]>
interface Case {
  /** Each breaks the rule and no other. */
  readonly bad: readonly Fields[]
  /** Each comes near and breaks none. */
  readonly good: readonly Fields[]
}

const page = (text: string) => new TextEncoder().encode(`<!DOCTYPE html><html>${text}</html>`)
const gzip = { 'content-encoding': 'gzip' }
const status = (one: number, more: Fields = {}): Fields => ({ status: one, statusText: '', ...more })
const utf8 = new TextEncoder().encode('<rss><title>Zürich</title></rss>')
const latin1 = Uint8Array.from('<rss><title>Z\u00fcrich</title></rss>', (letter) => letter.charCodeAt(0))

const CASES: Readonly<Record<string, Case>> = {
  'bot-wall': {
    bad: [
      status(403, { headers: { 'cf-mitigated': 'challenge' } }),
      status(403, { body: page('<title>Just a moment...</title>') }),
      status(202, { headers: { 'x-amzn-waf-action': 'challenge' }, body: page('') }),
      status(429, { headers: { 'x-vercel-mitigated': 'challenge' } }),
      { body: page('<title>Making sure you&#39;re not a bot!</title>') },
      status(503, { body: page('<script src="/_Incapsula_Resource?x"></script>') }),
      status(403, { body: page('<p>Reference&#32;&#35;18.1 errors.edgesuite.net') }),
    ],
    good: [
      {
        body: page(
          `<title>News</title><script src="/_Incapsula_Resource?x"></script>${'<p>News</p>'.repeat(5000)}`,
        ),
      },
      { body: new TextEncoder().encode('<rss><title>Checking your browser before accessing</title></rss>') },
    ],
  },
  'access-refused': { bad: [401, 402, 403, 407, 451].map((one) => status(one)), good: [] },
  'rate-limited': { bad: [status(429), status(429, { headers: { 'retry-after': '86400' } })], good: [] },
  'feed-not-found': { bad: [status(404)], good: [] },
  'feed-gone': { bad: [status(410)], good: [] },
  'server-unavailable': { bad: [status(503, { headers: { 'retry-after': '120' } })], good: [] },
  'server-failing': { bad: [500, 502, 504, 520, 599].map((one) => status(one)), good: [] },
  'not-modified-unasked': { bad: [status(304, { body: new Uint8Array() })], good: [] },
  'status-unexpected': { bad: [201, 204, 206, 300, 400, 406, 418].map((one) => status(one)), good: [] },
  'content-encoding-false': {
    bad: [
      { headers: gzip },
      { headers: { 'content-encoding': 'gzip, gzip' }, unpacked: ['gzip'] },
      { headers: gzip, unpacked: ['br'] },
    ],
    good: [{ headers: gzip, unpacked: ['gzip'] }, { headers: { 'content-encoding': 'identity' } }],
  },
  'content-encoding-missing': {
    bad: [{ unpacked: ['gzip'] }],
    good: [{ headers: { 'content-encoding': 'X-GZIP' }, unpacked: ['gzip'] }],
  },
  'content-encoding-repeated': {
    bad: [
      { headers: gzip, unpacked: ['gzip', 'gzip'] },
      { headers: { 'content-encoding': 'br, gzip' }, unpacked: ['gzip', 'br'] },
    ],
    good: [{ headers: gzip, unpacked: ['gzip'] }],
  },
  'content-encoding-raw-deflate': {
    bad: [{ headers: { 'content-encoding': 'deflate' }, unpacked: ['raw-deflate'] }],
    good: [{ headers: { 'content-encoding': 'deflate' }, unpacked: ['deflate'] }],
  },
  'content-encoding-damaged': { bad: [{ headers: gzip, unpacked: ['gzip'], isDamaged: true }], good: [] },
  'content-encoding-unknown': {
    bad: [
      { headers: { 'content-encoding': 'UTF-8' } },
      { headers: { 'content-encoding': 'zstd' }, isDamaged: true },
    ],
    good: [],
  },
  'content-type-missing': {
    bad: [{ headers: { 'content-type': undefined } }],
    good: [{ body: new Uint8Array() }],
  },
  'charset-unknown': {
    bad: [{ headers: { 'content-type': 'text/xml; charset=utf8mb4' } }],
    good: [
      { headers: { 'content-type': 'text/xml; charset="UTF-8"' } },
      { headers: { 'content-type': 'text/xml' } },
    ],
  },
  'charset-false': {
    bad: [{ headers: { 'content-type': 'text/xml; charset=ISO-8859-1' }, body: utf8 }],
    good: [
      { headers: { 'content-type': 'text/xml; charset=ISO-8859-1' }, body: latin1 },
      { headers: { 'content-type': 'text/xml; charset=us-ascii' } },
    ],
  },
  'etag-malformed': {
    bad: ['RSS-f3fdc20c', 'W/x', "'x'", '"a"b"', 'w/"x"', ''].map((etag) => ({ headers: { etag } })),
    good: ['W/"a1"', '""', '"ä"', undefined].map((etag) => ({ headers: { etag } })),
  },
  'last-modified-malformed': {
    bad: ['2026-11-05T10:00:00Z', 'Thu, 05 Nov 2026 10:00:00 +0000', 'Do, 05 Nov 2026 10:00:00 GMT', '0'].map(
      (text) => ({ headers: { 'last-modified': text } }),
    ),
    good: [
      { headers: { 'last-modified': 'Thursday, 05-Nov-26 10:00:00 GMT' } },
      { headers: { 'last-modified': undefined } },
    ],
  },
  'last-modified-in-future': {
    bad: [
      { headers: { 'last-modified': 'Sat, 16 Nov 2041 19:11:00 GMT' } },
      { headers: { 'last-modified': 'Sat, 16 Nov 2041 19:11:00 GMT', date: undefined } },
    ],
    // A server whose clock is ahead is late or early by its own clock only.
    good: [
      { headers: { 'last-modified': 'Tue, 24 Nov 2026 12:00:30 GMT' } },
      {
        headers: { 'last-modified': 'Wed, 25 Nov 2026 12:00:00 GMT', date: 'Wed, 25 Nov 2026 12:00:00 GMT' },
      },
    ],
  },
  'last-modified-meaningless': {
    bad: [
      'Thu, 01 Jan 1970 00:00:00 GMT',
      'Tue, 01 Jan 1980 00:00:00 GMT',
      'Mon, 01 Jan 0001 00:00:00 GMT',
    ].map((text) => ({ headers: { 'last-modified': text } })),
    good: [{ headers: { 'last-modified': 'Sun, 06 Nov 1994 08:49:37 GMT' } }],
  },
}

const codesOf = (fields: Fields) => judgeAnswer(fetchedOf(fields), 'x').map(({ code }) => code)

describe('the rules about one answer', () => {
  it('have nothing to say of a good one', () => {
    expect(codesOf({})).toEqual([])
  })

  it('are all in this table, but for that about redirects', () => {
    expect(Object.keys(CASES).sort()).toEqual(
      answerRules.flatMap(({ code }) => (code === 'redirect-insecure' ? [] : [code])).sort(),
    )
  })

  it.each(Object.entries(CASES))(
    '%s is found where it is, alone, and nowhere else',
    (code, { bad, good }) => {
      for (const fields of bad) expect([fields, codesOf(fields)]).toEqual([fields, [code]])
      for (const fields of good) expect([fields, codesOf(fields)]).toEqual([fields, []])
    },
  )

  it('names a step that leaves https', () => {
    const step = {
      status: 301,
      from: 'https://example.org/',
      to: 'http://example.org/feed',
      isDowngrade: true,
    }
    expect(judgeAnswer(fetchedOf({}, [step]), 'x')).toMatchObject([
      { code: 'redirect-insecure', severity: 'warning', got: 'http://example.org/feed' },
    ])
  })

  it('say which packing stands in which', () => {
    const [finding] = judgeAnswer(fetchedOf({ headers: gzip, unpacked: ['gzip', 'br'] }), 'x')
    expect(finding?.message).toContain('compressed twice (br in gzip)')
  })

  it('tell how long a server asks to wait', () => {
    const waits = ['120', new Date(Date.UTC(2026, 10, 24, 12, 2)).toUTCString()]
    for (const after of waits)
      expect(
        judgeAnswer(fetchedOf(status(503, { headers: { 'retry-after': after } })), 'x')[0]?.message,
      ).toContain('wait 120 seconds')
    expect(
      judgeAnswer(fetchedOf(status(429, { headers: { 'retry-after': 'soon' } })), 'x')[0]?.message,
    ).toContain('without Retry-After')
  })

  it('repeat what a server says on one line, cut, without what would move a cursor', () => {
    const [finding] = judgeAnswer(
      fetchedOf({ headers: { etag: `a\u001b[2J\u009b1m\u202e${'x'.repeat(500)}` } }),
      'x',
    )
    expect(finding?.got).toMatch(/^ETag: a \[2J 1m x{70,}…$/)
    expect(finding?.got?.length).toBe(100)
  })
})

describe('standingAddresses', () => {
  const way = (...statuses: number[]) =>
    statuses.map((one, at) => ({
      status: one,
      from: `https://x/${at}`,
      to: `https://x/${at + 1}`,
      isDowngrade: false,
    }))
  it.each([
    [[], ['https://x/0']],
    [[301], ['https://x/1']],
    [[301, 308], ['https://x/2']],
    [[302], ['https://x/0', 'https://x/1']],
    [
      [301, 307, 301],
      ['https://x/1', 'https://x/2', 'https://x/3'],
    ],
    [
      [303, 301],
      ['https://x/0', 'https://x/1', 'https://x/2'],
    ],
  ])('after %j are %j', (statuses, expected) => {
    expect(standingAddresses('https://x/0', way(...statuses))).toEqual(expected)
  })
})
