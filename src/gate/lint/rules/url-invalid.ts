import type { LintRule } from '../rule.ts'
import { wrongValues } from '../value-facts.ts'
import { hasScheme, isReference, isUri } from '../value-forms.ts'
import type { FeedElement } from '../xml-tree.ts'

/** White space is not stripped from attributes before they are resolved, unlike from texts. */
const ATTRIBUTES = [
  ...['atom:content@src', 'atom:generator@uri', 'atom:link@href', 'source@url'],
  ...['media:content@url', 'media:thumbnail@url', 'media:player@url'],
]
/** Those of the channel and its image have rules of their own. */
const RSS_TEXTS = ['link', 'comments', 'docs']
const isText = (value: string, { name, parent }: FeedElement) =>
  value.trim() !== '' || (name === 'link' && parent?.name !== 'item')

export const urlInvalid: LintRule = {
  code: 'url-invalid',
  severity: 'error',
  paragraph: 'RFC 3986 section 3; RFC 3987 section 2.2',
  summary: 'Every URL in an element or attribute of its own is valid.',
  fix: 'Write spaces as %20, and other characters that a URL cannot contain as percent escapes.',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  *check(document) {
    const isAtom = document.dialect.family === 'atom'
    for (const { where, url, at } of document.urls)
      if (hasScheme(url) ? !isUri(url) : (isAtom || where.includes('atom:link')) && !isReference(url))
        yield { at, message: `${where} is not a valid URL`, got: url, expected: 'a valid URL' }
    const bare = (value: string) => value.trim() === value
    yield* wrongValues(document, [
      { places: ATTRIBUTES, isRight: bare, expected: 'no white space around it' },
      { places: RSS_TEXTS, isRight: isText, expected: 'a URL' },
    ])
    if (!isAtom) return
    for (const element of document.xml?.elements ?? []) {
      const base = element.attributes.get('xml:base')
      if (base !== undefined && !isReference(base))
        yield {
          at: document.attributeAt(element, 'xml:base'),
          message: 'xml:base is not a valid URL',
          got: base,
          expected: 'a valid URL',
        }
    }
  },
}
