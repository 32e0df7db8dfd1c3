import type { LintRule } from '../rule.ts'

export const linkHrefMissing: LintRule = {
  code: 'link-href-missing',
  severity: 'error',
  paragraph: 'RFC 4287 section 4.2.7.1',
  summary: 'Every atom:link has an href.',
  fix: 'Add href="…", or write the URL there instead of between the tags.',
  appliesTo: ['rss', 'rdf', 'atom'],
  *check(document) {
    for (const { attributes, start } of document.named('atom:link'))
      if (!attributes.has('href'))
        yield { at: start, message: '<link> has no href', expected: 'an attribute href' }
  },
}
