import type { LintRule } from '../rule.ts'

const words = (text: string) => new Set(text.split(' '))
const CHILDREN = new Map([
  ['rss', words('channel')],
  [
    'channel',
    words(
      'title link description language copyright managingEditor webMaster pubDate lastBuildDate category generator docs cloud ttl image rating textInput skipHours skipDays item',
    ),
  ],
  ['item', words('title link description author category comments enclosure guid pubDate source')],
  ['image', words('url title link width height description')],
  ['textInput', words('title description name link')],
  ['skipHours', words('hour')],
  ['skipDays', words('day')],
])

export const elementUnknown: LintRule = {
  code: 'element-unknown',
  severity: 'error',
  paragraph: 'RSS 2.0, extending RSS',
  summary: 'Elements without a namespace are those RSS defines, where RSS defines them.',
  fix: 'Correct the name (pubDate, not pubdate), move it, or put an element of your own into a namespace.',
  appliesTo: ['rss'],
  *check(document) {
    for (const element of document.xml?.elements ?? []) {
      const known = CHILDREN.get(element.name)
      if (known === undefined || element.parent?.name.includes(':')) continue
      for (const { name, start } of element.children)
        if (!name.includes(':') && !name.startsWith('{') && !known.has(name))
          yield {
            at: start,
            message: `RSS has no <${name}> in <${element.name}>`,
            got: name,
            expected: 'an element of RSS, or one in a namespace',
          }
    }
  },
}
