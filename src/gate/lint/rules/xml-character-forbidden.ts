import type { LintRule } from '../rule.ts'
import { syntaxProblem } from '../syntax.ts'

export const xmlCharacterForbidden: LintRule = {
  code: 'xml-character-forbidden',
  severity: 'error',
  paragraph: 'XML 1.0 section 2.2',
  summary: 'XML allows every character and every character reference.',
  fix: 'Remove control characters (except tab and line feed) and lone surrogates before you write the text. They usually come from pasted text.',
  appliesTo: 'any',
  *check(document) {
    yield* syntaxProblem(document, 'character', 'The text holds a character XML forbids')
  },
}
