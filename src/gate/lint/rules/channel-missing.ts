import type { LintRule } from '../rule.ts'
import { children } from '../xml-tree.ts'

export const channelMissing: LintRule = {
  code: 'channel-missing',
  severity: 'error',
  paragraph: 'RSS 2.0, required channel elements; RSS 1.0 section 5.3',
  summary: 'There is exactly one channel.',
  fix: "Put the feed's title, link, description and items into one <channel>.",
  appliesTo: ['rss', 'rdf'],
  *check(document) {
    const channels = children(document.root, 'channel')
    if (channels.length !== 1 && document.root !== undefined)
      yield {
        at: channels[1]?.start ?? document.root.start,
        message: `There ${channels.length === 0 ? 'is no channel' : 'are several channels'}`,
        expected: 'one <channel>',
      }
  },
}
