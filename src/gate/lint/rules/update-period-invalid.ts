import type { LintRule } from '../rule.ts'

export const updatePeriodInvalid: LintRule = {
  code: 'update-period-invalid',
  severity: 'error',
  paragraph: 'RSS 1.0 syndication module, sy:updatePeriod',
  summary: 'sy:updatePeriod is hourly, daily, weekly, monthly or yearly.',
  fix: 'Write one of the five words.',
  appliesTo: ['rss', 'rdf'],
  *check(document) {
    for (const { text, start } of document.named('sy:updatePeriod'))
      if (!/^(?:hourly|daily|weekly|monthly|yearly)$/.test(text.trim()))
        yield {
          at: start,
          message: 'sy:updatePeriod is not one of the five words',
          got: text,
          expected: 'hourly, daily, weekly, monthly or yearly',
        }
  },
}
