import type { LintRule } from '../rule.ts'

export const htmlFragment: LintRule = {
  code: 'html-fragment',
  severity: 'warning',
  paragraph: 'RFC 4287 section 4.1.3.3; W3C validator, HtmlFragment',
  summary: 'Content of type text/html is a complete page; a fragment has type html.',
  fix: 'Write type="html", or type="xhtml" with a div around the content.',
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
          message: 'A fragment of a page is marked as a complete page',
          got: type,
          expected: type === 'text/html' ? 'html' : 'xhtml',
        }
    }
  },
}
