import type { LintRule } from '../rule.ts'

export const encodingNotUtf8: LintRule = {
  code: 'encoding-not-utf-8',
  severity: 'warning',
  paragraph: 'RFC 3470 section 5.1; RFC 8259 section 8.1',
  summary: 'The document is in UTF-8.',
  fix: 'Write the feed in UTF-8, with encoding="utf-8" or no encoding in the XML declaration.',
  appliesTo: 'any',
  *check(document) {
    const { encoding } = document.facts
    if (encoding !== undefined && encoding.used !== 'utf-8')
      yield { at: 0, message: 'The document is not in UTF-8', got: encoding.used, expected: 'utf-8' }
  },
}
