import { readMailbox } from '../mailbox.ts'
import type { LintRule } from '../rule.ts'

export const authorNotEmail: LintRule = {
  code: 'author-not-email',
  severity: 'error',
  paragraph: 'RSS 2.0, item: author; channel: managingEditor, webMaster; RSS profile, author',
  summary: 'author, managingEditor and webMaster contain an email address.',
  fix: 'Put the name into <dc:creator>, or write jane@example.org (Jane Doe).',
  appliesTo: ['rss'],
  *check(document) {
    for (const element of document.named('author', 'managingEditor', 'webMaster'))
      if (readMailbox(element.text) === undefined)
        yield {
          at: element.start,
          message: `${element.name} is not an email address`,
          got: element.text,
          expected: 'mail@example.org (Name), or <dc:creator> for only a name',
        }
  },
}
