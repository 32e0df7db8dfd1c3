import type { LintRule } from '../rule.ts'
import { isWebUrl } from '../value-forms.ts'

export const guidNotUrl: LintRule = {
  code: 'guid-not-url',
  severity: 'error',
  paragraph: 'RSS 2.0, item: guid, isPermaLink',
  summary: 'A guid that does not say isPermaLink="false" is the URL of the article.',
  fix: 'Add isPermaLink="false" to the guid. Do not change its text: that would bring every item back as new.',
  appliesTo: ['rss'],
  *check(document) {
    for (const guid of document.named('guid'))
      if (guid.attributes.get('isPermaLink') !== 'false' && !isWebUrl(guid.text.trim()))
        yield {
          at: guid.start,
          message: 'The guid is said to be a permanent link and is no URL',
          got: guid.text,
          expected: 'isPermaLink="false", or an absolute http(s) URL',
        }
  },
}
