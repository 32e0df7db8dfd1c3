/** The number of subscribers in an aggregator's User-Agent. */
export interface SubscriberCount {
  /** Name of the aggregator in its User-Agent. */
  readonly aggregator: string
  /**
   * The aggregator's own id of the feed, which distinguishes several counts for one document; empty if there is none.
   */
  readonly feedId: string
  readonly subscribers: number
}

/** `1234 subscribers`, `_81_subscribers`, `1 reader`. */
const NUMBER_FIRST = /(?:^|[\s_;(-])(\d{1,9})[ _](?:subscriber|reader|user)s?\b/i
/** `subscribers_1`, `users 2`, `Subscriber Count: 7`. */
const NUMBER_LAST = /\b(?:subscriber|reader|user)s?(?:[ _]count)?[ _:=]+(\d{1,9})\b/i
const FEED_ID = /\bfeed-?id[=:]\s*(\w{1,64})/i
/** Robots that impersonate browsers put their name after `compatible;`. */
const COMPATIBLE = /^Mozilla\/[\d.]+ \(compatible; ([^;)]+)/
/** A name ends before a version, a comment or a number. */
const NAME = /^\p{L}[\p{L}\d .-]*?(?=\/|\s*[(;_:]|\s+-|\s+v?\d|\s+feed-?id|$)/u

const LONGEST_NAME = 40
/** Longer texts are not names, and searching them would be slow. */
const LONGEST_AGENT = 512

/** The number of subscribers in a User-Agent; undefined for readers of a single person, or without a number. */
export function readSubscriberCount(userAgent: string): SubscriberCount | undefined {
  if (userAgent.length > LONGEST_AGENT) return undefined
  const count = NUMBER_FIRST.exec(userAgent)?.[1] ?? NUMBER_LAST.exec(userAgent)?.[1]
  if (count === undefined) return undefined
  const called = COMPATIBLE.exec(userAgent)?.[1] ?? userAgent
  const aggregator = NAME.exec(called)?.[0].trim().slice(0, LONGEST_NAME)
  if (aggregator === undefined || aggregator === '') return undefined
  return { aggregator, feedId: FEED_ID.exec(userAgent)?.[1] ?? '', subscribers: Number(count) }
}
