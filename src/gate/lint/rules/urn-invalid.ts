import { idsOf } from '../ids.ts'
import type { LintRule } from '../rule.ts'
import { isUrn } from '../value-forms.ts'

export const urnInvalid: LintRule = {
  code: 'urn-invalid',
  severity: 'error',
  tolerated: true,
  paragraph: 'RFC 8141 section 2',
  summary: 'A urn: has a namespace of letters, digits and hyphens, followed by a name.',
  fix: 'Use urn:uuid: or a tag: URI. Feed readers will show the entries as new, so change ids once and then never again.',
  appliesTo: ['rss', 'atom', 'json'],
  *check(document) {
    for (const { got, at } of idsOf(document))
      if (/^urn:/i.test(got) && !isUrn(got))
        yield { at, message: 'The id is not a well-formed URN', got, expected: 'urn:namespace:something' }
  },
}
