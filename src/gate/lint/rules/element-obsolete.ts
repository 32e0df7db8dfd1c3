import type { LintRule } from '../rule.ts'

const RENAMED = new Map([['wfw:commentRSS', 'wfw:commentRss']])

export const elementObsolete: LintRule = {
  code: 'element-obsolete',
  severity: 'warning',
  paragraph: 'Comment API, wfw:commentRss; W3C validator, CommentRSS',
  summary: 'Elements have the names their vocabulary gives them today.',
  fix: 'Write the name that is expected; capitals count.',
  appliesTo: ['rss', 'rdf', 'atom'],
  *check(document) {
    for (const [got, expected] of RENAMED)
      for (const { start } of document.named(got))
        yield { at: start, message: `<${got}> has another name today`, got, expected }
  },
}
