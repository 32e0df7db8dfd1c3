import { suggestDate } from '../date-suggestion.ts'
import type { LintRule } from '../rule.ts'

export const rssDateInvalid: LintRule = {
  code: 'rss-date-invalid',
  severity: 'error',
  paragraph: 'RSS 2.0, pubDate; RFC 822 section 5',
  summary: 'Dates of RSS are in the form of RFC 822 and name a day that exists.',
  fix: 'Let a date library write it in English: weekday, two-digit day, month, four-digit year, time, and GMT or an offset such as +0100.',
  appliesTo: ['rss'],
  *check(document) {
    for (const { form, reading, where, text, at } of document.dates)
      if (form === 'rfc822' && reading === undefined)
        yield {
          at,
          message: `${where} is no RFC 822 date`,
          got: text,
          expected: suggestDate(text, 'rfc822'),
        }
  },
}
