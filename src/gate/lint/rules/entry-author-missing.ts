import type { LintRule } from '../rule.ts'
import { child } from '../xml-tree.ts'

export const entryAuthorMissing: LintRule = {
  code: 'entry-author-missing',
  severity: 'error',
  paragraph: 'RFC 4287 section 4.1.1',
  summary: 'Each entry, its source, or the feed has an author.',
  fix: 'Add <author><name>…</name></author> to the feed.',
  appliesTo: ['atom'],
  *check(document) {
    if (child(document.channel, 'atom:author') !== undefined) return
    for (const entry of document.itemElements)
      if (
        child(entry, 'atom:author') === undefined &&
        child(child(entry, 'atom:source'), 'atom:author') === undefined
      )
        yield {
          at: entry.start,
          message: 'Neither the entry nor the feed has an author',
          expected: 'an <author>',
        }
  },
}
