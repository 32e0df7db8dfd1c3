import { idsOf } from '../ids.ts'
import type { LintRule } from '../rule.ts'
import { isUrn } from '../value-forms.ts'

export const urnInvalid: LintRule = {
  code: 'urn-invalid',
  severity: 'error',
  tolerated: true,
  paragraph: 'RFC 8141 section 2',
  summary: 'A urn: names a namespace of letters, digits and hyphens, then something in it.',
  fix: 'Use urn:uuid: or a tag: URI. Mind that readers will take the entries for new ones: change ids once, then never again.',
  appliesTo: ['rss', 'atom', 'json'],
  *check(document) {
    for (const { got, at } of idsOf(document))
      if (/^urn:/i.test(got) && !isUrn(got))
        yield { at, message: 'The id is no well-formed URN', got, expected: 'urn:namespace:something' }
  },
}
