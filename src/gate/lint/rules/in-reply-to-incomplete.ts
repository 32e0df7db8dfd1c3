import { lackingAttribute } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'

export const inReplyToIncomplete: LintRule = {
  code: 'in-reply-to-incomplete',
  severity: 'error',
  paragraph: 'RFC 4685 section 3',
  summary: 'A reply names the entry that it answers.',
  fix: 'Add ref with the id of the entry that is answered.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    yield* lackingAttribute(document.named('thr:in-reply-to'), 'ref')
  },
}
