import { suggestDate } from '../date-suggestion.ts'
import type { LintRule } from '../rule.ts'

export const dcDateInvalid: LintRule = {
  code: 'dc-date-invalid',
  severity: 'error',
  paragraph: 'Dublin Core, date; W3C note on date and time formats',
  summary: 'dc:date and dcterms dates are in the form of the W3C note.',
  fix: 'Let a date library write it: date, a T, time, and Z or an offset such as +01:00.',
  appliesTo: ['rss', 'rdf'],
  *check(document) {
    for (const { form, reading, where, text, at } of document.dates)
      if (form === 'w3cdtf' && reading === undefined)
        yield { at, message: `${where} is no W3C date`, got: text, expected: suggestDate(text, 'w3cdtf') }
  },
}
