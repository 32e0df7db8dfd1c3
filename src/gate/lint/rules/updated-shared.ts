import type { LintRule } from '../rule.ts'
import { child } from '../xml-tree.ts'

export const updatedShared: LintRule = {
  code: 'updated-shared',
  severity: 'warning',
  paragraph: 'RFC 4287 section 4.2.15; W3C validator, DuplicateUpdated',
  summary: 'Not all entries were updated at the same time.',
  fix: 'Write the time at which each article changed, not that of the build.',
  appliesTo: ['atom'],
  guess: true,
  *check(document) {
    const moments = document.itemElements.map((entry) => child(entry, 'atom:updated')?.text.trim())
    const first = document.itemElements[0]
    if (first !== undefined && moments.length >= 3 && new Set(moments).size === 1)
      yield {
        at: child(first, 'atom:updated')?.start ?? first.start,
        message: 'All entries were updated at the same time',
        got: moments[0] ?? '',
        expected: 'the time at which each article changed',
      }
  },
}
