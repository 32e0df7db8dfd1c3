import { member, stringOf } from '../json-tree.ts'
import type { LintRule } from '../rule.ts'

export const jsonVersionInvalid: LintRule = {
  code: 'json-version-invalid',
  severity: 'error',
  paragraph: 'JSON Feed 1.1, version',
  summary: 'The version is the URL of JSON Feed 1 or 1.1.',
  fix: 'Write "version": "https://jsonfeed.org/version/1.1".',
  appliesTo: ['json'],
  *check(document) {
    const node = member(document.json, 'version')
    if (!/^https:\/\/jsonfeed\.org\/version\/1(?:\.1)?$/.test(stringOf(node) ?? ''))
      yield {
        at: node?.start ?? 0,
        message: 'The feed does not state its version',
        got: stringOf(node) ?? 'no text',
        expected: 'https://jsonfeed.org/version/1.1',
      }
  },
}
