import { HTML_ELEMENTS } from '../html-elements.ts'
import { decodeReferences } from '../html-scan.ts'
import { namesOf, shownName, words } from '../names.ts'
import type { LintRule, Remark } from '../rule.ts'
import { attributeOffset, type FeedElement } from '../xml-tree.ts'

/** Texts that readers show unchanged, including tags. Titles have a rule of their own. */
const PLAIN = [
  ...words('author managingEditor webMaster copyright category source'),
  ...namesOf('atom', 'name generator'),
  ...namesOf('dc', 'creator rights subject'),
  ...namesOf('media', 'category copyright keywords credit'),
  ...namesOf('itunes', 'author keywords subtitle summary name'),
  ...namesOf('feedburner', 'browserFriendly feedFlare'),
]
/** Texts that are plain unless their type states otherwise. */
const TYPED = [
  ...namesOf('atom', 'summary content subtitle rights'),
  ...namesOf('media', 'title description text'),
]
const ATTRIBUTES: readonly (readonly [string, string])[] = [
  ['atom:category', 'label'],
  ['atom:link', 'title'],
  ['media:category', 'label'],
]
const MARKUP = /<\/?([a-z][a-z\d]*)(?:\s[^<>]*)?\/?>|&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8}\d{0,2});/gi

export const htmlInText: LintRule = {
  code: 'html-in-text',
  severity: 'warning',
  paragraph:
    'RFC 4287 section 3.1.1.1; Media RSS 1.5.1; W3C validator, ContainsHTML and ContainsUndeclaredHTML',
  summary: 'Plain texts contain no HTML.',
  fix: 'Write type="html" if the element has a type. Otherwise remove the tags and decode the references.',
  appliesTo: ['rss', 'rdf', 'atom'],
  guess: true,
  *check(document) {
    for (const element of document.named(...PLAIN)) yield* remark(element, element.text, element.start)
    for (const element of document.named(...TYPED))
      if (isPlain(element)) yield* remark(element, element.text, element.start)
    for (const element of document.named('description'))
      if (element.parent?.name === 'image' || element.parent === document.channel)
        yield* remark(element, element.text, element.start)
    for (const [name, attribute] of ATTRIBUTES)
      for (const element of document.named(name))
        yield* remark(
          element,
          element.attributes.get(attribute) ?? '',
          attributeOffset(document.text, element, attribute),
        )
  },
}

function isPlain({ attributes }: FeedElement): boolean {
  return ['text', 'plain', 'text/plain'].includes(attributes.get('type') ?? 'text')
}

function* remark({ name }: FeedElement, text: string, at: number): Iterable<Remark> {
  if (holdsHtml(text))
    yield {
      at,
      message: `The plain text of <${shownName(name)}> contains HTML`,
      got: text,
      expected: 'plain text',
    }
}

/** Whether the text contains a tag of an HTML element, or a character reference. */
function holdsHtml(text: string): boolean {
  for (const [whole, element] of text.matchAll(MARKUP))
    if (element === undefined ? decodeReferences(whole) !== whole : HTML_ELEMENTS.has(element.toLowerCase()))
      return true
  return false
}
