import type { LintRule } from '../rule.ts'

export const urlUnsafe: LintRule = {
  code: 'url-unsafe',
  severity: 'error',
  paragraph: 'RFC 4287 section 8.1; W3C validator, SecurityRisk',
  summary: 'No link runs code or reads local files.',
  fix: 'Link to the page itself with http(s).',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  *check(document) {
    for (const { where, url, at } of document.urls)
      if (/^(?:javascript|vbscript|data|file):/i.test(url))
        yield { at, message: `${where} is not a link to a page`, got: url, expected: 'http or https' }
  },
}
