import { retryAfter, shownStatus } from '../answer.ts'
import { botWallOf } from '../bot-wall.ts'
import type { AnswerRule, Fetched } from '../rule.ts'

/** `; it asks to wait 120 seconds`, if the answer states a time. */
function wait({ answer, now }: Fetched): string {
  const seconds = retryAfter(answer, now)
  return seconds === undefined ? ', without Retry-After' : `; it asks to wait ${seconds} seconds`
}

/** A rule about answers with certain statuses, unless a bot wall sent them. */
function statusRule(
  rule: Omit<AnswerRule, 'severity' | 'check'>,
  is: (status: number) => boolean,
  message: (fetched: Fetched) => string,
): AnswerRule {
  return {
    ...rule,
    severity: 'error',
    *check(fetched) {
      const { answer } = fetched
      if (!is(answer.status) || botWallOf(answer) !== undefined) return
      yield { message: message(fetched), got: shownStatus(answer), expected: '200' }
    },
  }
}

export const botWall: AnswerRule = {
  code: 'bot-wall',
  severity: 'error',
  paragraph: 'RFC 9110 section 15.5.4',
  summary: 'There is no bot check in front of the feed.',
  fix: 'Exempt the path of the feed from the bot check. Feed readers are programs that run no scripts and solve no puzzles. A browser passes the check, so you do not see the problem there.',
  *check({ answer }) {
    const wall = botWallOf(answer)
    if (wall !== undefined)
      yield {
        message: `A bot check (${wall}) answers instead of the feed, and feed readers get the same response`,
        got: shownStatus(answer),
        expected: '200 and the feed, without a check',
      }
  },
}

export const accessRefused: AnswerRule = statusRule(
  {
    code: 'access-refused',
    paragraph: 'RFC 9110 sections 15.5.2, 15.5.4 and 15.5.8; RFC 7725 section 3',
    summary: 'Everyone may read the feed.',
    fix: 'Allow the path of the feed for every client. If a browser can read it, a rule about User-Agents or addresses of data centers refuses programs. Exempt the feed from this rule.',
  },
  (status) => [401, 402, 403, 407, 451].includes(status),
  ({ answer }) =>
    answer.status === 401 || answer.status === 407
      ? 'The server requires user name and password'
      : 'The server refuses the feed, at least for programs',
)

export const rateLimited: AnswerRule = statusRule(
  {
    code: 'rate-limited',
    paragraph: 'RFC 6585 section 4; RFC 9110 section 10.2.3',
    summary: 'A feed reader that polls occasionally gets an answer.',
    fix: 'Raise the limit for the feed, because aggregators poll for many subscribers from one address. Answer conditional requests with 304 without counting them, and send Retry-After.',
  },
  (status) => status === 429,
  (fetched) => `The server limits how often it may be asked${wait(fetched)}`,
)

export const feedNotFound: AnswerRule = statusRule(
  {
    code: 'feed-not-found',
    paragraph: 'RFC 9110 section 15.5.5',
    summary: 'There is a document at the address of the feed (no 404).',
    fix: 'Check the spelling of the address. If the feed moved, redirect the old address to the new one with 301, so that subscribers follow.',
  },
  (status) => status === 404,
  () => 'There is nothing at this address',
)

export const feedGone: AnswerRule = statusRule(
  {
    code: 'feed-gone',
    paragraph: 'RFC 9110 section 15.5.11',
    summary: 'The feed is not marked as permanently removed.',
    fix: 'Send 410 only for a feed that has ended, because feed readers unsubscribe. If the feed moved, answer with 301 and the new address.',
  },
  (status) => status === 410,
  () => 'The server says that the feed is gone for good; readers unsubscribe from it',
)

export const serverUnavailable: AnswerRule = statusRule(
  {
    code: 'server-unavailable',
    paragraph: 'RFC 9110 sections 15.6.4 and 10.2.3',
    summary: 'The server is neither in maintenance nor overloaded.',
    fix: 'Try again later. During maintenance, serve the feed from a file or a cache, or send Retry-After.',
  },
  (status) => status === 503,
  (fetched) => `The server cannot answer for now${wait(fetched)}`,
)

export const serverFailing: AnswerRule = statusRule(
  {
    code: 'server-failing',
    paragraph: 'RFC 9110 section 15.6',
    summary: 'The server sends the feed without an internal error.',
    fix: 'Check the log of the server (or of the program behind it, for 502 and 504) at the time of this request.',
  },
  (status) => status >= 500 && status !== 503,
  ({ answer }) =>
    [502, 504, 520, 521, 522, 523, 524].includes(answer.status)
      ? 'The program behind the server does not answer'
      : 'The server has an internal error',
)

export const notModifiedUnasked: AnswerRule = statusRule(
  {
    code: 'not-modified-unasked',
    paragraph: 'RFC 9110 section 15.4.5',
    summary: 'Only requests with a validator get 304.',
    fix: 'Do not let a cache store a 304 as if it were the document, and do not let a proxy add header fields such as If-Modified-Since.',
  },
  (status) => status === 304,
  () => 'A request without validators is told that nothing changed: new subscribers get nothing',
)

const SPOKEN_FOR = [304, 401, 402, 403, 404, 407, 410, 429, 451]

export const statusUnexpected: AnswerRule = statusRule(
  {
    code: 'status-unexpected',
    paragraph: 'RFC 9110 section 15',
    summary: 'The response for the feed has status 200.',
    fix: 'Check the settings and the log of the server. The correct response to a plain GET of a feed is 200 with the whole document.',
  },
  (status) => status !== 200 && status !== 203 && status < 500 && !SPOKEN_FOR.includes(status),
  () => 'The status is none that readers expect of a feed',
)
