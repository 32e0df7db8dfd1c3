import type { LintRule } from '../rule.ts'
import { encodingOf } from '../value-forms.ts'

export const encodingMismatch: LintRule = {
  code: 'encoding-mismatch',
  severity: 'warning',
  paragraph: 'XML 1.0 section 4.3.3; RFC 7303 section 3',
  summary: 'The XML declaration, the byte order mark and the server name the same encoding.',
  fix: 'Use utf-8 in all of them, or omit the declaration and the charset parameter.',
  appliesTo: 'any',
  *check(document) {
    const { encoding } = document.facts
    if (encoding?.declared !== undefined && encodingOf(encoding.declared) !== undefined)
      yield {
        at: 0,
        message: 'The XML declaration names another encoding than the one used',
        got: encoding.declared,
        expected: encoding.used,
      }
  },
}
