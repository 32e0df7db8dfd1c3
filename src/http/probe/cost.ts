import type { Observed } from './observed.ts'

/** Bytes that one subscriber transfers in a day of hourly polls. */
export interface DayCost {
  readonly polls: number
  /** Polls with new items, according to the dates of the last day's items. */
  readonly news: number
  /** Bytes of one answer with the whole document, including headers. */
  readonly whole: number
  /** Bytes of one answer when nothing is new. */
  readonly unchanged: number
  /** Bytes of a day with the current server. */
  readonly asIs: number
  /** Bytes of a day if the document were compressed and unchanged polls answered with 304, without redirects. */
  readonly possible: number
}

const POLLS = 24
/** Bytes of a 304 with the usual headers, if the server has sent none. */
const USUAL_304 = 300
const HOUR = 3_600_000

/** The cost of a day of hourly polls, currently and with optimal use of HTTP; undefined if there is no document. */
export function dayCost(observed: Observed): DayCost | undefined {
  const { first, probed, document } = observed
  if (!observed.hasDocument) return undefined
  const whole = first.headerLength + first.sentLength
  const polled = observed.answer('tag-and-date')
  const notModified = polled?.status === 304 ? polled.headerLength : undefined
  const ages = document.aggregatorViews.flatMap(({ date }) =>
    date === undefined ? [] : [probed.startedAt - date.ms],
  )
  const today = ages.filter((age) => age >= 0 && age < POLLS * HOUR)
  const news = new Set(today.map((age) => Math.floor(age / HOUR))).size
  const unchanged = notModified ?? whole
  const best = first.headerLength + Math.min(first.sentLength, probed.packedLength.br)
  const small = Math.min(notModified ?? USUAL_304, best)
  return {
    polls: POLLS,
    news,
    whole,
    unchanged,
    asIs: POLLS * probed.redirectLength + news * whole + (POLLS - news) * unchanged,
    possible: news * best + (POLLS - news) * small,
  }
}
