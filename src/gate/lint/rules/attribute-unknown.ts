import type { LintRule } from '../rule.ts'

const words = (text: string) => new Set(text.split(' '))
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
])

export const attributeUnknown: LintRule = {
  code: 'attribute-unknown',
  severity: 'error',
  paragraph: 'RSS 2.0, extending RSS; OPML 2.0, extending OPML',
  summary: 'Attributes without a namespace are those the format defines, in its spelling.',
  fix: 'Correct the spelling (isPermaLink, not isPermalink; xmlUrl, not xmlurl), or put the attribute into a namespace.',
  appliesTo: ['rss', 'opml'],
  *check(document) {
    for (const [name, known] of KNOWN)
      for (const element of document.named(name))
        for (const attribute of element.attributes.keys())
          if (!attribute.includes(':') && !attribute.startsWith('{') && !known.has(attribute))
            yield {
              at: document.attributeAt(element, attribute),
              message: `<${name}> has no attribute ${attribute}`,
              got: attribute,
              expected: [...known].join(', '),
            }
  },
}
