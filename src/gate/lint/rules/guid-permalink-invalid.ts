import { wrongAttribute } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'

export const guidPermalinkInvalid: LintRule = {
  code: 'guid-permalink-invalid',
  severity: 'error',
  paragraph: 'RSS 2.0, item: guid, isPermaLink',
  summary: 'isPermaLink is true or false.',
  fix: 'Write isPermaLink="false" or isPermaLink="true", in lower case.',
  appliesTo: ['rss'],
  *check(document) {
    yield* wrongAttribute(
      document,
      document.named('guid'),
      'isPermaLink',
      (value) => value === 'true' || value === 'false',
      'true or false',
    )
  },
}
