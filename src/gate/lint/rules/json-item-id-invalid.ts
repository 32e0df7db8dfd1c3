import { member, stringOf } from '../json-tree.ts'
import type { LintRule } from '../rule.ts'

export const jsonItemIdInvalid: LintRule = {
  code: 'json-item-id-invalid',
  severity: 'error',
  paragraph: 'JSON Feed 1.1, id',
  summary: 'Every item has an id, and it is a string.',
  fix: 'Write the id in quotation marks, and never change it.',
  appliesTo: ['json'],
  *check(document) {
    for (const item of document.itemObjects) {
      const id = member(item, 'id')
      if ((stringOf(id) ?? '').trim() === '')
        yield {
          at: id?.start ?? item.start,
          message: 'The item has no id that is a string',
          got: id?.kind ?? 'nothing',
          expected: 'a string',
        }
    }
  },
}
