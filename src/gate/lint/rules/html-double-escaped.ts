import type { LintRule } from '../rule.ts'
import type { FeedElement } from '../xml-tree.ts'

/** An end tag as text: escaped, or in a CDATA section. */
const ESCAPED =
  /&lt;\/(?:p|a|div|em|strong|li|ul|b|i|span)(?:&gt;|>)|<!\[CDATA\[[^<]*<(?:p|a|div|em|strong|li|ul|b|i|span)[\s>]/i

export const htmlDoubleEscaped: LintRule = {
  code: 'html-double-escaped',
  severity: 'warning',
  paragraph: 'RSS profile, description; RFC 4287 section 3.1.1.2',
  summary: 'HTML is escaped exactly once.',
  fix: 'Escape it once, or put it into CDATA unescaped. The usual cause is a template that escapes what a plug-in has escaped already.',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  guess: true,
  *check(document) {
    for (const element of document.named('atom:title', 'atom:summary', 'atom:content', 'atom:rights'))
      if (
        element.attributes.get('type') === 'xhtml' &&
        isText(element) &&
        ESCAPED.test(document.written(element))
      )
        yield {
          at: element.start,
          message: 'The XHTML contains escaped tags',
          got: document.written(element).trim(),
          expected: 'elements, or type="html"',
        }
    for (const { html, tags, at } of document.htmlTexts) {
      const closing = /&lt;\/(p|a|div|em|strong|li|ul|b|i|span)&gt;/i.exec(html)
      if (closing !== null && tags.distinct.length === 0 && html.includes(`&lt;${closing[1]}`))
        yield { at, message: 'HTML is escaped twice', got: html, expected: 'tags, escaped once' }
    }
  },
}

/** Whether the element, or its single div, contains only text. */
function isText({ children }: FeedElement): boolean {
  const [div] = children
  return div === undefined || (children.length === 1 && /:div$/.test(div.name) && div.children.length === 0)
}
