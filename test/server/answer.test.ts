import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PAGE_CSP } from '../../src/pages/page.ts'
import { answerPoll } from '../../src/server/answer.ts'
import { entityTag } from '../../src/server/entity-tag.ts'
import type { Answer, Poll } from '../../src/server/http-message.ts'
import { CODINGS } from '../../src/server/negotiation.ts'
import {
  ATOM,
  DELTA,
  header,
  headerNames,
  NOW,
  OLD,
  OLDER,
  OLDER_DELTA,
  poll,
  RSS,
  sampleSnapshot,
  sha256,
} from './sample.ts'

const snapshot = sampleSnapshot()
const plainTag = entityTag(sha256(RSS), 'identity')
const gzipTag = entityTag(sha256(RSS), 'gzip')
const brTag = entityTag(sha256(RSS), 'br')
const oldTag = entityTag(OLD, 'br')
const olderTag = entityTag(OLDER, 'identity')
const MODIFIED = 'Fri, 20 Nov 2026 08:00:00 GMT'
const FEED = '/world/rss.xml'

/** What is asked, and the status, coding and headers it gets. */
type Case = readonly [
  about: string,
  target: string,
  fields: Partial<Poll>,
  status: number,
  headers?: Readonly<Record<string, string | undefined>>,
]

const coding = (value: string | undefined) => ({ 'Content-Encoding': value })
const accept = (acceptEncoding: string) => ({ acceptEncoding })
const none = (ifNoneMatch: string, more: Partial<Poll> = {}) => ({ ifNoneMatch, ...more })
const since = (ifModifiedSince: string, more: Partial<Poll> = {}) => ({ ifModifiedSince, ...more })
const delta = (ifNoneMatch: string, more: Partial<Poll> = {}) => ({ ifNoneMatch, aIm: 'feed', ...more })

