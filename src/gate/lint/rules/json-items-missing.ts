import { member, membersOf } from '../json-tree.ts'
import type { LintRule } from '../rule.ts'

export const jsonItemsMissing: LintRule = {
  code: 'json-items-missing',
  severity: 'error',
  paragraph: 'JSON Feed 1.1, items',
  summary: 'The feed has an array of items, which are objects.',
  fix: 'Write "items": [], even if there are no items.',
  appliesTo: ['json'],
  *check(document) {
    const items = member(document.json, 'items')
    if (items?.kind !== 'array')
      yield {
        at: items?.start ?? document.json?.start ?? 0,
        message: 'The feed has no array of items',
        got: items?.kind ?? 'nothing',
        expected: 'an array',
      }
    for (const item of membersOf(items))
      if (item.kind !== 'object')
        yield { at: item.start, message: 'An item is not an object', got: item.kind, expected: 'an object' }
  },
}
