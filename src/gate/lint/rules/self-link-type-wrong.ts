import type { LintRule } from '../rule.ts'

/** Media types of feeds, and those of XML and JSON that are used for feeds. */
const FEED_TYPE =
  /^\s*(?:(?:application|text)\/(?:(?:atom|rss|rdf|feed)\+)?(?:xml|json)|text\/x-opml)\s*(?:;|$)/i

export const selfLinkTypeWrong: LintRule = {
  code: 'self-link-type-wrong',
  severity: 'warning',
  paragraph: 'RFC 4287 section 4.2.7.2; W3C validator, SelfNotAtom',
  summary: 'A self link has the type of a feed.',
  fix: 'Write rel="alternate" for the page. rel="self" is for the address of the feed or entry document.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    for (const link of document.named('atom:link')) {
      const type = link.attributes.get('type')
      if (link.attributes.get('rel') === 'self' && type !== undefined && !FEED_TYPE.test(type))
        yield {
          at: document.attributeAt(link, 'type'),
          message: 'The self link does not have the type of a feed',
          got: type,
          expected: 'application/atom+xml or application/rss+xml',
        }
    }
  },
}