const cases: readonly Case[] = [
  // Addresses
  ['a feed', FEED, {}, 200, { ETag: plainTag, 'Content-Type': 'application/rss+xml; charset=utf-8' }],
  ['query noise', `${FEED}?utm_source=x&null`, {}, 200, { ETag: plainTag }],
  ['an empty query', `${FEED}?`, {}, 200],
  ['a fragment sent by mistake', `${FEED}#top`, {}, 200],
  ['absolute form', `http://localhost:8080${FEED}`, {}, 200, { ETag: plainTag }],
  ['absolute form over https, in capitals', `HTTPS://news.example${FEED}?x`, {}, 200],
  ['absolute form without a path', 'http://news.example', {}, 404],
  ['needless percent-encoding', '/w%6Frld/r%73s.xml', {}, 200, { ETag: plainTag }],
  ['non-ASCII letters, encoded', '/sm%C3%B6rg%C3%A5s/rss.xml', {}, 200],
  ['an encoded slash', '/world%2Frss.xml', {}, 400],
  ['an encoded backslash', '/world%5crss.xml', {}, 400],
  ['an encoded NUL', '/world/rss.xml%00', {}, 400],
  ['a broken escape', '/world/rss.xml%', {}, 400],
  ['an escape that is no UTF-8', '/world/%ff', {}, 400],
  ['dot segments', '/world/../world/rss.xml', {}, 404],
  ['encoded dot segments', '/%2e%2e/%2e%2e/etc/passwd', {}, 404],
  ['a doubled slash', '//world/rss.xml', {}, 404],
  ['other letter case', '/World/RSS.xml', {}, 404],
  ['a property of objects', '/__proto__', {}, 404],
  ['no path at all', 'world/rss.xml', {}, 400],
  ['an overlong target', `/${'a'.repeat(2048)}`, {}, 414],
  ['a precompressed copy by name', `${FEED}.gz`, {}, 404],
  ['an unknown path', '/nothing', {}, 404, { 'Content-Type': 'text/plain; charset=utf-8' }],
  ['a folder with a page', '/world/', {}, 200, { 'Content-Type': 'text/html; charset=utf-8' }],
  ['the page itself', '/world/index.html', {}, 200],
  ['the folder without its slash', '/world', {}, 308, { Location: './world/' }],
  ['a moved feed', '/international/rss.xml', {}, 301, { Location: '../world/rss.xml' }],
  ['a feed moved elsewhere', '/elsewhere.xml?x', {}, 301, { Location: 'https://other.example/rss.xml' }],
  ['a moved folder', '/old-world/atom.xml', {}, 308, { Location: '../world/atom.xml' }],
  ['a moved folder with hostile rest', '/old-world/a%0d%0ab', {}, 308, { Location: '../world/a%0D%0Ab' }],
  ['a moved folder and another host', '/old-world//evil.example/', {}, 404],
  ['a moved folder and a host further on', '/old-world/a//evil.example/', {}, 404],
  ['a removed feed', '/sports/rss.xml', {}, 410],
  ['a removed folder', '/weather/atom.xml', {}, 410],
  ['a damaged file', '/culture/rss.xml', {}, 503, { 'Retry-After': '30' }],
  // Methods
  ['HEAD', FEED, { method: 'HEAD' }, 200, { ETag: plainTag }],
  ['HEAD of nothing', '/nothing', { method: 'HEAD' }, 404],
  ['POST', FEED, { method: 'POST' }, 405, { Allow: 'GET, HEAD, OPTIONS' }],
  ['PUT with a condition', FEED, { method: 'PUT', ifNoneMatch: '*' }, 405],
  ['DELETE of nothing', '/nothing', { method: 'DELETE' }, 405, { Allow: 'GET, HEAD, OPTIONS' }],
  ['lower-case get', FEED, { method: 'get' }, 405],
  ['preflight', FEED, { method: 'OPTIONS' }, 204, { 'Access-Control-Allow-Origin': '*' }],
  ['OPTIONS of the server', '*', { method: 'OPTIONS' }, 204, { Allow: 'GET, HEAD, OPTIONS' }],
  ['GET of the server', '*', {}, 400],
  ['GET with content', FEED, { hasContent: true }, 413, { Connection: 'close' }],
  ['HEAD with content', FEED, { method: 'HEAD', hasContent: true }, 413],
  [
    'POST with content',
    FEED,
    { method: 'POST', hasContent: true },
    405,
    { Allow: 'GET, HEAD, OPTIONS', Connection: 'close' },
  ],
  ['two hosts', FEED, { hasSeveralHosts: true }, 400, { Connection: 'close' }],
  // Content codings
  ['no Accept-Encoding', FEED, {}, 200, coding(undefined)],
  ['an empty Accept-Encoding', FEED, accept(''), 200, coding(undefined)],
  ['gzip', FEED, accept('gzip'), 200, { ...coding('gzip'), ETag: gzipTag, Vary: 'Accept-Encoding, A-IM' }],
  ['x-gzip', FEED, accept('x-gzip'), 200, coding('gzip')],
  ['br', FEED, accept('br'), 200, { ...coding('br'), ETag: brTag }],
  ['what browsers send', FEED, accept('gzip, deflate, br, zstd'), 200, coding('br')],
  ['capitals', FEED, accept('GZIP'), 200, coding('gzip')],
  ['weights against our taste', FEED, accept('br;q=0.5, gzip;q=0.8'), 200, coding('gzip')],
  ['equal weights', FEED, accept('gzip;q=0.5, br;q=0.5'), 200, coding('br')],
  ['white space around weights', FEED, accept('gzip ; q=1.000 , br ; q=0.001'), 200, coding('gzip')],
  ['a refused coding', FEED, accept('br;q=0, gzip'), 200, coding('gzip')],
  ['everything', FEED, accept('*'), 200, coding('br')],
  ['everything but br', FEED, accept('*, br;q=0'), 200, coding('gzip')],
  ['identity preferred', FEED, accept('identity, gzip;q=0.5'), 200, coding(undefined)],
  ['identity refused', FEED, accept('gzip, identity;q=0'), 200, coding('gzip')],
  ['unknown codings only', FEED, accept('deflate, zstd'), 200, coding(undefined)],
  ['nonsense', FEED, accept(';;q=,gzip;q=2'), 200, coding(undefined)],
  ['nothing acceptable', FEED, accept('identity;q=0'), 406, { Vary: 'Accept-Encoding' }],
  ['everything refused', FEED, accept('*;q=0'), 406],
  ['a coding there is no copy in', '/feeds.opml', accept('br, gzip'), 200, coding(undefined)],
  ['the one copy there is', '/world/archive-1.xml', accept('br, gzip;q=0.1'), 200, coding('gzip')],
  ['a refused identity without copies', '/feeds.opml', accept('gzip, *;q=0'), 406],
  // If-None-Match
  ['the tag', FEED, none(plainTag), 304, { ETag: plainTag }],
  ['the tag, weakened on the way', FEED, none(`W/${plainTag}`), 304],
  ['a list', FEED, none(`"x", ${plainTag}, "y"`), 304],
  ['a list without spaces, with a comma in a tag', FEED, none(`"a,b",W/${plainTag}`), 304],
  ['any', FEED, none('*'), 304, { ETag: plainTag }],
  ['any, of nothing', '/nothing', none('*'), 404],
  ['any, of a removed feed', '/sports/rss.xml', none('*'), 410],
  ['another tag', FEED, none('"other"'), 200],
  ['the tag without quotes', FEED, none(plainTag.slice(1, -1)), 200],
  ['an empty condition', FEED, none(''), 200],
  ['HEAD with the tag', FEED, none(plainTag, { method: 'HEAD' }), 304],
  ['the tag of the coding', FEED, none(brTag, accept('br, gzip')), 304, { ETag: brTag }],
  ['the tag of another acceptable coding', FEED, none(gzipTag, accept('br, gzip')), 304, { ETag: gzipTag }],
  ['the tag of a coding not acceptable', FEED, none(gzipTag, accept('br')), 200, coding('br')],
  ['a cache with both variants', FEED, none(`${gzipTag}, ${brTag}`, accept('br')), 304, { ETag: brTag }],
  ['the tag of another format', '/world/atom.xml', none(plainTag), 200],
  // If-Modified-Since
  ['the date', FEED, since(MODIFIED), 304, { ETag: plainTag }],
  ['a later date', FEED, since('Sat, 21 Nov 2026 00:00:00 GMT'), 304],
  [
    'a visit right after the publication, by another clock',
    FEED,
    since('Fri, 20 Nov 2026 08:05:00 GMT'),
    200,
  ],
  ['an earlier date', FEED, since('Fri, 20 Nov 2026 07:59:59 GMT'), 200],
  ['the RFC 850 form', FEED, since('Friday, 20-Nov-26 08:00:00 GMT'), 304],
  ['the RFC 850 form of another century', FEED, since('Friday, 20-Nov-99 08:00:00 GMT'), 200],
  ['the asctime form', FEED, since('Fri Nov 20 08:00:00 2026'), 304],
  ['asctime with a one-digit day', FEED, since('Sun Nov  1 08:00:00 2026'), 200],
  ['a date in the future', FEED, since('Sun, 22 Dec 2041 00:00:00 GMT'), 200],
  ['a day that does not exist', FEED, since('Sat, 31 Nov 2026 08:00:00 GMT'), 200],
  ['an ISO date', FEED, since('2026-11-20T08:00:00Z'), 200],
  ['two dates', FEED, since(`${MODIFIED}, ${MODIFIED}`), 200],
  ['another zone', FEED, since('Fri, 20 Nov 2026 08:00:00 +0100'), 200],
  ['HEAD with the date', FEED, since(MODIFIED, { method: 'HEAD' }), 304],
  ['a failed tag beside a matching date', FEED, since(MODIFIED, none('"other"')), 200],
  ['a matching tag beside an old date', FEED, since('Thu, 01 Jan 1970 00:00:00 GMT', none(plainTag)), 304],
  // If-Match, If-Unmodified-Since
  ['If-Match met', FEED, { ifMatch: `"x", ${plainTag}` }, 200],
  ['If-Match any', FEED, { ifMatch: '*' }, 200],
  ['If-Match failed', FEED, { ifMatch: '"x"' }, 412],
  ['If-Match with a weak tag', FEED, { ifMatch: `W/${plainTag}` }, 412],
  ['If-Match met, If-None-Match too', FEED, { ifMatch: plainTag, ifNoneMatch: plainTag }, 304],
  ['If-Unmodified-Since met', FEED, { ifUnmodifiedSince: MODIFIED }, 200],
  ['If-Unmodified-Since failed', FEED, { ifUnmodifiedSince: 'Thu, 01 Jan 1970 00:00:00 GMT' }, 412],
  ['If-Unmodified-Since that is no date', FEED, { ifUnmodifiedSince: 'yesterday' }, 200],
  // RFC 3229
  ['a remembered revision', FEED, delta(oldTag), 226, { IM: 'feed', ETag: plainTag }],
  ['one from long ago', FEED, delta(olderTag), 226],
  ['several remembered', FEED, delta(`${olderTag}, ${oldTag}`), 226, { 'Content-Length': `${DELTA.length}` }],
  ['only the older', FEED, delta(olderTag), 226, { 'Content-Length': `${OLDER_DELTA.length}` }],
  ['a weakened tag', FEED, delta(`W/${oldTag}`), 226],
  ['in a coding', FEED, delta(oldTag, accept('br')), 226, { ...coding('br'), ETag: brTag }],
  ['HEAD', FEED, delta(oldTag, { method: 'HEAD' }), 226, { IM: 'feed' }],
  ['the current revision', FEED, delta(plainTag), 304, { IM: undefined }],
  ['current and remembered', FEED, delta(`${oldTag}, ${plainTag}`), 304],
  ['an unknown revision', FEED, delta('"unknown"'), 200, { IM: undefined }],
  ['no validator', FEED, { aIm: 'feed' }, 200],
  ['a date only', FEED, { aIm: 'feed', ifModifiedSince: 'Fri, 20 Nov 2026 07:00:00 GMT' }, 200],
  ['no A-IM', FEED, none(oldTag), 200],
  ['another manipulation', FEED, none(oldTag, { aIm: 'vcdiff, gzip' }), 200],
  ['feed among others, in capitals', FEED, none(oldTag, { aIm: 'vcdiff, Feed;q=0.5' }), 226],
  ['feed refused', FEED, none(oldTag, { aIm: 'feed;q=0' }), 200],
  ['a document without deltas', '/world/atom.xml', delta(oldTag), 200, { Vary: 'Accept-Encoding' }],
]

