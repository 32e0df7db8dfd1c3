import type { LintRule } from '../rule.ts'
import { isEmail } from '../value-forms.ts'

export const authorNotEmail: LintRule = {
  code: 'author-not-email',
  severity: 'error',
  paragraph: 'RSS 2.0, item: author; channel: managingEditor, webMaster; RSS profile, author',
  summary: 'author, managingEditor and webMaster are an e-mail address, with the name in brackets behind it.',
  fix: 'Put the name alone into <dc:creator>; or write jane@example.org (Jane Doe).',
  appliesTo: ['rss'],
  *check(document) {
    for (const element of document.named('author', 'managingEditor', 'webMaster')) {
      const got = element.text.trim()
      const bracket = got.indexOf('(')
      const address = (bracket === -1 ? got : got.slice(0, bracket)).trim().replace(/^mailto:/, '')
      if (!isEmail(address) || (bracket !== -1 && !got.endsWith(')')))
        yield {
          at: element.start,
          message: `${element.name} is no e-mail address`,
          got,
          expected: 'mail@example.org (Name), or <dc:creator> for a name alone',
        }
    }
  },
}
