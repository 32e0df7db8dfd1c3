import type { LintRule } from '../rule.ts'
import { syntaxProblem } from '../syntax.ts'

export const xmlMalformed: LintRule = {
  code: 'xml-malformed',
  severity: 'error',
  paragraph: 'XML 1.0 section 2.1',
  summary: 'The document is well-formed XML.',
  fix: 'Write the feed with an XML writer instead of a text template; the first place is where the reading broke off, the mistake can stand shortly before it.',
  appliesTo: 'any',
  *check(document) {
    yield* syntaxProblem(document, 'malformed', 'The XML is not well-formed')
  },
}
