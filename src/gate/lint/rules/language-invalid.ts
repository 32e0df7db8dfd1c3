import { member } from '../json-tree.ts'
import { wrongAttribute } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'
import { isLanguageTag } from '../value-forms.ts'

export const languageInvalid: LintRule = {
  code: 'language-invalid',
  severity: 'error',
  paragraph: 'RSS 2.0, channel: language; BCP 47 section 2.1; JSON Feed 1.1, language',
  summary: 'Languages are BCP 47 tags.',
  fix: 'Write a tag such as en, en-GB or zh-Hant, with a hyphen and not an underscore.',
  appliesTo: ['rss', 'rdf', 'atom', 'json', 'opml'],
  *check(document) {
    const expected = 'a tag such as en or en-GB'
    for (const element of document.named('language', 'dc:language'))
      if (!isLanguageTag(element.text.trim()))
        yield {
          at: element.start,
          message: 'The language is not a language tag',
          got: element.text,
          expected,
        }
    const speaking = (document.xml?.elements ?? []).filter(({ attributes }) => attributes.has('xml:lang'))
    yield* wrongAttribute(
      document,
      speaking,
      'xml:lang',
      (value) => value === '' || isLanguageTag(value),
      expected,
    )
    yield* wrongAttribute(document, document.named('atom:link'), 'hreflang', isLanguageTag, expected)
    yield* wrongAttribute(
      document,
      document.named('media:content', 'media:text'),
      'lang',
      isLanguageTag,
      expected,
    )
    yield* wrongAttribute(document, document.named('outline'), 'language', isLanguageTag, expected)
    for (const object of document.jsonObjects) {
      const node = member(object, 'language')
      if (node?.kind === 'string' && !isLanguageTag(node.value))
        yield { at: node.start, message: 'The language is not a language tag', got: node.value, expected }
    }
  },
}
