import { lacking } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'

export const itemIdMissing: LintRule = {
  code: 'item-id-missing',
  severity: 'warning',
  paragraph: 'RSS 2.0, item: guid; RSS profile, guid',
  summary: 'Every item has a guid.',
  fix: 'Give each item a guid that never changes, for example a tag: URI, with isPermaLink="false".',
  appliesTo: ['rss'],
  *check(document) {
    if (document.dialect.version === '2.0') yield* lacking(document.itemElements, 'guid')
  },
}
