import { shownName } from '../names.ts'
import type { LintRule } from '../rule.ts'
import { attributeOffset, child, type FeedElement, isBlank } from '../xml-tree.ts'

/** Optional elements whose text must not be empty; rules of their own check required ones. */
const TEXTS = [
  ...['atom:title', 'atom:subtitle', 'atom:summary', 'atom:generator', 'atom:rights'],
  ...['atom:name', 'atom:uri', 'atom:icon', 'atom:logo'],
]
/** Optional attributes that must not be empty. */
const ATTRIBUTES: readonly (readonly [string, string])[] = [
  ['atom:category', 'label'],
  ['atom:link', 'title'],
]

export const textBlank: LintRule = {
  code: 'text-blank',
  severity: 'warning',
  paragraph: 'RSS profile; RFC 4287 section 4.2; W3C validator, NotBlank and AttrNotBlank',
  summary: 'No title, subtitle, content or label is empty.',
  fix: 'Write the text, or remove the whole element or attribute.',
  appliesTo: ['rss', 'rdf', 'atom'],
  *check(document) {
    for (const element of document.named(...TEXTS))
      if (isBlank(element)) yield blank(element.start, `<${shownName(element.name)}>`)
    const description = child(document.channel, 'description')
    if (description !== undefined && isBlank(description)) yield blank(description.start, '<description>')
    for (const item of document.itemElements) {
      const body = child(item, 'content:encoded')
      if (body !== undefined && isBlank(body) && !isBlank(child(item, 'description')))
        yield blank(body.start, '<content:encoded>')
      const title = child(item, 'title')
      if (title !== undefined && isBlank(title) && !isBlank(child(item, 'description')))
        yield blank(title.start, '<title>')
    }
    for (const element of document.named('atom:content'))
      if (isBlank(element) && isText(element)) yield blank(element.start, '<content>')
    for (const [name, attribute] of ATTRIBUTES)
      for (const element of document.named(name))
        if (element.attributes.get(attribute)?.trim() === '')
          yield blank(
            attributeOffset(document.text, element, attribute),
            `${attribute} of <${shownName(name)}>`,
          )
  },
}

function blank(at: number, what: string) {
  return { at, message: `${what} is empty`, expected: 'a text' }
}

/** Content of other types, or in another place, may be empty. */
function isText({ attributes }: FeedElement): boolean {
  return !attributes.has('src') && ['text', 'html', 'xhtml'].includes(attributes.get('type') ?? 'text')
}
