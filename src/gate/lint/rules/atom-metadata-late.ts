import { shownName } from '../names.ts'
import type { LintRule } from '../rule.ts'

export const atomMetadataLate: LintRule = {
  code: 'atom-metadata-late',
  severity: 'error',
  paragraph: 'RFC 4287 appendix B, atomFeed',
  summary: 'Elements about the feed come before its first entry.',
  fix: 'Move the element up, before the first <entry>.',
  appliesTo: ['atom'],
  *check(document) {
    let isAfterEntry = false
    for (const { name, start } of document.channel?.children ?? []) {
      if (isAfterEntry && name.startsWith('atom:') && name !== 'atom:entry')
        yield {
          at: start,
          message: `<${shownName(name)}> of the feed comes after an entry`,
          got: shownName(name),
          expected: 'before the first entry',
        }
      isAfterEntry ||= name === 'atom:entry'
    }
  },
}
