import { member } from '../json-tree.ts'
import type { LintRule } from '../rule.ts'

const MARKUP = /<\/?[a-z][^<>]*>|&(?:[a-z]{2,8}|#\d{1,6}|#x[\da-f]{1,6});/i
/** In a title of type text, a tag may be intended or not; these are for presentation. */
const MARKUP_OF_ATOM =
  /<\/?(?:a|abbr|b|big|br|cite|code|del|div|em|font|h[1-6]|i|ins|p|q|s|small|span|strike|strong|sub|sup|tt|u)(?:\s[^<>]*)?\/?>|&(?:[a-z]{2,8}|#\d{1,6}|#x[\da-f]{1,6});/i
/** JSON titles are plain text, so a tag in them is intended; a reference never is. */
const REFERENCE = /&(?:[a-z]{2,8}|#\d{1,6}|#x[\da-f]{1,6});/i
/** By the RSS profile, hexadecimal references show that < and & are meant literally; any other form is ambiguous. */
const AMBIGUOUS = /<|&(?!(?:#x(?:26|3c|3e)|gt|quot|apos);)/i

export const titleMarkup: LintRule = {
  code: 'title-markup',
  severity: 'warning',
  paragraph: 'RSS profile, title; RFC 4287 section 3.1.1.1; W3C validator, ContainsHTML',
  summary:
    'Titles are plain text: after the document is unescaped once, they contain no tags and no HTML references.',
  fix: 'Remove the tags and decode the references before you write the title. In RSS, write a literal < or & as &#x3C; or &#x26;.',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  guess: true,
  *check(document) {
    const suspects = document
      .named('title', 'atom:title')
      .filter(({ name, attributes }) => name === 'title' || (attributes.get('type') ?? 'text') === 'text')
    for (const element of suspects)
      if (
        (element.name === 'title' ? MARKUP : MARKUP_OF_ATOM).test(element.text) &&
        AMBIGUOUS.test(document.written(element).replaceAll('<![CDATA[', ''))
      )
        yield {
          at: element.start,
          message: 'The title contains markup',
          got: element.text,
          expected: 'plain text',
        }
    for (const object of document.jsonObjects) {
      const node = member(object, 'title')
      if (node?.kind === 'string' && REFERENCE.test(node.value))
        yield {
          at: node.start,
          message: 'The title contains an HTML reference',
          got: node.value,
          expected: 'plain text',
        }
    }
  },
}
