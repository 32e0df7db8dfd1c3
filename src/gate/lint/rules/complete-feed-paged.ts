import { feedLinks, resolvedHref } from '../links.ts'
import type { LintRule } from '../rule.ts'

export const completeFeedPaged: LintRule = {
  code: 'complete-feed-paged',
  severity: 'error',
  paragraph: 'RFC 5005 section 2; W3C validator, FeedRelInCompleteFeed',
  summary: 'A feed that is marked as complete has no archives and no further pages.',
  fix: 'Remove fh:complete, or the links to other documents.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    const complete = document.named('fh:complete')[0]
    if (complete === undefined) return
    const own = feedLinks(document, 'self').map(resolvedHref)
    for (const rel of ['prev-archive', 'next-archive', 'current', 'next', 'previous', 'first', 'last'])
      for (const link of feedLinks(document, rel)) {
        if (rel === 'current' && own.includes(resolvedHref(link))) continue
        yield {
          at: link.start,
          message: 'A complete feed has a link to another part of itself',
          got: rel,
          expected: 'no such link',
        }
      }
  },
}
