import { suggestDate } from '../date-suggestion.ts'
import type { LintRule } from '../rule.ts'

export const atomDateInvalid: LintRule = {
  code: 'atom-date-invalid',
  severity: 'error',
  paragraph: 'RFC 4287 section 3.3; RFC 3339 section 5.6',
  summary: 'Dates of Atom are in the form of RFC 3339, with a zone, T and Z in capitals.',
  fix: 'Let a date library write it: date, a T, time, and Z or an offset such as +01:00.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    for (const { form, reading, where, text, at } of document.dates)
      if (form === 'rfc3339' && reading === undefined)
        yield {
          at,
          message: `${where} is no RFC 3339 date`,
          got: text,
          expected: suggestDate(text, 'rfc3339'),
        }
  },
}
