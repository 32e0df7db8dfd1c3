import { readDate } from '../date-forms.ts'
import { suggestDate } from '../date-suggestion.ts'
import { wrongAttribute } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'

export const threadUpdatedInvalid: LintRule = {
  code: 'thread-updated-invalid',
  severity: 'error',
  paragraph: 'RFC 4685 section 4; W3C validator, NoThrWhen',
  summary: 'The time of the last reply is an RFC 3339 date, in the attribute updated.',
  fix: 'Write thr:updated="2024-02-06T09:00:00Z"; the final RFC does not have the name thr:when.',
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
