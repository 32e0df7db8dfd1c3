import type { LintRule } from '../rule.ts'
import { isWholeNumber } from '../value-forms.ts'

export const ttlInvalid: LintRule = {
  code: 'ttl-invalid',
  severity: 'error',
  paragraph: 'RSS 2.0, channel: ttl',
  summary: 'ttl is a positive number of minutes.',
  fix: 'Write whole minutes, for example <ttl>60</ttl>.',
  appliesTo: ['rss'],
  *check(document) {
    for (const ttl of document.named('ttl'))
      if (!isWholeNumber(ttl.text) || Number(ttl.text) === 0)
        yield {
          at: ttl.start,
          message: 'ttl is not a number of minutes',
          got: ttl.text,
          expected: 'a positive whole number',
        }
  },
}
