import { readDate } from '../date-forms.ts'
import { suggestDate } from '../date-suggestion.ts'
import { wrongAttribute } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'

export const threadUpdatedInvalid: LintRule = {
  code: 'thread-updated-invalid',
  severity: 'error',
  paragraph: 'RFC 4685 section 4; W3C validator, NoThrWhen',
  summary: 'The moment of the last reply is an RFC 3339 date, in an attribute called updated.',
  fix: 'Write thr:updated="2024-02-06T09:00:00Z"; the name thr:when was given up before the RFC was finished.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    yield* wrongAttribute(
      document,
      document.named('atom:link'),
      'thr:updated',
      (value) => readDate(value, 'rfc3339') !== undefined,
      (value) => suggestDate(value, 'rfc3339'),
    )
    yield* wrongAttribute(document, document.named('atom:link'), 'thr:when', () => false, 'thr:updated')
  },
}
