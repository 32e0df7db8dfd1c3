import type { LintRule } from '../rule.ts'

export const rssVersionInvalid: LintRule = {
  code: 'rss-version-invalid',
  severity: 'error',
  paragraph: 'RSS 2.0, rss element',
  summary: 'The rss element states the version: 2.0, or one of 0.90 to 0.94.',
  fix: 'Write <rss version="2.0">.',
  appliesTo: ['rss'],
  *check(document) {
    const got = document.root?.attributes.get('version')
    if (document.root !== undefined && !/^(?:2\.0(?:\.\d+)?|0\.9[0-4])$/.test(got ?? ''))
      yield {
        at: document.attributeAt(document.root, 'version'),
        message: 'The rss element has no valid version',
        got: got ?? 'nothing',
        expected: '2.0',
      }
  },
}
