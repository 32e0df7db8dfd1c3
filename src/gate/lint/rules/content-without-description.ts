import type { LintRule } from '../rule.ts'
import { child } from '../xml-tree.ts'

export const contentWithoutDescription: LintRule = {
  code: 'content-without-description',
  severity: 'warning',
  paragraph: 'RSS profile, content:encoded; W3C validator, NeedDescriptionBeforeContent',
  summary: 'An item with its full text in content:encoded has a summary in description.',
  fix: 'Add <description> with a sentence or two, before <content:encoded>.',
  appliesTo: ['rss'],
  othersOnly: true,
  *check(document) {
    for (const item of document.itemElements) {
      const content = child(item, 'content:encoded')
      if (content !== undefined && child(item, 'description') === undefined)
        yield {
          at: content.start,
          message: 'The item has a content:encoded and no description',
          expected: 'a <description> before it',
        }
    }
  },
}
