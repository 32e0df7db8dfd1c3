import type { LintRule } from '../rule.ts'
import { syntaxProblem } from '../syntax.ts'

export const xmlCharacterForbidden: LintRule = {
  code: 'xml-character-forbidden',
  severity: 'error',
  paragraph: 'XML 1.0 section 2.2',
  summary: 'Every character, and every character reference, is one that XML allows.',
  fix: 'Remove control characters (except tab and line feed) and lone surrogates from the text before it is written; they come in with pasted text.',
  appliesTo: 'any',
  *check(document) {
    yield* syntaxProblem(document, 'character', 'The text holds a character XML forbids')
  },
}
