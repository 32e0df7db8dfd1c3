import type { LintRule } from '../rule.ts'

export const rssDateWeekdayWrong: LintRule = {
  code: 'rss-date-weekday-wrong',
  severity: 'error',
  paragraph: 'RFC 822 section 5.2',
  summary: 'The weekday of a date is correct.',
  fix: 'Use a date library to write the date.',
  appliesTo: ['rss'],
  *check(document) {
    for (const { form, reading, where, text, at } of document.dates)
      if (form === 'rfc822' && reading?.statedDay !== undefined && reading.statedDay !== reading.trueDay)
        yield {
          at,
          message: `The weekday of ${where} is wrong`,
          got: text,
          expected: text.replace(/^[a-z]{3}/i, reading.trueDay),
        }
  },
}
