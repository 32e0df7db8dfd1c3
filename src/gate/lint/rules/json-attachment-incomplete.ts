import { member, membersOf, stringOf } from '../json-tree.ts'
import type { LintRule } from '../rule.ts'

export const jsonAttachmentIncomplete: LintRule = {
  code: 'json-attachment-incomplete',
  severity: 'error',
  paragraph: 'JSON Feed 1.1, attachments',
  summary: 'An attachment has url and mime_type.',
  fix: 'Add what is missing.',
  appliesTo: ['json'],
  *check(document) {
    for (const item of document.itemObjects)
      for (const attachment of membersOf(member(item, 'attachments')))
        for (const name of ['url', 'mime_type'])
          if ((stringOf(member(attachment, name)) ?? '') === '')
            yield { at: attachment.start, message: `The attachment has no ${name}`, expected: name }
  },
}
