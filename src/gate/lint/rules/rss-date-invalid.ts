import { suggestDate } from '../date-suggestion.ts'
import type { LintRule } from '../rule.ts'

export const rssDateInvalid: LintRule = {
  code: 'rss-date-invalid',
  severity: 'error',
  paragraph: 'RSS 2.0, pubDate; RFC 822 section 5',
  summary: 'Dates in RSS have the format of RFC 822, with a day that exists.',
  fix: 'Use a date library to write it in English: weekday, two-digit day, month, four-digit year, time, and GMT or an offset such as +0100.',
  appliesTo: ['rss'],
  *check(document) {
    for (const { form, reading, where, text, at } of document.dates)
      if (form === 'rfc822' && reading === undefined)
        yield {
          at,
          message: `${where} is not an RFC 822 date`,
          got: text,
          expected: suggestDate(text, 'rfc822'),
        }
  },
}
