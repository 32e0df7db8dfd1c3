import { readMailbox } from '../mailbox.ts'
import type { LintRule } from '../rule.ts'

export const authorFormUnusual: LintRule = {
  code: 'author-form-unusual',
  severity: 'warning',
  paragraph: 'RSS 2.0, item: author; RSS profile, author; W3C validator, EmailFormat',
  summary:
    'In author, managingEditor and webMaster, the address comes first, followed by the name in parentheses.',
  fix: 'Write jane@example.org (Jane Doe), or dc:creator with only the name.',
  appliesTo: ['rss'],
  *check(document) {
    for (const { name, text, start } of document.named('author', 'managingEditor', 'webMaster')) {
      const mailbox = readMailbox(text)
      if (mailbox?.isUsual === false)
        yield {
          at: start,
          message: `${name} has address and name in another order`,
          got: text,
          expected: `${mailbox.address} (${mailbox.name})`,
        }
    }
  },
}
