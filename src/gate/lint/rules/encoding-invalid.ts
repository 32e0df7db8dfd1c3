import type { LintRule } from '../rule.ts'

export const encodingInvalid: LintRule = {
  code: 'encoding-invalid',
  severity: 'error',
  paragraph: 'XML 1.0 section 4.3.3; RFC 8259 section 8.1',
  summary: 'All bytes of the document are text in its encoding.',
  fix: 'Save the document as UTF-8, and convert texts from other encodings before you insert them.',
  appliesTo: 'any',
  *check(document) {
    const { facts, dialect } = document
    const { encoding } = facts
    if (encoding?.brokenAt !== undefined && dialect.family !== 'unknown')
      yield {
        at: encoding.brokenAt,
        message: `There are bytes that are not ${encoding.used}`,
        expected: 'UTF-8',
      }
  },
}
