import { retryAfter, shownStatus } from '../../answer.ts'
import { botWallOf } from '../../bot-wall.ts'
import type { Observation, Observed } from '../observed.ts'
import type { ProbeRule } from '../probe-rule.ts'

/** Describes what a reader got instead of the feed; undefined if it got the feed. */
function refusalOf(observed: Observed, { answer, failure }: Observation): string | undefined {
  if (answer === undefined) return failure
  const wall = botWallOf(answer)
  if (wall !== undefined) return `${answer.status}, a bot check (${wall})`
  if (answer.status >= 300 && answer.status < 400) return undefined
  if (answer.status !== 200) return shownStatus(answer)
  if (observed.isSame(answer, observed.first)) return undefined
  const { isFeed, label } = observed.factsOf(answer)
  return isFeed ? undefined : `200, ${label}`
}

export const readerRefused: ProbeRule = {
  code: 'reader-refused',
  severity: 'error',
  paragraph: 'RFC 9110 section 15.5.4',
  summary: 'Every feed reader gets the feed, with any User-Agent.',
  fix: 'Exempt the path of the feed from rules about User-Agents and from bot checks. Subscribers with these feed readers get no updates and no explanation.',
  *check(observed) {
    const refused = observed.readers.flatMap((observation) => {
      const got = refusalOf(observed, observation)
      return got === undefined ? [] : [{ name: observation.request.name, got }]
    })
    if (refused.length === 0 || (refused.length === observed.readers.length && !observed.hasDocument)) return
    for (const got of new Set(refused.map((one) => one.got))) {
      const names = refused.flatMap((one) => (one.got === got ? [one.name] : []))
      yield {
        message: `${names.join(', ')} do not get the feed, but others do`,
        got,
        expected: '200 and the feed',
      }
    }
  },
}

export const readerRedirected: ProbeRule = {
  code: 'reader-redirected',
  severity: 'warning',
  paragraph: 'RFC 9110 section 15.4',
  summary: 'All feed readers get the feed at the same address.',
  fix: 'Redirect all clients or none. A plug-in that redirects feed readers to a feed service may move your subscribers permanently.',
  *check(observed) {
    for (const { request, answer } of observed.readers)
      if (observed.hasDocument && answer !== undefined && answer.status > 300 && answer.status < 400)
        yield {
          message: `${request.name} is redirected, others are not`,
          got: `${answer.status}, Location: ${answer.headers['location'] ?? ''}`,
          expected: '200 and the feed',
        }
  },
}

export const readerServedOther: ProbeRule = {
  code: 'reader-served-other',
  severity: 'warning',
  paragraph: 'RFC 9110 section 12.5',
  summary: 'All feed readers get the same items.',
  fix: 'Send the same document to all clients. Otherwise subscribers miss items, depending on their feed reader.',
  *check(observed) {
    if (!observed.isStable) return
    // A document that one of our own requests also got, even an old compressed copy, is not specific to this reader.
    const known = new Set(
      observed.wholes.flatMap(({ request, answer }) =>
        request.kind === 'reader' ? [] : [observed.factsOf(answer).items],
      ),
    )
    for (const { request, answer } of observed.wholes)
      if (!known.has(observed.factsOf(answer).items))
        yield {
          message: `${request.name} gets other items`,
          got: `${answer.body.length} bytes`,
          expected: `${observed.first.body.length} bytes, as for other feed readers`,
        }
  },
}

export const rateLimitLow: ProbeRule = {
  code: 'rate-limit-low',
  severity: 'warning',
  paragraph: 'RFC 6585 section 4; RFC 9110 section 10.2.3',
  summary: 'The server answers a few requests in a row.',
  fix: 'Count requests by address and hour instead of second, do not count conditional requests that get 304, and send Retry-After. Several feed readers may share one address.',
  *check({ probed: { observations, startedAt } }) {
    const at = observations.findIndex(
      ({ answer }) =>
        answer !== undefined && [429, 503].includes(answer.status) && botWallOf(answer) === undefined,
    )
    const limited = observations[at]?.answer
    if (limited === undefined || at === 0) return
    const seconds = retryAfter(limited, startedAt)
    yield {
      message: `After ${at} requests, the server no longer answers`,
      got: `${limited.status}, ${seconds === undefined ? 'no Retry-After' : `Retry-After: ${seconds} seconds`}`,
    }
  },
}
