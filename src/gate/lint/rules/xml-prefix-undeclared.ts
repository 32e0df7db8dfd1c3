import type { LintRule } from '../rule.ts'
import { syntaxProblem } from '../syntax.ts'

export const xmlPrefixUndeclared: LintRule = {
  code: 'xml-prefix-undeclared',
  severity: 'error',
  paragraph: 'Namespaces in XML 1.0 section 5',
  summary: 'Every namespace prefix that is used is declared.',
  fix: 'Declare the prefix on the root element, for example xmlns:dc="http://purl.org/dc/elements/1.1/".',
  appliesTo: 'any',
  *check(document) {
    yield* syntaxProblem(document, 'prefix', 'A prefix is used that nothing declares')
  },
}
