import type { LintRule } from '../rule.ts'
import { child } from '../xml-tree.ts'

export const updatedShared: LintRule = {
  code: 'updated-shared',
  severity: 'warning',
  paragraph: 'RFC 4287 section 4.2.15; W3C validator, DuplicateUpdated',
  summary: 'Entries were not all updated at the same moment.',
  fix: 'State when each article changed, not when the feed was built.',
  appliesTo: ['atom'],
  guess: true,
  *check(document) {
    const moments = document.itemElements.map((entry) => child(entry, 'atom:updated')?.text.trim())
    const first = document.itemElements[0]
    if (first !== undefined && moments.length >= 3 && new Set(moments).size === 1)
      yield {
        at: child(first, 'atom:updated')?.start ?? first.start,
        message: 'All entries were updated at the same moment',
        got: moments[0] ?? '',
        expected: 'the moment each article changed',
      }
  },
}
