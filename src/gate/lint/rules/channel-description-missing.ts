import { lacking } from '../absence.ts'
import type { LintRule } from '../rule.ts'

export const channelDescriptionMissing: LintRule = {
  code: 'channel-description-missing',
  severity: 'error',
  paragraph: 'RSS 2.0, channel: description (required)',
  summary: 'The channel has a description.',
  fix: 'Add <description> with a sentence on what the feed brings.',
  appliesTo: ['rss', 'rdf'],
  *check(document) {
    yield* lacking([document.channel], 'description')
  },
}
