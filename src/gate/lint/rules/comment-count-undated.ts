import type { LintRule } from '../rule.ts'
import { child } from '../xml-tree.ts'

export const commentCountUndated: LintRule = {
  code: 'comment-count-undated',
  severity: 'warning',
  paragraph: 'RSS profile, slash:comments; W3C validator, SlashDate',
  summary: 'A feed that counts comments says when it was built.',
  fix: 'Add <lastBuildDate> to the channel: the count is that of this moment.',
  appliesTo: ['rss'],
  *check(document) {
    const count = document.named('slash:comments')[0]
    if (count !== undefined && child(document.channel, 'lastBuildDate') === undefined)
      yield {
        at: count.start,
        message: 'Comments are counted, and nothing says when',
        expected: 'a <lastBuildDate> in the channel',
      }
  },
}
