import { suggestDate } from '../date-suggestion.ts'
import type { LintRule } from '../rule.ts'

export const dcDateInvalid: LintRule = {
  code: 'dc-date-invalid',
  severity: 'error',
  paragraph: 'Dublin Core, date; W3C note on date and time formats',
  summary: 'dc:date and dcterms dates have the format of the W3C note.',
  fix: 'Use a date library to write it: date, T, time, and Z or an offset such as +01:00.',
  appliesTo: ['rss', 'rdf'],
  *check(document) {
    for (const { form, reading, where, text, at } of document.dates)
      if (form === 'w3cdtf' && reading === undefined)
        yield { at, message: `${where} is not a W3C date`, got: text, expected: suggestDate(text, 'w3cdtf') }
  },
}
