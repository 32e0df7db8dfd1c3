import { member, stringOf } from '../json-tree.ts'
import type { LintRule } from '../rule.ts'

export const jsonTitleMissing: LintRule = {
  code: 'json-title-missing',
  severity: 'error',
  paragraph: 'JSON Feed 1.1, title',
  summary: 'The feed has a title.',
  fix: 'Add "title" with the name of the feed.',
  appliesTo: ['json'],
  *check(document) {
    if ((stringOf(member(document.json, 'title')) ?? '').trim() === '')
      yield { at: document.json?.start ?? 0, message: 'The feed has no title', expected: 'a title' }
  },
}
