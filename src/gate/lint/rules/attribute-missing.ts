import { lackingAttribute } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'

/** Required attributes, except those with rules of their own. */
const REQUIRED: readonly (readonly [string, string])[] = [
  ['itunes:image', 'href'],
  ['itunes:category', 'text'],
  ['media:restriction', 'relationship'],
]

export const attributeMissing: LintRule = {
  code: 'attribute-missing',
  severity: 'error',
  paragraph:
    'Apple, A Podcaster’s Guide to RSS; Media RSS 1.5.1, media:restriction; RSS 1.0 sections 5.3 and 5.4',
  summary: 'An element has its required attribute.',
  fix: 'Add the attribute, or remove the element.',
  appliesTo: ['rss', 'rdf', 'atom'],
  *check(document) {
    for (const [name, attribute] of REQUIRED) yield* lackingAttribute(document.named(name), attribute)
    if (document.dialect.family !== 'rdf') return
    const stated = document.named('trackback:ping', 'trackback:about', 'rdf:li')
    const unstated = stated.filter(
      ({ attributes, children }) => !attributes.has('resource') && children.length === 0,
    )
    yield* lackingAttribute(unstated, 'rdf:resource')
    const images = document.named('image', 'textinput').filter(({ parent }) => parent?.name === 'rdf:RDF')
    if (document.dialect.version === '1.0') yield* lackingAttribute(images, 'rdf:about')
  },
}
