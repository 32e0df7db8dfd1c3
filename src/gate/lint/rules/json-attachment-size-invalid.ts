import { member, membersOf } from '../json-tree.ts'
import type { LintRule } from '../rule.ts'

export const jsonAttachmentSizeInvalid: LintRule = {
  code: 'json-attachment-size-invalid',
  severity: 'error',
  paragraph: 'JSON Feed 1.1, attachments: size_in_bytes, duration_in_seconds',
  summary: 'Sizes are whole bytes, and neither sizes nor durations are negative.',
  fix: 'Write the size of the file in bytes, as a number.',
  appliesTo: ['json'],
  *check(document) {
    for (const item of document.itemObjects)
      for (const attachment of membersOf(member(item, 'attachments')))
        for (const name of ['size_in_bytes', 'duration_in_seconds']) {
          const node = member(attachment, name)
          if (
            node?.kind === 'number' &&
            (Number(node.value) < 0 || (name === 'size_in_bytes' && !Number.isInteger(node.value)))
          )
            yield {
              at: node.start,
              message: `${name} is not possible`,
              got: String(node.value),
              expected: 'a number, at least 0',
            }
        }
  },
}
