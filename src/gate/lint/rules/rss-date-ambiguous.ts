import { type DateReading, writeDate } from '../date-forms.ts'
import type { LintRule } from '../rule.ts'

/** Zones that RFC 2822 section 4.3 defines as obsolete. */
const NAMED_ZONE = /^(?:UT|E[SD]T|C[SD]T|M[SD]T|P[SD]T)$/

function remarkOn({ twoDigitYear, zone, isUnusual }: DateReading): string | undefined {
  if (NAMED_ZONE.test(zone) && !twoDigitYear) return 'names its zone in an old way that not all readers know'
  if (twoDigitYear || !/^(?:GMT|[+-]\d{2}(?:00|30|45))$/.test(zone))
    return 'can be understood in several ways'
  return isUnusual ? 'is spelled in a way that many readers do not know' : undefined
}

export const rssDateAmbiguous: LintRule = {
  code: 'rss-date-ambiguous',
  severity: 'warning',
  paragraph: 'RSS 2.0, introduction (four-digit years preferred); RFC 2822 sections 3.3 and 4.3',
  summary:
    'Dates have a four-digit year, GMT or a numeric offset as zone, and the usual spelling: no comments, the usual capitals, one space between the parts.',
  fix: 'Write the year with four digits and the zone as GMT or +0200, and nothing except the parts of the date.',
  appliesTo: ['rss'],
  *check(document) {
    for (const { form, reading, where, text, at } of document.dates) {
      const remark = form === 'rfc822' && reading !== undefined ? remarkOn(reading) : undefined
      if (reading !== undefined && remark !== undefined)
        yield { at, message: `${where} ${remark}`, got: text, expected: writeDate(reading.ms, 'rfc822') }
    }
  },
}
