import type { LintRule } from '../rule.ts'
import { child } from '../xml-tree.ts'

export const entryContentMissing: LintRule = {
  code: 'entry-content-missing',
  severity: 'warning',
  paragraph: 'RFC 4287 section 4.1.1.1',
  summary: 'Each entry has a summary or content.',
  fix: 'Add <summary> with a sentence or two.',
  appliesTo: ['atom'],
  othersOnly: true,
  *check(document) {
    for (const entry of document.itemElements)
      if (child(entry, 'atom:content') === undefined && child(entry, 'atom:summary') === undefined)
        yield {
          at: entry.start,
          message: 'The entry has neither a summary nor content',
          expected: 'a <summary> or a <content>',
        }
  },
}
