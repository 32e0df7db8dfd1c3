import type { LintRule } from '../rule.ts'
import { children } from '../xml-tree.ts'

export const mediaDefaultRepeated: LintRule = {
  code: 'media-default-repeated',
  severity: 'warning',
  paragraph: 'Media RSS 1.5.1, media:content: isDefault (one per media:group)',
  summary: 'At most one member of a group is the default.',
  fix: 'Keep isDefault="true" on one of them.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    for (const group of document.named('media:group')) {
      const second = children(group, 'media:content').filter(
        ({ attributes }) => attributes.get('isDefault') === 'true',
      )[1]
      if (second !== undefined)
        yield { at: second.start, message: 'The group has several defaults', expected: 'one' }
    }
  },
}
