import { readDate } from '../date-forms.ts'
import type { LintRule } from '../rule.ts'
import { child } from '../xml-tree.ts'

export const tombstoneContradicted: LintRule = {
  code: 'tombstone-contradicted',
  severity: 'warning',
  paragraph: 'RFC 6721 section 4',
  summary: 'An entry in the feed is not declared deleted there, unless it was updated later.',
  fix: 'Remove the entry or its at:deleted-entry.',
  appliesTo: ['atom'],
  *check(document) {
    const deleted = new Map(
      document
        .named('at:deleted-entry')
        .map(({ attributes }) => [attributes.get('ref'), attributes.get('when')]),
    )
    for (const entry of document.itemElements) {
      const when = readDate(deleted.get(child(entry, 'atom:id')?.text.trim()) ?? '', 'rfc3339')
      const updated = readDate(child(entry, 'atom:updated')?.text.trim() ?? '', 'rfc3339')
      if (when !== undefined && updated !== undefined && updated.ms <= when.ms)
        yield {
          at: entry.start,
          message: 'The entry is declared deleted in the same document',
          expected: 'one of the two',
        }
    }
  },
}
