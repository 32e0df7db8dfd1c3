import type { LintRule } from '../rule.ts'

const RENAMED = new Map([['wfw:commentRSS', 'wfw:commentRss']])

export const elementObsolete: LintRule = {
  code: 'element-obsolete',
  severity: 'warning',
  paragraph: 'Comment API, wfw:commentRss; W3C validator, CommentRSS',
  summary: 'Elements have the current names of their vocabulary.',
  fix: 'Write the expected name, with the same capitals.',
  appliesTo: ['rss', 'rdf', 'atom'],
  *check(document) {
    for (const [got, expected] of RENAMED)
      for (const { start } of document.named(got))
        yield { at: start, message: `<${got}> has another name now`, got, expected }
  },
}
