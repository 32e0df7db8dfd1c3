import { wrongAttribute } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'

export const atomTextTypeInvalid: LintRule = {
  code: 'atom-text-type-invalid',
  severity: 'error',
  paragraph: 'RFC 4287 section 3.1.1',
  summary: 'The type of a text is text, html or xhtml.',
  fix: 'Write type="text", type="html" or type="xhtml"; media types are only for content.',
  appliesTo: ['atom'],
  *check(document) {
    const texts = document.named('atom:title', 'atom:subtitle', 'atom:summary', 'atom:rights')
    yield* wrongAttribute(
      document,
      texts,
      'type',
      (value) => ['text', 'html', 'xhtml'].includes(value),
      'text, html or xhtml',
    )
  },
}
