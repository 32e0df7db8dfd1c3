import type { LintRule } from '../rule.ts'

export const htmlPage: LintRule = {
  code: 'html-page',
  severity: 'error',
  paragraph: 'RSS 2.0, RFC 4287 section 2',
  summary: 'The document is not a web page.',
  fix: 'Serve the feed at this address. The usual cause is a login page, an error page or a bot check with status 200.',
  appliesTo: 'any',
  *check(document) {
    if (document.dialect.family === 'html')
      yield {
        at: document.text.search(/\S/),
        message: 'This is a web page, not a feed',
        expected: 'a feed at this address',
      }
  },
}
