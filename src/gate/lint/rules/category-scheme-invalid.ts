import { wrongAttribute } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'
import { isUri } from '../value-forms.ts'

export const categorySchemeInvalid: LintRule = {
  code: 'category-scheme-invalid',
  severity: 'error',
  paragraph: 'RFC 4287 section 4.2.2.2',
  summary: 'The scheme of a category is an IRI.',
  fix: 'Write the URI of the vocabulary, or omit scheme.',
  appliesTo: ['atom'],
  *check(document) {
    yield* wrongAttribute(document, document.named('atom:category'), 'scheme', isUri, 'an absolute IRI')
  },
}
