import { writtenDatesIn } from '../capture/written-date.ts'
import { dateIn } from '../dates.ts'
import { type Instant, instantToMs } from '../instant.ts'
import type { Site } from '../site.ts'

/** When a page was published: if it states only the day, the moment on this day that readers know of it. */
export function pageMoment(
  text: string | undefined,
  url: string | undefined,
  site: Pick<Site, 'timeZone' | 'knownDates'> & { readonly language?: string },
): Instant | undefined {
  const stated = statedMoment(text, site)
  const known = dateIn(url === undefined ? undefined : site.knownDates?.get(url), 'UTC')
  if (stated === undefined) return known
  if (known === undefined || HAS_TIME.test(text ?? '')) return stated
  return Math.abs(instantToMs(known) - instantToMs(stated)) <= DAY_MS ? known : stated
}

/** A time of day with its zone; midnight stands for the whole day. */
const HAS_TIME = /\d:\d\d(?<!\b00:00)(?::\d\d(?:\.\d+)?)?\s*(?:Z|UTC|GMT|[+-]\d\d:?\d\d)\s*$/i
const DAY_MS = 86_400_000

/** A moment as markup states it, in its own format or as people write dates. */
export function statedMoment(
  text: string | undefined,
  { timeZone, language = 'en' }: Pick<Site, 'timeZone'> & { readonly language?: string },
): Instant | undefined {
  // `4/3/2022` is in April only in North America.
  const isDayFirst = !/^en(?:$|[-_](?:us|ca|ph)\b)/i.test(language)
  const [written] = writtenDatesIn(text?.slice(0, 200) ?? '', isDayFirst)
  return dateIn(text, timeZone) ?? dateIn(written?.date, timeZone)
}
