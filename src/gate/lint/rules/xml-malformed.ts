import type { LintRule } from '../rule.ts'
import { syntaxProblem } from '../syntax.ts'

export const xmlMalformed: LintRule = {
  code: 'xml-malformed',
  severity: 'error',
  paragraph: 'XML 1.0 section 2.1',
  summary: 'The document is well-formed XML.',
  fix: 'Write the feed with an XML writer instead of a text template; in texts, write & as &amp; and < as &lt;. Readers give up at the first mistake, so only that one is named.',
  appliesTo: 'any',
  *check(document) {
    yield* syntaxProblem(document, 'malformed', 'The XML is not well-formed')
  },
}
