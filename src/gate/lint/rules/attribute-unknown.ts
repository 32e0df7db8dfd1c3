import type { LintRule } from '../rule.ts'

const words = (text: string) => new Set(text.split(' '))
const NONE: ReadonlySet<string> = new Set()
/** All attributes without a namespace that these elements have. */
const KNOWN = new Map([
  ['rss', words('version')],
  ['guid', words('isPermaLink')],
  ['enclosure', words('url length type')],
  ['source', words('url')],
  ['category', words('domain')],
  ['cloud', words('domain port path registerProcedure protocol')],
  [
    'outline',
    words(
      'text type isComment isBreakpoint created category title description htmlUrl xmlUrl language version url',
    ),
  ],
  ['opml', words('version')],
  ['atom:feed', NONE],
  ['atom:entry', NONE],
  ['atom:source', NONE],
  ['atom:author', NONE],
  ['atom:contributor', NONE],
  ['atom:id', NONE],
  ['atom:updated', NONE],
  ['atom:published', NONE],
  ['atom:title', words('type')],
  ['atom:subtitle', words('type')],
  ['atom:summary', words('type')],
  ['atom:rights', words('type')],
  ['atom:content', words('type src')],
  ['atom:category', words('term scheme label')],
  ['atom:generator', words('uri version')],
  ['atom:link', words('href rel type hreflang title length')],
])

export const attributeUnknown: LintRule = {
  code: 'attribute-unknown',
  severity: 'error',
  paragraph: 'RSS 2.0, extending RSS; RFC 4287 sections 2 and 6.4; OPML 2.0, extending OPML',
  summary: 'Attributes without a namespace are those the format defines, in its spelling.',
  fix: 'Correct the spelling (isPermaLink, not isPermalink; xmlUrl, not xmlurl), or put the attribute into a namespace.',
  appliesTo: ['rss', 'atom', 'opml'],
  *check(document) {
    for (const [name, known] of KNOWN)
      for (const element of document.named(name))
        for (const attribute of element.attributes.keys())
          if (!attribute.includes(':') && !attribute.startsWith('{') && !known.has(attribute))
            yield {
              at: document.attributeAt(element, attribute),
              message: `<${name.replace('atom:', '')}> has no attribute ${attribute}`,
              got: attribute,
              expected: known.size === 0 ? 'none' : [...known].join(', '),
            }
  },
}
