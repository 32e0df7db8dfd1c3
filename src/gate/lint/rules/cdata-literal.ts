import { member, stringOf } from '../json-tree.ts'
import type { LintRule } from '../rule.ts'

const OPEN = '<![CDATA['

export const cdataLiteral: LintRule = {
  code: 'cdata-literal',
  severity: 'warning',
  paragraph: 'HTML standard 13.2.5.42 (a bogus comment); XML 1.0 section 2.7',
  summary: 'Texts contain no CDATA markers.',
  fix: 'Either escape the text once, or put it into CDATA once. JSON needs neither.',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  guess: true,
  *check(document) {
    for (const { html, tags, at } of document.htmlTexts)
      if (html.includes(OPEN) && !tags.distinct.some(({ name }) => name === 'svg' || name === 'math'))
        yield remark('HTML', html.slice(html.indexOf(OPEN)), at)
    const titles = document.named('title', 'atom:title').map(({ text, start }) => ({ text, at: start }))
    for (const object of document.jsonObjects)
      for (const name of ['title', 'summary', 'content_text']) {
        const node = member(object, name)
        if (node !== undefined) titles.push({ text: stringOf(node) ?? '', at: node.start })
      }
    for (const { text, at } of titles) if (text.trimStart().startsWith(OPEN)) yield remark('text', text, at)
  },
}

function remark(kind: string, got: string, at: number) {
  return {
    at,
    message: `The ${kind} contains a CDATA marker, which hides the following text or is shown`,
    got,
    expected: 'only the text',
  }
}
