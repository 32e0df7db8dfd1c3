import type { LintRule } from '../rule.ts'
import { children } from '../xml-tree.ts'

const HISTORY = ['prev-archive', 'next-archive', 'current', 'first', 'last', 'next', 'previous']

export const historyLinkInEntry: LintRule = {
  code: 'history-link-in-entry',
  severity: 'warning',
  paragraph: 'RFC 5005 section 4; W3C validator, FeedHistoryRelInEntry',
  summary: 'Links to archives and pages are in the feed, not in an entry.',
  fix: 'Move the link up to the feed or channel.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    for (const item of document.itemElements)
      for (const link of children(item, 'atom:link')) {
        const rel = link.attributes.get('rel') ?? ''
        if (HISTORY.includes(rel))
          yield {
            at: link.start,
            message: 'A link to the history of the feed is in an entry',
            got: rel,
            expected: 'the link in the feed',
          }
      }
  },
}
