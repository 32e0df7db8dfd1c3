/** What an aggregator says in its User-Agent about the people it polls for. */
export interface SubscriberCount {
  /** Name of the aggregator, as it calls itself. */
  readonly aggregator: string
  /** Its own id of the feed, which tells apart several counts for one document; empty when it gives none. */
  readonly feedId: string
  readonly subscribers: number
}

/** `1234 subscribers`, `_81_subscribers`, `1 reader`. */
const NUMBER_FIRST = /(?:^|[\s_;(-])(\d{1,9})[ _](?:subscriber|reader|user)s?\b/i
/** `subscribers_1`, `users 2`, `Subscriber Count: 7`. */
const NUMBER_LAST = /\b(?:subscriber|reader|user)s?(?:[ _]count)?[ _:=]+(\d{1,9})\b/i
const FEED_ID = /\bfeed-?id[=:]\s*(\w{1,64})/i
/** Robots that disguise as browsers put their name after `compatible;`. */
const COMPATIBLE = /^Mozilla\/[\d.]+ \(compatible; ([^;)]+)/
/** A name ends where a version, a comment or a number begins. */
const NAME = /^\p{L}[\p{L}\d .-]*?(?=\/|\s*[(;_:]|\s+-|\s+v?\d|\s+feed-?id|$)/u

const LONGEST_NAME = 40
/** Longer texts are no one's name, and would be slow to look through. */
const LONGEST_AGENT = 512

/** The subscriber number in a User-Agent; undefined for readers that poll for one person, or do not say. */
export function readSubscriberCount(userAgent: string): SubscriberCount | undefined {
  if (userAgent.length > LONGEST_AGENT) return undefined
  const count = NUMBER_FIRST.exec(userAgent)?.[1] ?? NUMBER_LAST.exec(userAgent)?.[1]
  if (count === undefined) return undefined
  const called = COMPATIBLE.exec(userAgent)?.[1] ?? userAgent
  const aggregator = NAME.exec(called)?.[0].trim().slice(0, LONGEST_NAME)
  if (aggregator === undefined || aggregator === '') return undefined
  return { aggregator, feedId: FEED_ID.exec(userAgent)?.[1] ?? '', subscribers: Number(count) }
}
