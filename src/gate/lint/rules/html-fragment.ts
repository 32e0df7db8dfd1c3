import type { LintRule } from '../rule.ts'

export const htmlFragment: LintRule = {
  code: 'html-fragment',
  severity: 'warning',
  paragraph: 'RFC 4287 section 4.1.3.3; W3C validator, HtmlFragment',
  summary: 'A content of type text/html is a whole page; a piece of one has type html.',
  fix: 'Write type="html", or type="xhtml" and a div around.',
  appliesTo: ['atom'],
  *check(document) {
    for (const content of document.named('atom:content')) {
      const type = content.attributes.get('type') ?? ''
      if (!/^(?:text\/html|application\/xhtml\+xml)$/.test(type) || content.attributes.has('src')) continue
      const isPage =
        content.children.length > 0
          ? content.children[0]?.name === 'xhtml:html'
          : /<html[\s>]/i.test(content.text)
      if (!isPage)
        yield {
          at: document.attributeAt(content, 'type'),
          message: 'A piece of a page is said to be a whole one',
          got: type,
          expected: type === 'text/html' ? 'html' : 'xhtml',
        }
    }
  },
}
