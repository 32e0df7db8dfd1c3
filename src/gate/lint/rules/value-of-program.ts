import { authorsOf } from '../json-feed-members.ts'
import { type JsonNode, member, stringOf } from '../json-tree.ts'
import { shownName } from '../names.ts'
import type { LintRule } from '../rule.ts'

const TEXTS = (
  'title link guid author description pubDate category dc:creator content:encoded atom:title atom:id atom:name ' +
  'atom:summary atom:content atom:updated atom:published'
).split(' ')
const MEMBERS = [
  'id',
  'url',
  'external_url',
  'title',
  'summary',
  'content_html',
  'content_text',
  'image',
  'date_published',
]
/** Texts that programs write for missing values. */
const NOTHING = /^(?:undefined|null|nil|None|NaN|\[object \w+\]|function\b.*\{.*\}|Invalid Date|#<\w+.*>)$/s
const NOTHING_IN_URL =
  /^https?:\/\/(?:undefined|null)(?:[/:]|$)|\/(?:undefined|null|NaN|None)\/?(?:[?#].*)?$|\[object%20Object\]|\[object Object\]/

export const valueOfProgram: LintRule = {
  code: 'value-of-program',
  severity: 'warning',
  paragraph: 'RSS 2.0, item; RFC 4287 section 4.2; JSON Feed 1.1, items',
  summary: 'No text is the placeholder of a missing value: undefined, null, [object Object].',
  fix: 'Omit the element if the value is missing, and find out why it is missing.',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  guess: true,
  *check(document) {
    for (const { name, text, start } of document.named(...TEXTS))
      if (isNothing(text)) yield remark(`<${shownName(name)}>`, text, start)
    for (const link of document.named('atom:link')) {
      const href = link.attributes.get('href') ?? ''
      if (isNothing(href)) yield remark('href of <link>', href, document.attributeAt(link, 'href'))
    }
    for (const object of document.jsonObjects) {
      const nodes: (readonly [string, JsonNode | undefined])[] = [
        ...MEMBERS.map((name) => [name, member(object, name)] as const),
        ...authorsOf(object).map((author) => ['name', member(author, 'name')] as const),
      ]
      for (const [name, node] of nodes) {
        const text = stringOf(node)
        if (node !== undefined && text !== undefined && isNothing(text)) yield remark(name, text, node.start)
      }
    }
  },
}

function isNothing(text: string): boolean {
  const value = text.length > 2000 ? '' : text.trim()
  return NOTHING.test(value) || (/^https?:/i.test(value) && NOTHING_IN_URL.test(value))
}

function remark(what: string, got: string, at: number) {
  return {
    at,
    message: `${what} is the placeholder of a missing value`,
    got,
    expected: 'the value',
  }
}
