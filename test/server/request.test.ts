import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatHttpDate, parseHttpDate } from '../../src/http/http-date.ts'
import { acceptsFeedDelta, parseWeight, weighCodings } from '../../src/server/negotiation.ts'
import { receivePoll } from '../../src/server/received-poll.ts'
import { requestPath } from '../../src/server/request-path.ts'
import { NOW } from './sample.ts'

describe('HTTP dates', () => {
  it.each([
    // The example of RFC 9110 §5.6.7 in its three forms.
    'Sun, 06 Nov 1994 08:49:37 GMT',
    'Sunday, 06-Nov-94 08:49:37 GMT',
    'Sun Nov  6 08:49:37 1994',
  ])('%s', (text) => {
    expect(parseHttpDate(text, NOW)).toBe(Date.UTC(1994, 10, 6, 8, 49, 37))
  })

  it('law: what we write we read', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_799 }), (second) => {
        expect(parseHttpDate(formatHttpDate(second * 1000), NOW)).toBe(second * 1000)
      }),
      { seed: 5_6_7, numRuns: 500 },
    )
  })

  it.each([
    ['Thursday, 01-Jan-76 00:00:00 GMT', 2076],
    ['Friday, 01-Jan-77 00:00:00 GMT', 1977],
  ])('a year of two digits is at most fifty ahead: %s', (text, year) => {
    expect(new Date(parseHttpDate(text, NOW) ?? 0).getUTCFullYear()).toBe(year)
  })

  it.each([
    '',
    'Sun, 6 Nov 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 24:49:37 GMT',
    'Sun, 30 Feb 2025 08:49:37 GMT',
  ])('not "%s"', (text) => expect(parseHttpDate(text, NOW)).toBeUndefined())
})

describe('weights', () => {
  it.each([
    ['q=1', 1000],
    ['q=1.000', 1000],
    [' Q=0.5 ', 500],
    ['q=0', 0],
    ['q=0.', 0],
    ['q=0.001', 1],
    ['q=1.001', undefined],
    ['q=.5', undefined],
    ['q=0.0001', undefined],
    ['level=9', undefined],
    ['', undefined],
  ])('%s', (text, weight) => expect(parseWeight(text)).toBe(weight))

  it('the table of common headers says what the parser says', () => {
    for (const header of ['gzip, deflate', 'gzip, deflate, br, zstd', 'identity', '*']) {
      // A space at the end is not in the table.
      expect(weighCodings(header)).toEqual(weighCodings(`${header} `))
    }
  })

  it.each([
    ['feed', true],
    ['vcdiff, FEED;q=1.0', true],
    ['feed;q=0, gzip', false],
    ['feeder', false],
    ['', false],
  ])('A-IM: %s', (header, accepted) => expect(acceptsFeedDelta(header)).toBe(accepted))
})

describe('request targets', () => {
  it('law: a target that names a path is that path, however it is written', () => {
    const segment = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
      .filter((text) => !/[/\\\0]/.test(text))
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 4 }), fc.boolean(), (segments, absolute) => {
        const encoded = `/${segments.map(encodeURIComponent).join('/')}`
        const target = `${absolute ? 'http://localhost' : ''}${encoded}?utm_source=%`
        expect(requestPath(target)).toEqual({ path: `/${segments.join('/')}` })
      }),
      { seed: 9112, numRuns: 500 },
    )
  })
})

describe('receivePoll', () => {
  it.each([
    [{}, false],
    [{ 'content-length': '0' }, false],
    [{ 'content-length': '1' }, true],
    [{ 'transfer-encoding': 'chunked' }, true],
  ])('sees announced content in %j', (headers, hasContent) => {
    expect(receivePoll({ method: 'GET', url: '/', headers }, NOW, undefined).hasContent).toBe(hasContent)
  })

  it('takes the fields that matter', () => {
    const headers = { 'a-im': 'feed', 'if-none-match': '"x"', 'user-agent': 'sfeed', cookie: 'secret' }
    expect(receivePoll({ method: 'GET', url: '/x', headers }, NOW, NOW + 1)).toEqual({
      method: 'GET',
      target: '/x',
      receivedAt: NOW,
      nextChangeAt: NOW + 1,
      accept: undefined,
      acceptEncoding: undefined,
      ifNoneMatch: '"x"',
      ifModifiedSince: undefined,
      ifMatch: undefined,
      ifUnmodifiedSince: undefined,
      aIm: 'feed',
      hasContent: false,
      hasSeveralHosts: false,
      userAgent: 'sfeed',
      forwardedFor: undefined,
    })
  })
})
