import type { LintRule } from '../rule.ts'
import { isWholeNumber } from '../value-forms.ts'

export const updateFrequencyInvalid: LintRule = {
  code: 'update-frequency-invalid',
  severity: 'error',
  paragraph: 'RSS 1.0 syndication module, sy:updateFrequency',
  summary: 'sy:updateFrequency is a positive whole number.',
  fix: 'Write the number of updates in a period, in digits.',
  appliesTo: ['rss', 'rdf'],
  *check(document) {
    for (const { text, start } of document.named('sy:updateFrequency'))
      if (!isWholeNumber(text) || Number(text) === 0)
        yield {
          at: start,
          message: 'sy:updateFrequency is not a positive number',
          got: text,
          expected: 'a positive whole number',
        }
  },
}
