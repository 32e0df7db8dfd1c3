import type { LintRule } from '../rule.ts'
import { isEmail } from '../value-forms.ts'

export const authorNameMissing: LintRule = {
  code: 'author-name-missing',
  severity: 'warning',
  paragraph: 'RSS profile, author; W3C validator, MissingRealName',
  summary: 'In author, managingEditor and webMaster, a name follows the email address.',
  fix: 'Write jane@example.org (Jane Doe), or dc:creator with only the name.',
  appliesTo: ['rss'],
  *check(document) {
    for (const { name, text, start } of document.named('author', 'managingEditor', 'webMaster'))
      if (isEmail(text.trim().replace(/^mailto:/i, '')))
        yield {
          at: start,
          message: `<${name}> has no name`,
          got: text,
          expected: 'jane@example.org (Jane Doe)',
        }
  },
}
