import type { LintRule } from '../rule.ts'
import { child } from '../xml-tree.ts'

export const channelDescriptionMissing: LintRule = {
  code: 'channel-description-missing',
  severity: 'error',
  paragraph: 'RSS 2.0, channel: description (required)',
  summary: 'The channel has a description.',
  fix: 'Add <description> with a sentence about the content of the feed.',
  appliesTo: ['rss', 'rdf'],
  *check(document) {
    const { channel } = document
    if (channel !== undefined && child(channel, 'description') === undefined)
      yield {
        at: channel.start,
        message: '<channel> has no <description>',
        expected: 'a <description> with text',
      }
  },
}
