import { member, stringOf } from '../json-tree.ts'
import type { LintRule } from '../rule.ts'

const MARKUP =
  /^\s*<(?:p|div|h[1-6]|ul|ol|figure|img|article|section|table|blockquote|span|a)(?:\s[^<>]*)?>|<\/(?:p|div|li|ul|h[1-6]|blockquote)>\s*$|<(?:br|hr)\s*\/?>|<(strong|em|b|i|a)(?:\s[^<>]*)?>[^<]*<\/\1>/i

export const jsonTextHtml: LintRule = {
  code: 'json-text-html',
  severity: 'warning',
  paragraph: 'JSON Feed 1.1, content_text, summary and description (plain text)',
  summary: 'Plain texts contain no HTML.',
  fix: 'Put HTML into content_html, and remove the tags from the other texts.',
  appliesTo: ['json'],
  guess: true,
  *check(document) {
    for (const [object, names] of [
      [document.json, ['description']],
      ...document.itemObjects.map((item) => [item, ['content_text', 'summary']] as const),
    ] as const)
      for (const name of names) {
        const node = member(object, name)
        const text = stringOf(node)
        if (node !== undefined && text !== undefined && MARKUP.test(text))
          yield {
            at: node.start,
            message: `${name} is plain text but contains HTML, which feed readers show as it is`,
            got: text,
            expected: 'plain text',
          }
      }
  },
}
