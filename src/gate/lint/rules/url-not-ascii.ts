import type { LintRule } from '../rule.ts'

export const urlNotAscii: LintRule = {
  code: 'url-not-ascii',
  severity: 'error',
  tolerated: true,
  paragraph: 'RSS 2.0, comments (RFC 2396 URIs); RFC 3986 section 2; W3C validator, UriNotIri',
  summary: 'The addresses in RSS are URIs: letters outside ASCII are escaped.',
  fix: 'Write the host in Punycode (xn--…) and other letters as percent escapes of their UTF-8 bytes.',
  appliesTo: ['rss'],
  *check(document) {
    for (const { where, url, at } of document.urls)
      if (/[^\x00-\x7f]/.test(url))
        yield { at, message: `${where} contains letters outside ASCII`, got: url, expected: 'a URI' }
  },
}
