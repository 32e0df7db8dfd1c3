import { shownStatus } from '../../answer.ts'
import { cacheDirectives, deltaSeconds, freshSeconds, varyNames } from '../../cache.ts'
import type { ProbeRule } from '../probe-rule.ts'
import { scheduleOf } from '../statements.ts'

const DAY = 86_400
/** Tolerance in seconds for caches that count from another moment. */
const CLOCKS_DIFFER = 60

export const cacheTooLong: ProbeRule = {
  code: 'cache-too-long',
  severity: 'warning',
  paragraph: 'RFC 9111 section 4.2.1; RSS 2.0, ttl; RSS 1.0 syndication module',
  summary: 'The response is not fresh for longer than the update interval in the document.',
  fix: 'Lower max-age (or Expires) for the feed to the interval in the document, and to at most an hour for news. Cache rules for pictures and pages often apply to the feed too.',
  *check(observed) {
    const { first, probed } = observed
    const fresh = freshSeconds(first, probed.startedAt)
    if (!observed.hasDocument || fresh === undefined) return
    const schedule = scheduleOf(observed)
    const most = schedule?.seconds ?? DAY
    if (fresh <= most) return
    const said = cacheDirectives(first).has('max-age')
      ? `Cache-Control: ${first.headers['cache-control'] ?? ''}`
      : `Expires: ${first.headers['expires'] ?? ''}`
    yield {
      message: `Caches and feed readers may keep the feed for ${fresh} seconds, longer than ${schedule === undefined ? 'a day' : 'the update interval in the document'}`,
      got: said,
      expected: `at most ${most} seconds${schedule === undefined ? '' : `: ${schedule.says}`}`,
    }
  },
}

export const cacheStale: ProbeRule = {
  code: 'cache-stale',
  severity: 'warning',
  paragraph: 'RFC 9111 sections 4.2.3 and 4.2.4; RFC 5861 section 3',
  summary: 'No cache serves the feed after it is stale.',
  fix: 'Purge the cache when you publish the feed, and let the cache respect max-age. The usual cause is a rule that overrides the header fields of the feed.',
  *check(observed) {
    const { first, probed } = observed
    const age = deltaSeconds(first.headers['age'])
    const fresh = freshSeconds(first, probed.startedAt)
    if (!observed.hasDocument || age === undefined || fresh === undefined) return
    const most = fresh + (deltaSeconds(cacheDirectives(first).get('stale-while-revalidate')) ?? 0)
    if (age <= most + CLOCKS_DIFFER) return
    yield {
      message: 'A cache sends a stale response',
      got: `Age: ${age}`,
      expected: `at most ${most} seconds`,
    }
  },
}

export const cacheForbidden: ProbeRule = {
  code: 'cache-forbidden',
  severity: 'warning',
  paragraph: 'RFC 9111 sections 5.2.2.5 and 5.2.2.7',
  summary: 'Caches may keep the feed.',
  fix: 'Send "Cache-Control: max-age=…", or "no-cache" if your server must answer each poll. With "no-store" and "private", a CDN cannot serve the feed, and strict clients cannot store the validator.',
  *check(observed) {
    const directives = cacheDirectives(observed.first)
    const found = ['no-store', 'private'].filter((name) => directives.has(name))
    if (observed.hasDocument && found.length > 0)
      yield {
        message: 'The response forbids caches to store the feed',
        got: `Cache-Control: ${observed.first.headers['cache-control'] ?? ''}`,
        expected: `no ${found.join(', ')}`,
      }
  },
}

export const cacheContradictory: ProbeRule = {
  code: 'cache-contradictory',
  severity: 'warning',
  paragraph: 'RFC 9111 sections 5.2.2.1, 5.3 and 5.4',
  summary: 'Cache-Control, Expires and Pragma agree.',
  fix: 'Send only Cache-Control, without Expires and Pragma. If two programs set header fields, turn one of them off.',
  *check({ first, hasDocument, probed: { startedAt } }) {
    const directives = cacheDirectives(first)
    const maxAge = directives.get('max-age')
    if (!hasDocument || maxAge === undefined || !/^[1-9]\d{0,9}$/.test(maxAge)) return
    const { 'cache-control': stated = '', ...others } = first.headers
    const { expires, pragma } = others
    const until = freshSeconds({ headers: others }, startedAt)
    const isDenied = /no-cache/i.test(pragma ?? '')
    const isOther = until !== undefined && Math.abs(until - Number(maxAge)) > Math.max(60, Number(maxAge) / 2)
    if (!isDenied && !isOther) return
    yield {
      message: 'The header fields about caching contradict each other, so clients behave differently',
      got: [
        `Cache-Control: ${stated}`,
        expires === undefined ? '' : `Expires: ${expires}`,
        pragma === undefined ? '' : `Pragma: ${pragma}`,
      ]
        .filter((text) => text !== '')
        .join('; '),
      expected: 'consistent values',
    }
  },
}

/** Request headers that differ between clients, or rarely repeat. */
const TOO_WIDE = ['*', 'user-agent', 'cookie']

export const varyTooWide: ProbeRule = {
  code: 'vary-too-wide',
  severity: 'warning',
  paragraph: 'RFC 9110 section 12.5.5',
  summary: 'The response does not vary by User-Agent or cookies.',
  fix: 'Remove these names from Vary. Otherwise a cache needs a separate copy for each feed reader.',
  *check({ first, hasDocument }) {
    const found = varyNames(first).filter((name) => TOO_WIDE.includes(name))
    if (hasDocument && found.length > 0)
      yield {
        message: 'No cache can serve one copy of the feed to several feed readers',
        got: `Vary: ${first.headers['vary'] ?? ''}`,
        expected: `no ${found.join(', ')}`,
      }
  },
}

export const cookieSet: ProbeRule = {
  code: 'cookie-set',
  severity: 'warning',
  paragraph: 'RFC 6265 section 3',
  summary: 'The feed sets no cookie.',
  fix: 'Do not start a session for the feed. Feed readers store no cookies, and many caches do not store responses that set one.',
  *check({ first, hasDocument }) {
    const cookie = first.headers['set-cookie']
    if (hasDocument && cookie !== undefined)
      yield { message: 'The response sets a cookie', got: `Set-Cookie: ${cookie.split('=')[0] ?? ''}=…` }
  },
}

export const headDiffers: ProbeRule = {
  code: 'head-differs',
  severity: 'warning',
  paragraph: 'RFC 9110 sections 9.1 and 9.3.2',
  summary: 'The response to HEAD is that of GET, without the body.',
  fix: 'Answer HEAD in the same way as GET. Monitors and link checkers use HEAD, and report the feed as broken.',
  *check(observed) {
    const { first } = observed
    const head = observed.answer('head')
    if (!observed.hasDocument || head === undefined) return
    if (head.status !== 200) {
      yield {
        message: 'The response to HEAD is not that of GET',
        got: shownStatus(head),
        expected: '200',
      }
      return
    }
    for (const name of ['content-type', 'etag'])
      if (observed.isStable && head.headers[name] !== first.headers[name])
        yield {
          message: 'The response to HEAD has other header fields than that of GET',
          got: `${name}: ${head.headers[name] ?? 'none'}`,
          expected: `${name}: ${first.headers[name] ?? 'none'}`,
        }
  },
}
