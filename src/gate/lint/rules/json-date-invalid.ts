import { suggestDate } from '../date-suggestion.ts'
import type { LintRule } from '../rule.ts'

export const jsonDateInvalid: LintRule = {
  code: 'json-date-invalid',
  severity: 'error',
  paragraph: 'JSON Feed 1.1, date_published; RFC 3339 section 5.6',
  summary: 'Dates have the format of RFC 3339.',
  fix: 'Use a date library to write it: date, T, time, and Z or an offset such as +01:00.',
  appliesTo: ['json'],
  *check(document) {
    for (const { reading, where, text, at } of document.dates)
      if (reading === undefined)
        yield {
          at,
          message: `${where} is not an RFC 3339 date`,
          got: text,
          expected: suggestDate(text, 'rfc3339'),
        }
  },
}
