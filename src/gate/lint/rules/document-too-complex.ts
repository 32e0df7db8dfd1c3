import type { LintRule } from '../rule.ts'
import { syntaxProblem } from '../syntax.ts'

export const documentTooComplex: LintRule = {
  code: 'document-too-complex',
  severity: 'error',
  paragraph:
    'XML 1.0 section 4.3 leaves limits to the reader; this one allows 200 levels and 400,000 elements',
  summary: 'The document is not nested or divided beyond what a reader can hold.',
  fix: 'Split the feed, or find what nests without end; a feed of a thousand items needs ten levels and some ten thousand elements.',
  appliesTo: 'any',
  *check(document) {
    yield* syntaxProblem(document, 'complexity', 'The document is too deep or too large to be read')
  },
}
