import type { LintRule } from '../rule.ts'
import { child } from '../xml-tree.ts'

/** A shorter feed may list all revisions of one entry. */
const FEWEST = 10

export const entryIdDuplicate: LintRule = {
  code: 'entry-id-duplicate',
  severity: 'error',
  paragraph: 'RFC 4287 sections 4.1.1 and 4.2.6; W3C validator, DuplicateIds',
  summary: 'Not all entries have the same id.',
  fix: 'Give each article its own id.',
  appliesTo: ['atom'],
  *check(document) {
    const ids = document.itemElements.flatMap((entry) => child(entry, 'atom:id') ?? [])
    const [first, second] = ids
    if (first === undefined || second === undefined || ids.length < FEWEST) return
    if (ids.every(({ text }) => text.trim() === first.text.trim()))
      yield {
        at: second.start,
        message: `All ${ids.length} entries have the same id, so feed readers show only one of them`,
        got: second.text,
        expected: 'a unique id',
      }
  },
}
