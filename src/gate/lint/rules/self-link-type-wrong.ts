import type { LintRule } from '../rule.ts'

export const selfLinkTypeWrong: LintRule = {
  code: 'self-link-type-wrong',
  severity: 'warning',
  paragraph: 'RFC 4287 section 4.2.7.2; W3C validator, SelfNotAtom',
  summary: 'A link to the document itself has the type of a feed.',
  fix: 'Write rel="alternate" for the page; rel="self" is the address of the feed or entry document.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    for (const link of document.named('atom:link')) {
      const type = link.attributes.get('type')
      if (
        link.attributes.get('rel') === 'self' &&
        type !== undefined &&
        /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(type)
      )
        yield {
          at: document.attributeAt(link, 'type'),
          message: 'The link to the document itself has the type of a page',
          got: type,
          expected: 'application/atom+xml or application/rss+xml',
        }
    }
  },
}
