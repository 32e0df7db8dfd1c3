import { readDate } from '../date-forms.ts'
import { suggestDate } from '../date-suggestion.ts'
import { lackingAttribute, wrongAttribute } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'

export const tombstoneIncomplete: LintRule = {
  code: 'tombstone-incomplete',
  severity: 'error',
  paragraph: 'RFC 6721 section 3',
  summary: 'A deleted entry has the id and the time of the deletion.',
  fix: 'Add ref with the id of the entry, and when with an RFC 3339 date.',
  appliesTo: ['atom'],
  *check(document) {
    const tombstones = document.named('at:deleted-entry')
    yield* lackingAttribute(tombstones, 'ref')
    yield* lackingAttribute(tombstones, 'when')
    yield* wrongAttribute(
      document,
      tombstones,
      'when',
      (value) => value.trim() === '' || readDate(value, 'rfc3339') !== undefined,
      (value) => suggestDate(value, 'rfc3339'),
    )
  },
}
