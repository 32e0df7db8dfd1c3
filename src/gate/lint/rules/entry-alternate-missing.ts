import { linksOf } from '../links.ts'
import type { LintRule } from '../rule.ts'
import { child } from '../xml-tree.ts'

export const entryAlternateMissing: LintRule = {
  code: 'entry-alternate-missing',
  severity: 'error',
  paragraph: 'RFC 4287 section 4.1.2',
  summary: 'An entry without content links to its page.',
  fix: 'Add <link rel="alternate" href="…"/> or a <content>.',
  appliesTo: ['atom'],
  *check(document) {
    for (const entry of document.itemElements) {
      if (linksOf(entry, 'alternate').length === 0 && child(entry, 'atom:content') === undefined)
        yield {
          at: entry.start,
          message: 'The entry has neither content nor an alternate link',
          expected: 'one of them',
        }
    }
  },
}