describe('answerPoll', () => {
  const rows = cases.map(([about, target, fields, status, headers = {}]) => ({
    about,
    target,
    fields,
    status,
    headers,
  }))

  it.each(rows)('answers $about ($target)', ({ target, fields, status, headers }) => {
    const answer = answerPoll(snapshot, poll(target, fields))
    expect(answer.status).toBe(status)
    for (const [name, value] of Object.entries(headers)) expect(header(answer, name), name).toBe(value)
  })

  it('has at least 80 cases, no two alike', () => {
    const asked = cases.map(([, target, fields]) => JSON.stringify([target, fields]))
    expect(new Set(asked).size).toBeGreaterThanOrEqual(80)
  })

  it('says of a feed all that pollers and hubs act on', () => {
    const answer = answerPoll(snapshot, poll(FEED))
    expect(Object.fromEntries(headerNames(answer).map((name) => [name, header(answer, name)]))).toEqual({
      'Content-Type': 'application/rss+xml; charset=utf-8',
      'Content-Length': String(RSS.length),
      'Last-Modified': MODIFIED,
      ETag: plainTag,
      'Cache-Control': 'public, max-age=1800, stale-while-revalidate=1800, stale-if-error=86400',
      Vary: 'Accept-Encoding, A-IM',
      Link:
        '<https://news.example/feeds/world/rss.xml>; rel="self", <https://hub.example/>; rel="hub", ' +
        '<https://news.example/feeds/world/atom.xml>; rel="alternate"; type="application/atom+xml", ' +
        '<https://news.example/feeds/world/index.html>; rel="alternate"; type="text/html"',
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Expose-Headers': 'ETag, IM, Link, Retry-After',
      'X-Content-Type-Options': 'nosniff',
    })
  })

  it('is fresh until the document may change, and for an hour at most', () => {
    const cacheOf = (target: string, fields: Partial<Poll>) =>
      header(answerPoll(snapshot, poll(target, fields)), 'Cache-Control')
    const changingIn = (seconds: number) => ({ nextChangeAt: NOW + seconds * 1000 })
    const fresh = (seconds: number) =>
      `public, max-age=${seconds}, stale-while-revalidate=${seconds}, stale-if-error=86400`
    expect(cacheOf(FEED, changingIn(86_400))).toBe(fresh(1800))
    expect(cacheOf(FEED, changingIn(59))).toBe(fresh(59))
    expect(cacheOf(FEED, none(plainTag, changingIn(59)))).toBe(fresh(59))
    expect(cacheOf(FEED, delta(oldTag, changingIn(59)))).toBe('no-store, im, max-age=59')
    expect(cacheOf(FEED, changingIn(0))).toBe(fresh(0))
    expect(cacheOf(FEED, changingIn(-5))).toBe(fresh(0))
    expect(cacheOf('/world/archive-1.xml', changingIn(59))).toBe(fresh(59))
    expect(cacheOf('/nothing', changingIn(5))).toBe('max-age=60')
    const daily = sampleSnapshot({ ttl: 1440 }, [])
    expect(header(answerPoll(daily, poll(FEED)), 'Cache-Control')).toBe(fresh(3600))
  })

  it('names a topic in the document itself only', () => {
    const archive = answerPoll(snapshot, poll('/world/archive-1.xml'))
    expect(header(archive, 'Link')).toBe('<https://news.example/feeds/world/archive-1.xml>; rel="self"')
  })

  it('knows all of an archive document but its bytes, which lie at the target', () => {
    const page = '/world/archive-1.xml'
    const answer = answerPoll(snapshot, poll(page, { acceptEncoding: 'gzip' }))
    expect([answer.status, answer.stored, answer.body.length]).toEqual([200, 'gzip', 0])
    expect(headerNames(answer)).not.toContain('Content-Length')
    expect(header(answer, 'Content-Encoding')).toBe('gzip')
    expect(answerPoll(snapshot, poll(page, { acceptEncoding: 'zstd' })).stored).toBe('identity')
    const known = { acceptEncoding: 'gzip', ifNoneMatch: header(answer, 'ETag') }
    const again = answerPoll(snapshot, poll(page, known))
    expect([again.status, again.stored]).toEqual([304, undefined])
  })

  it('keeps pages from running anything but their own script', () => {
    expect(header(answerPoll(snapshot, poll('/world/')), 'Content-Security-Policy')).toBe(PAGE_CSP)
    expect(PAGE_CSP).toMatch(
      /^default-src 'none'; script-src 'sha256-[\w+/]+='; style-src 'self'; img-src 'self' https: http:; base-uri 'none'/,
    )
    expect(header(answerPoll(snapshot, poll(FEED)), 'Content-Security-Policy')).toBeUndefined()
  })

  it('shows people a page with a way back where nothing is published, and programs plain text', () => {
    const withPage = sampleSnapshot({ notFoundPage: (root) => `<a href="${root}">back</a>` })
    const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
    const page = answerPoll(withPage, poll('/a/b/nothing', browser))
    expect([page.status, header(page, 'Content-Type'), header(page, 'Vary'), String(page.body)]).toEqual([
      404,
      'text/html; charset=utf-8',
      'Accept',
      '<a href="../../">back</a>',
    ])
    expect(header(page, 'Content-Security-Policy')).toBe(PAGE_CSP)
    const plain = answerPoll(withPage, poll('/a/b/nothing', { accept: 'application/rss+xml, */*;q=0.1' }))
    expect([header(plain, 'Content-Type'), header(plain, 'Vary')]).toEqual([
      'text/plain; charset=utf-8',
      'Accept',
    ])
  })

  it('asks to come back for what is not published before the first run has ended', () => {
    const starting = sampleSnapshot({ isStarting: true })
    const answer = answerPoll(starting, poll('/new/rss.xml'))
    expect([answer.status, header(answer, 'Retry-After'), header(answer, 'Cache-Control')]).toEqual([
      503,
      '5',
      'no-store',
    ])
    expect(answerPoll(starting, poll(FEED)).status).toBe(200)
    expect(answerPoll(starting, poll('/weather/atom.xml')).status).toBe(410)
  })

  it('serves below a base path, and nothing beside it', () => {
    const below = sampleSnapshot({ basePath: '/feeds/' })
    expect(answerPoll(below, poll('/feeds/world/rss.xml')).status).toBe(200)
    expect(answerPoll(below, poll('/world/rss.xml')).status).toBe(404)
    expect(header(answerPoll(below, poll('/feeds/old-world/x')), 'Location')).toBe('../world/x')
    expect(header(answerPoll(below, poll('/feeds/world')), 'Location')).toBe('./world/')
    expect(answerPoll(below, poll('/favicon.ico')).status).toBe(204)
  })

  it('keeps a delta from caches that do not know what it is', () => {
    const answer = answerPoll(snapshot, poll(FEED, delta(oldTag)))
    expect(header(answer, 'Cache-Control')).toBe('no-store, im, max-age=1800')
    expect(header(answer, 'Vary')).toBe('Accept-Encoding, A-IM, If-None-Match')
  })
})

