import type { LintRule } from '../rule.ts'
import { child } from '../xml-tree.ts'

export const entryIdDuplicate: LintRule = {
  code: 'entry-id-duplicate',
  severity: 'error',
  paragraph: 'RFC 4287 section 4.1.1; W3C validator, DuplicateEntries',
  summary: 'No two entries have the same id and the same update.',
  fix: 'Give each article its own id.',
  appliesTo: ['atom'],
  *check(document) {
    const seen = new Set<string>()
    for (const entry of document.itemElements) {
      const id = child(entry, 'atom:id')
      const key = `${id?.text.trim()} ${child(entry, 'atom:updated')?.text.trim()}`
      if (id !== undefined && seen.has(key))
        yield {
          at: id.start,
          message: 'Another entry has the same id and the same update',
          got: id.text,
          expected: 'an id of its own',
        }
      seen.add(key)
    }
  },
}
