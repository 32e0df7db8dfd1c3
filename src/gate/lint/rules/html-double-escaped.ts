import type { LintRule } from '../rule.ts'

export const htmlDoubleEscaped: LintRule = {
  code: 'html-double-escaped',
  severity: 'warning',
  paragraph: 'RSS profile, description; RFC 4287 section 3.1.1.2',
  summary: 'HTML is escaped exactly once.',
  fix: 'Escape it once, or put it into CDATA unescaped; a template that escapes what a plug-in escaped already is the usual cause.',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  guess: true,
  *check(document) {
    for (const { html, tags, at } of document.htmlTexts) {
      const closing = /&lt;\/(p|a|div|em|strong|li|ul|b|i|span)&gt;/i.exec(html)
      if (tags.length === 0 && closing !== null && html.includes(`&lt;${closing[1]}`))
        yield { at, message: 'HTML is escaped twice', got: html, expected: 'tags, escaped once' }
    }
  },
}
