import type { LintRule } from '../rule.ts'

export const idNotUnique: LintRule = {
  code: 'id-not-unique',
  severity: 'warning',
  paragraph: 'RSS 2.0, item: guid (globally unique); W3C validator, NotSufficientlyUnique',
  summary: 'A guid is unique among all feeds.',
  fix: 'For new articles use the address or a tag: URI. Do not change published guids.',
  appliesTo: ['rss'],
  guess: true,
  *check(document) {
    for (const { attributes, text, start } of document.named('guid'))
      if (attributes.get('isPermaLink') === 'false' && /^\s*\d{1,8}\s*$/.test(text))
        yield {
          at: start,
          message: 'Other feeds may have the same guid',
          got: text,
          expected: 'an address or a tag: URI',
        }
  },
}
