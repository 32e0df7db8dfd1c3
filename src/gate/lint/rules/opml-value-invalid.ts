import { readDate } from '../date-forms.ts'
import type { LintRule } from '../rule.ts'
import { wrongValues } from '../value-facts.ts'
import { isEmail, isUri, isWholeNumber } from '../value-forms.ts'

export const opmlValueInvalid: LintRule = {
  code: 'opml-value-invalid',
  severity: 'error',
  paragraph: 'OPML 2.0, head and outline',
  summary: 'The values in the head and the outlines of a list are those that OPML defines.',
  fix: 'Write one of the expected values, or remove the attribute or element.',
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
        expected: 'numbers separated by commas',
      },
      {
        places: ['vertScrollState', 'windowTop', 'windowLeft', 'windowBottom', 'windowRight'],
        isRight: isWholeNumber,
        expected: 'a whole number',
      },
      {
        places: ['outline@created'],
        isRight: (value) => readDate(value.trim(), 'rfc822') !== undefined,
        expected: 'Tue, 06 Feb 2024 09:00:00 GMT',
      },
      { places: ['outline@htmlUrl', 'outline@url'], isRight: isUri, expected: 'an absolute URL' },
      {
        places: ['ownerEmail'],
        isRight: (value) => isEmail(value.trim()),
        expected: 'an email address',
      },
    ])
  },
}
