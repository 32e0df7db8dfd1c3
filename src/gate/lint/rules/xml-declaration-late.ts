import type { LintRule } from '../rule.ts'
import { syntaxProblem } from '../syntax.ts'

export const xmlDeclarationLate: LintRule = {
  code: 'xml-declaration-late',
  severity: 'error',
  paragraph: 'XML 1.0 section 2.8',
  summary: 'The XML declaration, if there is one, is at the very beginning of the document.',
  fix: 'Remove the blank lines or output before <?xml. The usual cause is a template or plug-in that prints an empty line, or is saved with a byte order mark.',
  appliesTo: 'any',
  *check(document) {
    yield* syntaxProblem(document, 'declaration', 'Something stands before the XML declaration')
  },
}
