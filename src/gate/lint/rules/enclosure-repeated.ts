import type { LintRule } from '../rule.ts'
import { children } from '../xml-tree.ts'

export const enclosureRepeated: LintRule = {
  code: 'enclosure-repeated',
  severity: 'warning',
  paragraph: 'RSS profile, enclosure',
  summary: 'An item has at most one enclosure.',
  fix: 'Keep the main file as enclosure, and put the others into media:content.',
  appliesTo: ['rss'],
  *check(document) {
    for (const item of document.itemElements) {
      const second = children(item, 'enclosure')[1]
      if (second !== undefined)
        yield { at: second.start, message: 'The item has several enclosures', expected: 'one' }
    }
  },
}
