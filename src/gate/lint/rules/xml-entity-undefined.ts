import type { LintRule } from '../rule.ts'
import { syntaxProblem } from '../syntax.ts'

export const xmlEntityUndefined: LintRule = {
  code: 'xml-entity-undefined',
  severity: 'error',
  paragraph: 'XML 1.0 section 4.1',
  summary: 'Only the five entities of XML are used: &amp; &lt; &gt; &quot; &apos;.',
  fix: 'Write the character itself, or a numeric reference such as &#xA0; instead of &nbsp;.',
  appliesTo: 'any',
  *check(document) {
    yield* syntaxProblem(document, 'entity', 'An entity is used that XML does not define')
  },
}
