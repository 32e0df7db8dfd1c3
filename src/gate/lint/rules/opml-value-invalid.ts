import type { LintRule } from '../rule.ts'
import { wrongValues } from '../value-facts.ts'
import { isEmail } from '../value-forms.ts'

export const opmlValueInvalid: LintRule = {
  code: 'opml-value-invalid',
  severity: 'error',
  paragraph: 'OPML 2.0, head and outline',
  summary:
    'isComment and isBreakpoint are true or false, expansionState lists line numbers, ownerEmail is an address.',
  fix: 'Write one of the expected values, or leave the attribute or element out.',
  appliesTo: ['opml'],
  *check(document) {
    yield* wrongValues(document, [
      {
        places: ['outline@isComment', 'outline@isBreakpoint'],
        isRight: (value) => value === 'true' || value === 'false',
        expected: 'true or false',
      },
      {
        places: ['expansionState'],
        isRight: (value) => /^\s*(?:\d+\s*(?:,\s*\d+\s*)*)?$/.test(value),
        expected: 'numbers with commas between them',
      },
      {
        places: ['ownerEmail'],
        isRight: (value) => value.trim() === '' || isEmail(value.trim()),
        expected: 'an e-mail address',
      },
    ])
  },
}
