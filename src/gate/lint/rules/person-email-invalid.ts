import type { LintRule } from '../rule.ts'
import { isEmail } from '../value-forms.ts'

export const personEmailInvalid: LintRule = {
  code: 'person-email-invalid',
  severity: 'error',
  paragraph: 'RFC 4287 section 3.2.3',
  summary: 'The email of a person is only an address.',
  fix: 'Write jane@example.org, and the name into <name>.',
  appliesTo: ['atom'],
  *check(document) {
    for (const { text, start } of document.named('atom:email'))
      if (!isEmail(text.trim()))
        yield { at: start, message: 'The email is not an address', got: text, expected: 'name@example.org' }
  },
}
