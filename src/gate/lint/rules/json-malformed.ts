import type { LintRule } from '../rule.ts'
import { syntaxProblem } from '../syntax.ts'

export const jsonMalformed: LintRule = {
  code: 'json-malformed',
  severity: 'error',
  paragraph: 'RFC 8259 section 2; JSON Feed 1.1',
  summary: 'The document is well-formed JSON.',
  fix: 'Use a JSON library, not a text template, to write the feed.',
  appliesTo: 'any',
  *check(document) {
    yield* syntaxProblem(document, 'json', 'The JSON is not well-formed')
  },
}
