import { feedLinks, resolvedHref } from '../links.ts'
import type { LintRule } from '../rule.ts'
import { hasScheme } from '../value-forms.ts'

export const atomUrlRelative: LintRule = {
  code: 'atom-url-relative',
  severity: 'warning',
  paragraph: 'RFC 4287 section 2; RSS profile, relative URLs',
  summary: 'Every URL of the feed is absolute, or has an xml:base.',
  fix: 'Write the complete address, beginning with https://.',
  appliesTo: ['atom'],
  *check(document) {
    for (const link of document.named('atom:link'))
      if (link.attributes.get('href')?.trim() === '' && resolvedHref(link)?.trim() === '')
        yield {
          at: document.attributeAt(link, 'href'),
          message: 'href of <link> is empty, which means this document',
          expected: 'an absolute URL',
        }
    const own = new Set(feedLinks(document, 'self').map((link) => document.attributeAt(link, 'href')))
    for (const { where, url, at, hasBase } of document.urls)
      if (!hasScheme(url) && !hasBase && !own.has(at))
        yield {
          at,
          message: `${where.replace('atom:', '')} is relative`,
          got: url,
          expected: 'an absolute URL',
        }
  },
}
