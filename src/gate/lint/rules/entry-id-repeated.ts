import type { LintRule } from '../rule.ts'
import { child } from '../xml-tree.ts'

export const entryIdRepeated: LintRule = {
  code: 'entry-id-repeated',
  severity: 'warning',
  paragraph: 'RFC 4287 section 4.1.1',
  summary: 'Each entry occurs in the document once, in its latest version.',
  fix: 'Remove the older version.',
  appliesTo: ['atom'],
  *check(document) {
    const states = new Map<string, string>()
    for (const entry of document.itemElements) {
      const id = child(entry, 'atom:id')
      const updated = child(entry, 'atom:updated')?.text.trim() ?? ''
      const known = states.get(id?.text.trim() ?? '')
      if (id !== undefined && known !== undefined)
        yield {
          at: id.start,
          message: `The entry occurs ${known === updated ? 'twice' : 'in several versions'}`,
          got: id.text,
          expected: 'only the latest version',
        }
      if (id !== undefined) states.set(id.text.trim(), updated)
    }
  },
}
