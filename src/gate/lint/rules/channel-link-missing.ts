import { lacking } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'

export const channelLinkMissing: LintRule = {
  code: 'channel-link-missing',
  severity: 'error',
  paragraph: 'RSS 2.0, channel: link (required)',
  summary: 'The channel has a link to the site.',
  fix: 'Add <link> with the address of the web page of the feed.',
  appliesTo: ['rss', 'rdf'],
  *check(document) {
    yield* lacking([document.channel], 'link')
  },
}
