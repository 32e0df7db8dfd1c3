import { urlsOf } from '../links.ts'
import type { LintRule } from '../rule.ts'
import { hasScheme, isAbsoluteIri, isWebUrl } from '../value-forms.ts'

export const urlInvalid: LintRule = {
  code: 'url-invalid',
  severity: 'error',
  paragraph: 'RFC 3986 section 3; RFC 3987 section 2.2',
  summary: 'Every URL in a place of its own is a valid one.',
  fix: 'Write spaces as %20, and the other characters a URL cannot hold as percent escapes.',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  *check(document) {
    for (const { where, url, at } of urlsOf(document))
      if (hasScheme(url) && !(/^https?:/i.test(url) ? isWebUrl(url) : isAbsoluteIri(url)))
        yield { at, message: `${where} is no valid URL`, got: url, expected: 'a valid absolute URL' }
  },
}
