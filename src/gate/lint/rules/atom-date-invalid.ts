import { suggestDate } from '../date-suggestion.ts'
import type { LintRule } from '../rule.ts'

export const atomDateInvalid: LintRule = {
  code: 'atom-date-invalid',
  severity: 'error',
  paragraph: 'RFC 4287 section 3.3; RFC 3339 section 5.6',
  summary: 'Dates in Atom have the format of RFC 3339, with a time zone, and T and Z in upper case.',
  fix: 'Use a date library to write it: date, T, time, and Z or an offset such as +01:00.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    for (const { form, reading, where, text, at } of document.dates)
      if (form === 'rfc3339' && reading === undefined)
        yield {
          at,
          message: `${where} is not an RFC 3339 date`,
          got: text,
          expected: suggestDate(text, 'rfc3339'),
        }
  },
}
