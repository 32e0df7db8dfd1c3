import { shownStatus } from '../../answer.ts'
import { cacheDirectives, deltaSeconds, freshSeconds, varyNames } from '../../cache.ts'
import type { ProbeRule } from '../probe-rule.ts'
import { scheduleOf } from '../statements.ts'

const DAY = 86_400
/** Seconds of grace, for caches that count from another moment. */
const CLOCKS_DIFFER = 60

export const cacheTooLong: ProbeRule = {
  code: 'cache-too-long',
  severity: 'warning',
  paragraph: 'RFC 9111 section 4.2.1; RSS 2.0, ttl; RSS 1.0 syndication module',
  summary: 'The answer is not fresh for longer than the document says that it stands still.',
  fix: 'Lower max-age (or Expires) for the feed to what the document states, an hour at most for news; rules for pictures and pages often catch the feed as well.',
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
      message: `Caches and readers may keep the feed for ${fresh} seconds, longer than the ${schedule === undefined ? 'day that news can wait' : 'document says'}`,
      got: said,
      expected: `at most ${most} seconds${schedule === undefined ? '' : `: ${schedule.says}`}`,
    }
  },
}

export const cacheStale: ProbeRule = {
  code: 'cache-stale',
  severity: 'warning',
  paragraph: 'RFC 9111 sections 4.2.3 and 4.2.4; RFC 5861 section 3',
  summary: 'No cache serves the feed after its time.',
  fix: 'Let whatever publishes the feed purge the cache, and the cache keep to max-age: rules that override the headers of the feed are the usual cause.',
  *check(observed) {
    const { first, probed } = observed
    const age = deltaSeconds(first.headers['age'])
    const fresh = freshSeconds(first, probed.startedAt)
    if (!observed.hasDocument || age === undefined || fresh === undefined) return
    const most = fresh + (deltaSeconds(cacheDirectives(first).get('stale-while-revalidate')) ?? 0)
    if (age <= most + CLOCKS_DIFFER) return
    yield {
      message: 'A cache on the way gives an answer that is no longer fresh',
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
  fix: 'Send "Cache-Control: max-age=…", or "no-cache" where each poll is to be answered by you; "no-store" and "private" keep a CDN from serving the feed, and strict clients from asking with a validator.',
  *check(observed) {
    const directives = cacheDirectives(observed.first)
    const found = ['no-store', 'private'].filter((name) => directives.has(name))
    if (observed.hasDocument && found.length > 0)
      yield {
        message: 'Caches are told not to keep the feed',
        got: `Cache-Control: ${observed.first.headers['cache-control'] ?? ''}`,
        expected: `no ${found.join(', ')}`,
      }
  },
}

export const cacheContradictory: ProbeRule = {
  code: 'cache-contradictory',
  severity: 'warning',
  paragraph: 'RFC 9111 sections 5.2.2.1, 5.3 and 5.4',
  summary: 'Cache-Control, Expires and Pragma say the same.',
  fix: 'Leave Expires and Pragma out and send Cache-Control alone; where two programs set headers, turn one of them off.',
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
      message: 'Headers about caching contradict each other, so that each client does something else',
      got: [
        `Cache-Control: ${stated}`,
        expires === undefined ? '' : `Expires: ${expires}`,
        pragma === undefined ? '' : `Pragma: ${pragma}`,
      ]
        .filter((text) => text !== '')
        .join('; '),
      expected: 'one statement',
    }
  },
}

/** Request headers that differ from client to client, or all but never repeat. */
const TOO_WIDE = ['*', 'user-agent', 'cookie']

export const varyTooWide: ProbeRule = {
  code: 'vary-too-wide',
  severity: 'warning',
  paragraph: 'RFC 9110 section 12.5.5',
  summary: 'The answer does not vary by User-Agent or cookies.',
  fix: 'Leave these names out of Vary: a cache needs a copy for each reader, so that none is ever found.',
  *check({ first, hasDocument }) {
    const found = varyNames(first).filter((name) => TOO_WIDE.includes(name))
    if (hasDocument && found.length > 0)
      yield {
        message: 'No cache can serve the feed to a second reader',
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
  fix: 'Start no session for the feed: readers keep no cookies, and many caches do not keep answers that set one.',
  *check({ first, hasDocument }) {
    const cookie = first.headers['set-cookie']
    if (hasDocument && cookie !== undefined)
      yield { message: 'The answer sets a cookie', got: `Set-Cookie: ${cookie.split('=')[0] ?? ''}=…` }
  },
}

export const headDiffers: ProbeRule = {
  code: 'head-differs',
  severity: 'warning',
  paragraph: 'RFC 9110 sections 9.1 and 9.3.2',
  summary: 'HEAD is answered like GET, without the body.',
  fix: 'Let the program answer HEAD as it does GET; monitors and link checkers ask so, and take the feed for broken.',
  *check(observed) {
    const { first } = observed
    const head = observed.answer('head')
    if (!observed.hasDocument || head === undefined) return
    if (head.status !== 200) {
      yield {
        message: 'HEAD is not answered like GET',
        got: shownStatus(head),
        expected: '200',
      }
      return
    }
    for (const name of ['content-type', 'etag'])
      if (observed.isStable && head.headers[name] !== first.headers[name])
        yield {
          message: 'HEAD has other headers than GET',
          got: `${name}: ${head.headers[name] ?? 'none'}`,
          expected: `${name}: ${first.headers[name] ?? 'none'}`,
        }
  },
}
