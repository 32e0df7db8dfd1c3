import type { LintRule } from '../rule.ts'
import { syntaxProblem } from '../syntax.ts'

export const documentTooComplex: LintRule = {
  code: 'document-too-complex',
  severity: 'error',
  paragraph:
    'XML 1.0 section 4.3 leaves limits to the reader; this one allows 200 levels and 400,000 elements',
  summary: 'The document does not exceed the limits for nesting and number of elements.',
  fix: 'Split the feed, or find the cause of the nesting. A feed of 1,000 items needs ten levels and about 10,000 elements.',
  appliesTo: 'any',
  *check(document) {
    yield* syntaxProblem(document, 'complexity', 'The document is too deep or too large to be read')
  },
}
