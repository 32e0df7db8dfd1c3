import { lonelyTag } from '../html-scan.ts'
import type { LintRule } from '../rule.ts'

export const htmlUnbalanced: LintRule = {
  code: 'html-unbalanced',
  severity: 'warning',
  paragraph: 'HTML, parse errors; W3C validator, NotHtml',
  summary: 'Every start tag of HTML has an end tag, and every end tag a start tag.',
  fix: 'Add the missing tag, or remove the other one. The usual cause is HTML that was cut after a number of characters.',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  guess: true,
  *check(document) {
    for (const { html, at } of document.htmlTexts) {
      const lonely = lonelyTag(html)
      if (lonely === undefined) continue
      const tag = `<${lonely.isEnd ? '/' : ''}${lonely.name}>`
      yield {
        at,
        message: lonely.isEnd
          ? `The HTML ends a ${tag.replace('/', '')} that it did not start`
          : `The HTML does not end a ${tag}`,
        got: tag,
        expected: 'a start tag and an end tag',
      }
    }
  },
}
