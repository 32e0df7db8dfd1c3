import type { LintRule } from '../rule.ts'
import { isEmail } from '../value-forms.ts'

export const personEmailInvalid: LintRule = {
  code: 'person-email-invalid',
  severity: 'error',
  paragraph: 'RFC 4287 section 3.2.3',
  summary: 'The e-mail of a person is an address and nothing else.',
  fix: 'Write jane@example.org, and the name into <name>.',
  appliesTo: ['atom'],
  *check(document) {
    for (const { text, start } of document.named('atom:email'))
      if (!isEmail(text.trim()))
        yield { at: start, message: 'The e-mail is no address', got: text, expected: 'name@example.org' }
  },
}
