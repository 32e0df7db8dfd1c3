import type { LintRule } from '../rule.ts'
import { isWebUrl } from '../value-forms.ts'

export const guidNotUrl: LintRule = {
  code: 'guid-not-url',
  severity: 'error',
  paragraph: 'RSS 2.0, item: guid, isPermaLink',
  summary: 'A guid without isPermaLink="false" is the URL of the article.',
  fix: 'Add isPermaLink="false" to the guid. Do not change its text, because feed readers would show every item as new.',
  appliesTo: ['rss'],
  *check(document) {
    for (const guid of document.named('guid'))
      if (guid.attributes.get('isPermaLink') !== 'false' && !isWebUrl(guid.text.trim()))
        yield {
          at: guid.start,
          message: 'The guid is marked as a permanent link, but is not a URL',
          got: guid.text,
          expected: 'isPermaLink="false", or an absolute http(s) URL',
        }
  },
}
