import { member, stringOf } from '../json-tree.ts'
import type { LintRule } from '../rule.ts'

export const jsonContentMissing: LintRule = {
  code: 'json-content-missing',
  severity: 'error',
  paragraph: 'JSON Feed 1.1, content_html and content_text',
  summary: 'Every item has content_html or content_text.',
  fix: 'Add one of them; the summary does not count.',
  appliesTo: ['json'],
  *check(document) {
    for (const item of document.itemObjects)
      if (
        stringOf(member(item, 'content_html')) === undefined &&
        stringOf(member(item, 'content_text')) === undefined
      )
        yield { at: item.start, message: 'The item has no content', expected: 'content_html or content_text' }
  },
}
