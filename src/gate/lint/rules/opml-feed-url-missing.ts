import type { LintRule } from '../rule.ts'
import { isWebUrl } from '../value-forms.ts'

export const opmlFeedUrlMissing: LintRule = {
  code: 'opml-feed-url-missing',
  severity: 'error',
  paragraph: 'OPML 2.0, subscription lists',
  summary: 'The outline of a feed has its address in xmlUrl.',
  fix: 'Add xmlUrl="…" with the absolute address of the feed.',
  appliesTo: ['opml'],
  *check(document) {
    for (const outline of document.named('outline')) {
      const url = outline.attributes.get('xmlUrl')
      if (
        url === undefined
          ? /^(?:rss|atom|feed|json)$/i.test(outline.attributes.get('type') ?? '')
          : !isWebUrl(url)
      )
        yield {
          at: outline.start,
          message: 'The outline has no address of a feed',
          got: url ?? 'nothing',
          expected: 'xmlUrl with an absolute URL',
        }
    }
  },
}
