import { wrongAttribute } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'
import { isWholeNumber } from '../value-forms.ts'

export const threadCountInvalid: LintRule = {
  code: 'thread-count-invalid',
  severity: 'error',
  paragraph: 'RFC 4685 sections 4 and 5',
  summary: 'The number of replies is a whole number.',
  fix: 'Write digits only.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    yield* wrongAttribute(document, document.named('atom:link'), 'thr:count', isWholeNumber, 'a whole number')
    for (const { text, start } of document.named('thr:total', 'slash:comments'))
      if (!isWholeNumber(text))
        yield {
          at: start,
          message: 'The number of replies is not a number',
          got: text,
          expected: 'a whole number',
        }
  },
}
