import { isBinaryType } from '../atom-content.ts'
import type { LintRule } from '../rule.ts'
import { child } from '../xml-tree.ts'

export const entrySummaryMissing: LintRule = {
  code: 'entry-summary-missing',
  severity: 'error',
  paragraph: 'RFC 4287 section 4.1.2',
  summary: 'An entry with external content, or with content that is not text, has a summary.',
  fix: 'Add <summary>.',
  appliesTo: ['atom'],
  *check(document) {
    for (const entry of document.itemElements) {
      const content = child(entry, 'atom:content')
      const isElsewhere =
        content?.attributes.has('src') === true || isBinaryType(content?.attributes.get('type'))
      if (isElsewhere && child(entry, 'atom:summary') === undefined)
        yield {
          at: content?.start ?? entry.start,
          message: 'The content is not in the entry, and there is no summary',
          expected: 'a <summary>',
        }
    }
  },
}
