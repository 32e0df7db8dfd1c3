import { feedLinks, resolvedHref } from '../links.ts'
import type { LintRule } from '../rule.ts'
import { hasScheme } from '../value-forms.ts'

export const selfLinkRelative: LintRule = {
  code: 'self-link-relative',
  severity: 'warning',
  paragraph: 'W3C validator, RelativeSelf',
  summary: 'The self link of the feed is absolute.',
  fix: 'Write the complete address, beginning with https://.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    for (const link of feedLinks(document, 'self'))
      if (!hasScheme(resolvedHref(link) ?? 'x:'))
        yield {
          at: document.attributeAt(link, 'href'),
          message: 'The self link of the feed is relative',
          got: link.attributes.get('href') ?? '',
          expected: 'an absolute URL',
        }
  },
}
