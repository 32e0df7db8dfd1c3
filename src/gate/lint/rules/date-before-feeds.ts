import type { LintRule } from '../rule.ts'

const WEB_BEGAN = Date.UTC(1990, 0, 1)

export const dateBeforeFeeds: LintRule = {
  code: 'date-before-feeds',
  severity: 'warning',
  paragraph: 'W3C validator, ImplausibleDate',
  summary: 'No date is older than the web.',
  fix: 'Check the program that wrote it: programs write 1970 or 1 January 0001 when they have no date.',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  guess: true,
  *check(document) {
    for (const { reading, where, text, at } of document.dates)
      if (reading !== undefined && reading.ms < WEB_BEGAN)
        yield { at, message: `${where} is older than the web`, got: text, expected: 'a date after 1990' }
  },
}
