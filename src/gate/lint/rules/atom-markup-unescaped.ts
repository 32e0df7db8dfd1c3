import type { LintRule } from '../rule.ts'

export const atomMarkupUnescaped: LintRule = {
  code: 'atom-markup-unescaped',
  severity: 'error',
  paragraph: 'RFC 4287 sections 3.1.1.1, 3.1.1.2 and 4.1.3.3',
  summary: 'Texts of type text and html contain no elements.',
  fix: 'Escape the HTML (or put it into CDATA), or write type="xhtml" and wrap it in a div.',
  appliesTo: ['atom'],
  *check(document) {
    for (const element of document.named(
      'atom:title',
      'atom:subtitle',
      'atom:summary',
      'atom:rights',
      'atom:content',
    )) {
      const type = element.attributes.get('type') ?? 'text'
      if (/^(?:text|html|text\/(?:plain|html))$/.test(type) && element.children[0] !== undefined)
        yield {
          at: element.children[0].start,
          message: `A text of type ${type} contains elements`,
          got: element.children[0].name,
          expected: 'escaped text',
        }
    }
  },
}
