import { member, stringOf } from '../json-tree.ts'
import type { LintRule } from '../rule.ts'

export const jsonNextUrlSelf: LintRule = {
  code: 'json-next-url-self',
  severity: 'error',
  paragraph: 'JSON Feed 1.1, next_url (must not be the same as feed_url)',
  summary: 'next_url leads to another document.',
  fix: 'Omit next_url in the last document.',
  appliesTo: ['json'],
  *check(document) {
    const next = member(document.json, 'next_url')
    if (
      next !== undefined &&
      (stringOf(next) === stringOf(member(document.json, 'feed_url')) ||
        stringOf(next) === document.facts.selfUrl)
    )
      yield {
        at: next.start,
        message: 'next_url is the feed itself',
        got: stringOf(next) ?? '',
        expected: 'the next older document',
      }
  },
}
