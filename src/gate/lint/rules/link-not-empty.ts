import type { LintRule } from '../rule.ts'

export const linkNotEmpty: LintRule = {
  code: 'link-not-empty',
  severity: 'warning',
  paragraph: 'RFC 4287 section 4.2.7; W3C validator, AtomLinkNotEmpty',
  summary: 'A link of Atom has its address in href, and contains no text.',
  fix: 'Write <link href="https://example.org/"/>.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    for (const link of document.named('atom:link'))
      if (link.text.trim() !== '' && link.attributes.has('href'))
        yield {
          at: link.start,
          message: 'The link is not empty',
          got: link.text.trim(),
          expected: 'the address in href',
        }
  },
}