describe('laws of answers', () => {
  const tags = [plainTag, gzipTag, brTag, oldTag, olderTag, '"x"', '*', 'W/', ',', ' ']
  const polls = fc.record({
    method: fc.constantFrom('GET', 'HEAD', 'OPTIONS', 'POST'),
    target: fc.constantFrom(FEED, '/world/atom.xml', '/world/', '/nothing', '/sports/rss.xml', '*'),
    acceptEncoding: fc.option(
      fc
        .array(fc.constantFrom('br', 'gzip', 'identity', '*', ';q=0', ';q=0.5', ', ', 'zstd'))
        .map((parts) => parts.join('')),
      { nil: undefined },
    ),
    ifNoneMatch: fc.option(
      fc.array(fc.constantFrom(...tags), { maxLength: 4 }).map((parts) => parts.join('')),
      { nil: undefined },
    ),
    ifModifiedSince: fc.option(fc.constantFrom(MODIFIED, 'Thu, 01 Jan 1970 00:00:00 GMT', 'x'), {
      nil: undefined,
    }),
    aIm: fc.option(fc.constantFrom('feed', 'feed;q=0', 'gzip'), { nil: undefined }),
  })

  function everyPoll(law: (asked: Poll, answer: Answer) => void): void {
    fc.assert(
      fc.property(polls, ({ target, ...fields }) => {
        const asked = poll(target, fields)
        law(asked, answerPoll(snapshot, asked))
      }),
      { seed: 20261122, numRuns: 1500 },
    )
  }

  it('HEAD has the headers of GET and no content', () => {
    everyPoll((asked) => {
      const get = answerPoll(snapshot, { ...asked, method: 'GET' })
      const head = answerPoll(snapshot, { ...asked, method: 'HEAD' })
      expect(head.status).toBe(get.status)
      expect(head.headers).toEqual(get.headers)
      expect(head.body).toHaveLength(0)
    })
  })

  it('a 304 has the ETag, Cache-Control and Vary of the 200 in the same coding, and nothing about content', () => {
    let seen = 0
    everyPoll((asked, answer) => {
      if (answer.status !== 304) return
      seen += 1
      const full = CODINGS.map((coding) =>
        answerPoll(snapshot, poll(asked.target, { acceptEncoding: `${coding}, *;q=0` })),
      ).find((candidate) => header(candidate, 'ETag') === header(answer, 'ETag'))
      expect(full?.status).toBe(200)
      if (full === undefined) return
      for (const name of ['ETag', 'Cache-Control', 'Vary', 'Access-Control-Allow-Origin']) {
        expect(header(answer, name)).toBe(header(full, name))
        expect(header(answer, name)).toBeDefined()
      }
      expect(headerNames(answer).filter((name) => name.startsWith('Content-'))).toEqual([])
      expect(answer.body).toHaveLength(0)
    })
    expect(seen).toBeGreaterThan(40)
  })

  it('the validators of any 200 or 226 get a 304 the next time', () => {
    everyPoll((asked, answer) => {
      if (answer.status !== 200 && answer.status !== 226) return
      const etag = header(answer, 'ETag')
      expect(answerPoll(snapshot, { ...asked, ifNoneMatch: etag }).status).toBe(304)
      const dated = { ...asked, ifNoneMatch: undefined, ifModifiedSince: header(answer, 'Last-Modified') }
      expect(answerPoll(snapshot, dated).status).toBe(304)
    })
  })

  it('content, decoded, is the document, and is as long as it says', () => {
    const documents: readonly string[] = [
      RSS,
      ATOM,
      DELTA,
      OLDER_DELTA,
      '<!doctype html><title>World</title>',
    ]
    everyPoll((asked, answer) => {
      if (asked.method !== 'GET' || (answer.status !== 200 && answer.status !== 226)) return
      expect(header(answer, 'Content-Length')).toBe(String(answer.body.length))
      const encoding = header(answer, 'Content-Encoding')
      const decode =
        encoding === 'br'
          ? brotliDecompressSync
          : encoding === 'gzip'
            ? gunzipSync
            : (bytes: Uint8Array) => bytes
      expect(documents).toContain(Buffer.from(decode(answer.body)).toString())
    })
  })

  it('never sets a cookie, always lets web readers in and forbids sniffing of content', () => {
    everyPoll((_asked, answer) => {
      expect(header(answer, 'Set-Cookie')).toBeUndefined()
      expect(header(answer, 'Access-Control-Allow-Origin')).toBe('*')
      if (header(answer, 'Content-Type') !== undefined)
        expect(header(answer, 'X-Content-Type-Options')).toBe('nosniff')
    })
  })

  it('no target throws or finds more than the paths there are', () => {
    const targets = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.constantFrom('/', '..', '.', '%2e', '%2f', '%', 'world', 'rss.xml', '?', '#', 'http://h'))
        .map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(targets, (target) => {
        const { status, file } = answerPoll(snapshot, poll(target))
        expect([200, 301, 308, 400, 404, 410, 414, 503]).toContain(status)
        if (status === 200) expect(file).toBeDefined()
      }),
      { seed: 3986, numRuns: 1500 },
    )
  })
})
