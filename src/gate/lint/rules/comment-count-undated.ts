import type { LintRule } from '../rule.ts'
import { child } from '../xml-tree.ts'

export const commentCountUndated: LintRule = {
  code: 'comment-count-undated',
  severity: 'warning',
  paragraph: 'RSS profile, slash:comments; W3C validator, SlashDate',
  summary: 'A feed with comment counts states when it was built.',
  fix: 'Add <lastBuildDate> to the channel, with the time at which the comments were counted.',
  appliesTo: ['rss'],
  *check(document) {
    const count = document.named('slash:comments')[0]
    if (count !== undefined && child(document.channel, 'lastBuildDate') === undefined)
      yield {
        at: count.start,
        message: 'There are comment counts without a build date',
        expected: 'a <lastBuildDate> in the channel',
      }
  },
}
