import type { LintRule } from '../rule.ts'
import { child, isBlank } from '../xml-tree.ts'

export const itemEmpty: LintRule = {
  code: 'item-empty',
  severity: 'error',
  paragraph: 'RSS 2.0, elements of item',
  summary: 'Every item has a title or a description.',
  fix: 'Add a title, or a description for a post without a title.',
  appliesTo: ['rss'],
  *check(document) {
    for (const item of document.itemElements)
      if (isBlank(child(item, 'title')) && isBlank(child(item, 'description')))
        yield {
          at: item.start,
          message: 'The item has neither title nor description',
          expected: 'one of them',
        }
  },
}
