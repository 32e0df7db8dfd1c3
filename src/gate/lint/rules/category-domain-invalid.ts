import { wrongAttribute } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'
import { isAbsoluteIri } from '../value-forms.ts'

export const categoryDomainInvalid: LintRule = {
  code: 'category-domain-invalid',
  severity: 'warning',
  paragraph: 'RSS 2.0, category: domain; RSS profile, category',
  summary: 'The domain of a category, if there is one, is a URI.',
  fix: 'Write the URI of the vocabulary, or omit domain.',
  appliesTo: ['rss'],
  *check(document) {
    yield* wrongAttribute(
      document,
      document.named('category'),
      'domain',
      (value) => isAbsoluteIri(value) || /^[\w-]+(?:\.[\w-]+)+$/.test(value),
      'a URI',
    )
  },
}
