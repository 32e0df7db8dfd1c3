import { member, stringOf } from '../json-tree.ts'
import { feedLinks } from '../links.ts'
import type { LintRule } from '../rule.ts'

export const selfLinkMissing: LintRule = {
  code: 'self-link-missing',
  severity: 'warning',
  paragraph: 'RSS profile, atom:link; RFC 4287 section 4.1.1; JSON Feed 1.1, feed_url',
  summary: 'The feed has a self link with its own address.',
  fix: 'RSS: <atom:link rel="self" type="application/rss+xml" href="…"/> in the channel. Atom: <link rel="self" href="…"/>. JSON Feed: "feed_url".',
  appliesTo: ['rss', 'atom', 'json'],
  *check(document) {
    const { family } = document.dialect
    if (
      family === 'json'
        ? stringOf(member(document.json, 'feed_url')) === undefined
        : document.channel !== undefined && feedLinks(document, 'self').length === 0
    )
      yield {
        at: document.channel?.start ?? 0,
        message: 'The feed has no self link',
        expected: family === 'json' ? 'feed_url' : 'a link with rel="self"',
      }
  },
}
