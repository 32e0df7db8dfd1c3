import type { LintRule } from '../rule.ts'
import { child } from '../xml-tree.ts'

export const itemIdDuplicate: LintRule = {
  code: 'item-id-duplicate',
  severity: 'error',
  paragraph: 'RSS 2.0, item: guid; JSON Feed 1.1, id',
  summary: 'No two items of the feed have the same id.',
  fix: 'Give each article its own id. The usual cause is an article that was copied from another one.',
  appliesTo: ['rss', 'rdf', 'json'],
  *check(document) {
    const seen = new Set<string>()
    for (const { id, start, element } of document.items) {
      if (id === undefined || id === '') continue
      if (seen.has(id))
        yield {
          at: child(element, 'guid')?.start ?? start,
          message: 'Another item has the same id',
          got: id,
          expected: 'a unique id',
        }
      seen.add(id)
    }
  },
}
