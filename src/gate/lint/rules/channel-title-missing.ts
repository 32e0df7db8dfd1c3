import { lacking } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'

export const channelTitleMissing: LintRule = {
  code: 'channel-title-missing',
  severity: 'error',
  paragraph: 'RSS 2.0, channel: title (required)',
  summary: 'The channel has a title.',
  fix: 'Add <title> with the name of the feed.',
  appliesTo: ['rss', 'rdf'],
  *check(document) {
    yield* lacking([document.channel], 'title')
  },
}
