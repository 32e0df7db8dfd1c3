import type { LintRule } from '../rule.ts'

/** Codes of C1 control characters: browsers decode them as Windows-1252, programs that follow Unicode do not. */
const CONTROL = /&#(?:x0*[89][\da-f]|0*1(?:2[89]|[34]\d|5\d)|x?0+)(?![\da-f])/i

export const htmlMalformed: LintRule = {
  code: 'html-malformed',
  severity: 'warning',
  paragraph: 'HTML, parse errors; W3C validator, NotHtml',
  summary: 'HTML has complete tags, and no references to control characters.',
  fix: 'Close the tag, or escape the <. Instead of &#146;, write &rsquo; or the character itself.',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  guess: true,
  *check(document) {
    for (const { html, at } of document.htmlTexts) {
      const open = html.lastIndexOf('<')
      const isCut =
        open !== -1 && /^<\/?[a-z]/i.test(html.slice(open, open + 3)) && html.indexOf('>', open) === -1
      const control = CONTROL.exec(html)?.[0]
      if (isCut)
        yield {
          at,
          message: 'The HTML ends inside a tag',
          got: html.slice(open),
          expected: 'a > after the tag',
        }
      if (control !== undefined)
        yield {
          at,
          message: 'The HTML refers to a control character',
          got: control,
          expected: 'the intended character',
        }
    }
  },
}
