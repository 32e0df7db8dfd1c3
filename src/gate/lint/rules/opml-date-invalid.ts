import { readDate } from '../date-forms.ts'
import { suggestDate } from '../date-suggestion.ts'
import type { LintRule } from '../rule.ts'

export const opmlDateInvalid: LintRule = {
  code: 'opml-date-invalid',
  severity: 'error',
  paragraph: 'OPML 2.0, dateCreated and dateModified; RFC 822 section 5',
  summary: 'Dates in the list have the format of RFC 822.',
  fix: 'Use a date library to write it in English: weekday, two-digit day, month, four-digit year, time, and GMT or an offset such as +0100.',
  appliesTo: ['opml'],
  *check(document) {
    for (const { name, text, start } of document.named('dateCreated', 'dateModified'))
      if (readDate(text.trim(), 'rfc822') === undefined)
        yield {
          at: start,
          message: `${name} is not an RFC 822 date`,
          got: text,
          expected: suggestDate(text, 'rfc822'),
        }
  },
}
