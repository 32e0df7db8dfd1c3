import { wrongAttribute } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'

export const mediaCreditRoleInvalid: LintRule = {
  code: 'media-credit-role-invalid',
  severity: 'error',
  paragraph: 'Media RSS 1.5.1, media:credit',
  summary: 'The role of a credit is in lower case.',
  fix: 'Write role="photographer". The default scheme is urn:ebu.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    yield* wrongAttribute(
      document,
      document.named('media:credit'),
      'role',
      (value) => value.trim() !== '' && value === value.toLowerCase(),
      'a role in lower case',
    )
  },
}
