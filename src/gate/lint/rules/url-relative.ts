import type { LintRule } from '../rule.ts'
import { hasScheme } from '../value-forms.ts'

export const urlRelative: LintRule = {
  code: 'url-relative',
  severity: 'error',
  paragraph: 'RSS 2.0, link; RSS profile, link; JSON Feed 1.1, url',
  summary: 'Every URL in an element or attribute of its own is absolute.',
  fix: 'Write the complete address, beginning with https://.',
  appliesTo: ['rss', 'rdf', 'json'],
  *check(document) {
    for (const { where, url, at } of document.urls)
      if (!hasScheme(url) && !where.includes('atom:link'))
        yield { at, message: `${where} is relative`, got: url, expected: 'an absolute URL' }
  },
}
