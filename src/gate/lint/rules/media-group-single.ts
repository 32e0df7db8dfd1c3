import type { LintRule } from '../rule.ts'
import { children } from '../xml-tree.ts'

export const mediaGroupSingle: LintRule = {
  code: 'media-group-single',
  severity: 'warning',
  paragraph: 'Media RSS 1.5.1, media:group; W3C validator, MediaGroupWithoutAlternatives',
  summary: 'A media:group contains several versions of the same content.',
  fix: 'Move the only media:content out of its group.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    for (const group of document.named('media:group'))
      if (children(group, 'media:content').length < 2)
        yield {
          at: group.start,
          message: 'The group has no alternatives',
          expected: 'two or more media:content, or no group',
        }
  },
}
