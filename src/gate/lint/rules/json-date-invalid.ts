import type { LintRule } from '../rule.ts'

export const jsonDateInvalid: LintRule = {
  code: 'json-date-invalid',
  severity: 'error',
  paragraph: 'JSON Feed 1.1, date_published; RFC 3339 section 5.6',
  summary: 'Dates are in the form of RFC 3339.',
  fix: 'Write 2024-02-06T09:00:00Z.',
  appliesTo: ['json'],
  *check(document) {
    for (const { reading, where, text, at } of document.dates)
      if (reading === undefined)
        yield { at, message: `${where} is no RFC 3339 date`, got: text, expected: '2024-02-06T09:00:00Z' }
  },
}
