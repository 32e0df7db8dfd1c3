import type { LintRule } from '../rule.ts'

export const feedTemplate: LintRule = {
  code: 'feed-template',
  severity: 'error',
  paragraph: 'RSS 2.0; RFC 4287 section 2',
  summary: 'The document is a feed, not the template of a feed.',
  fix: 'Check the file that your generator writes, and the address at which it is published.',
  appliesTo: 'any',
  *check({ templateAt, text }) {
    if (templateAt !== undefined)
      yield {
        at: templateAt,
        message: 'This is the template of a feed, not a feed',
        got: text.slice(templateAt, templateAt + 60),
        expected: 'a feed',
      }
  },
}
