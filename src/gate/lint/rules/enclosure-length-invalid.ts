import { wrongAttribute } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'
import { isWholeNumber } from '../value-forms.ts'

export const enclosureLengthInvalid: LintRule = {
  code: 'enclosure-length-invalid',
  severity: 'error',
  paragraph: 'RSS 2.0, item: enclosure, length; RFC 4287 section 4.2.7.6',
  summary: 'The length of a file is a whole number of bytes.',
  fix: 'Write the size in bytes, in digits; 0 if you do not know it.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    yield* wrongAttribute(
      document,
      document.named('enclosure', 'atom:link'),
      'length',
      (value, { name }) => isWholeNumber(value) || (name === 'enclosure' && value.trim() === ''),
      'bytes, in digits',
    )
  },
}
