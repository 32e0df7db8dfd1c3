import type { LintRule } from '../rule.ts'

export const rssDateAmbiguous: LintRule = {
  code: 'rss-date-ambiguous',
  severity: 'warning',
  paragraph: 'RSS 2.0, introduction (four-digit years preferred); RFC 2822 section 4.3',
  summary: 'Dates have a four-digit year, and GMT or a numeric offset as zone.',
  fix: 'Write the year in full, and the zone as GMT or +0200.',
  appliesTo: ['rss'],
  *check(document) {
    for (const { form, reading, where, text, at } of document.dates)
      if (
        form === 'rfc822' &&
        reading !== undefined &&
        (reading.twoDigitYear || !/^(?:GMT|[+-]\d{4})$/.test(reading.zone))
      )
        yield {
          at,
          message: `${where} can be understood in several ways`,
          got: text,
          expected: 'a four-digit year and GMT or an offset',
        }
  },
}
