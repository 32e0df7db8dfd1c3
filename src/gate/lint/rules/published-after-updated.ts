import { readDate } from '../date-forms.ts'
import { member, stringOf } from '../json-tree.ts'
import type { LintRule, Remark } from '../rule.ts'
import { child } from '../xml-tree.ts'

function* outOfOrder(published: string | undefined, updated: string | undefined, at = 0): Iterable<Remark> {
  const first = readDate(published?.trim() ?? '', 'rfc3339')
  const last = readDate(updated?.trim() ?? '', 'rfc3339')
  if (first !== undefined && last !== undefined && last.ms < first.ms)
    yield {
      at,
      message: 'The update is older than the publication',
      got: updated ?? '',
      expected: `${published?.trim()} or later`,
    }
}

export const publishedAfterUpdated: LintRule = {
  code: 'published-after-updated',
  severity: 'warning',
  paragraph: 'RFC 4287 sections 4.2.9 and 4.2.15',
  summary: 'Nothing was updated before it was published.',
  fix: 'Set updated to published, or later.',
  appliesTo: ['atom', 'json'],
  *check(document) {
    for (const entry of document.itemElements) {
      const published = child(entry, 'atom:published')
      const updated = child(entry, 'atom:updated')
      yield* outOfOrder(published?.text, updated?.text, updated?.start)
    }
    for (const item of document.itemObjects)
      yield* outOfOrder(
        stringOf(member(item, 'date_published')),
        stringOf(member(item, 'date_modified')),
        member(item, 'date_modified')?.start,
      )
  },
}
