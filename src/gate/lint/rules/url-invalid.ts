import { urlsOf } from '../links.ts'
import type { LintRule } from '../rule.ts'
import { wrongValues } from '../value-facts.ts'
import { hasScheme, isAbsoluteIri, isReference, isWebUrl } from '../value-forms.ts'

/** Attributes are not stripped of white space before they are resolved, as texts are. */
const ATTRIBUTES = ['atom:content@src', 'atom:generator@uri', 'atom:link@href']

export const urlInvalid: LintRule = {
  code: 'url-invalid',
  severity: 'error',
  paragraph: 'RFC 3986 section 3; RFC 3987 section 2.2',
  summary: 'Every URL in a place of its own is a valid one.',
  fix: 'Write spaces as %20, and the other characters a URL cannot hold as percent escapes.',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  *check(document) {
    const isAtom = document.dialect.family === 'atom'
    for (const { where, url, at } of urlsOf(document))
      if (
        hasScheme(url)
          ? !(/^https?:/i.test(url) ? isWebUrl(url) : isAbsoluteIri(url))
          : isAtom && !isReference(url)
      )
        yield { at, message: `${where} is no valid URL`, got: url, expected: 'a valid URL' }
    if (!isAtom) return
    const padded = (value: string) => value.trim() === value || value.trim() === ''
    yield* wrongValues(document, [
      { places: ATTRIBUTES, isRight: padded, expected: 'no white space around it' },
    ])
    for (const element of document.xml?.elements ?? []) {
      const base = element.attributes.get('xml:base')
      if (base !== undefined && !isReference(base))
        yield {
          at: document.attributeAt(element, 'xml:base'),
          message: 'xml:base is no valid URL',
          got: base,
          expected: 'a valid URL',
        }
    }
  },
}
