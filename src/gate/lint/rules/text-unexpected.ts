import { shownName } from '../names.ts'
import type { LintRule } from '../rule.ts'

/** Elements that contain elements only. */
const HOLDERS = [
  ...['rss', 'channel', 'item', 'image', 'textInput', 'skipHours', 'skipDays', 'rdf:RDF', 'textinput'],
  ...['atom:feed', 'atom:entry', 'atom:author', 'atom:contributor', 'atom:source', 'media:group'],
  ...[
    'itunes:category',
    'itunes:owner',
    'itunes:image',
    'enclosure',
    'cloud',
    'atom:category',
    'media:content',
  ],
  ...['opml', 'head', 'body', 'outline'],
]

export const textUnexpected: LintRule = {
  code: 'text-unexpected',
  severity: 'error',
  paragraph: 'RSS 2.0; RFC 4287 sections 3.2, 4.1.1, 4.1.2, 4.1.3.3 and 4.2.11; OPML 2.0',
  summary: 'Elements with child elements contain no other text.',
  fix: 'Move the text into the right element, or remove it. The usual cause is a tag that is closed too early.',
  appliesTo: ['rss', 'rdf', 'atom', 'opml'],
  *check(document) {
    for (const { name, text, start } of document.named(...HOLDERS))
      if (text.trim() !== '') yield stray(start, name, text)
    for (const { attributes, children, text, start } of document.named('atom:content'))
      if (/[+/]xml$/.test(attributes.get('type') ?? '') && children.length > 0 && text.trim() !== '')
        yield stray(start, 'content', text)
  },
}

function stray(at: number, name: string, text: string) {
  return {
    at,
    message: `<${shownName(name)}> contains text beside its elements`,
    got: text.trim(),
    expected: 'only elements',
  }
}
