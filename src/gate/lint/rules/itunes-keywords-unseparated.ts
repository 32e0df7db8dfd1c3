import type { LintRule } from '../rule.ts'
import { type ValueFact, wrongValues } from '../value-facts.ts'

const FACTS: readonly ValueFact[] = [
  {
    places: ['itunes:keywords'],
    isRight: (value) => value.includes(',') || !/\S\s+\S/.test(value),
    expected: 'words separated by commas',
  },
]

export const itunesKeywordsUnseparated: LintRule = {
  code: 'itunes-keywords-unseparated',
  severity: 'warning',
  paragraph: 'Apple, itunes:keywords (comma-separated); W3C validator, InvalidKeywords',
  summary: 'Keywords are separated by commas.',
  fix: 'Write salt, pepper, shakers. Apple no longer reads keywords, so you can also remove them.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    yield* wrongValues(document, FACTS)
  },
}
