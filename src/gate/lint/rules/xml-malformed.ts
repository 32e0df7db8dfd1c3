import type { LintRule } from '../rule.ts'
import { syntaxProblem } from '../syntax.ts'

export const xmlMalformed: LintRule = {
  code: 'xml-malformed',
  severity: 'error',
  paragraph: 'XML 1.0 section 2.1',
  summary: 'The document is well-formed XML.',
  fix: 'Use an XML library, not a text template, to write the feed. In texts, write & as &amp; and < as &lt;. Parsers stop at the first mistake, so only this one is reported.',
  appliesTo: 'any',
  *check(document) {
    yield* syntaxProblem(document, 'malformed', 'The XML is not well-formed')
  },
}
