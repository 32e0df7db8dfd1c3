import type { LintRule } from '../rule.ts'
import { encodingOf } from '../value-forms.ts'

export const encodingMismatch: LintRule = {
  code: 'encoding-mismatch',
  severity: 'warning',
  paragraph: 'XML 1.0 section 4.3.3; RFC 7303 section 3',
  summary: 'The XML declaration, the byte order mark and the server name the same encoding.',
  fix: 'Let all of them say utf-8, or leave the declaration and the charset parameter out.',
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
