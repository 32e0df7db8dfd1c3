import type { LintRule } from '../rule.ts'

const words = (text: string) => new Set(text.split(' '))
const NONE: ReadonlySet<string> = new Set()
const bare = (names: string) => names.split(' ').map((name) => [name, NONE] as const)
/** All attributes without a namespace that these elements have. */
const KNOWN = new Map<string, ReadonlySet<string>>([
  ['rss', words('version')],
  ...bare(
    'channel item title link description language copyright managingEditor webMaster pubDate lastBuildDate generator docs ttl',
  ),
  ...bare('image url width height textInput name skipHours hour skipDays day author comments'),
  ...bare(
    'itunes:author itunes:block itunes:duration itunes:email itunes:episode itunes:episodeType itunes:explicit itunes:keywords itunes:name itunes:owner itunes:season itunes:subtitle itunes:summary itunes:title itunes:type',
  ),
  ...bare(
    'sy:updatePeriod sy:updateFrequency sy:updateBase slash:comments slash:hit_parade wfw:comment wfw:commentRss',
  ),
  ...bare(
    'creativeCommons:license feedburner:awareness feedburner:origLink feedburner:origEnclosureLink geo:lat geo:long',
  ),
  ['itunes:category', words('text')],
  ['itunes:image', words('href')],
  [
    'media:content',
    words(
      'url fileSize type medium isDefault expression bitrate framerate samplingrate channels duration height width lang',
    ),
  ],
  ['media:thumbnail', words('url width height time')],
  ['media:player', words('url width height')],
  ['media:title', words('type')],
  ['media:description', words('type')],
  ['media:text', words('type lang start end')],
  ['media:credit', words('role scheme')],
  ['media:rating', words('scheme')],
  ['media:category', words('scheme label')],
  ['media:copyright', words('url')],
  ['media:hash', words('algo')],
  ['media:restriction', words('relationship type')],
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
  ...bare('atom:id atom:name atom:uri atom:email atom:icon atom:logo'),
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
  paragraph: 'RSS 2.0, extending RSS; Media RSS 1.5.1; RFC 4287 sections 2 and 6.4; OPML 2.0, extending OPML',
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
              message: `<${name.replace(/^atom:/, '')}> has no attribute ${attribute}`,
              got: attribute,
              expected: known.size === 0 ? 'none' : [...known].join(', '),
            }
  },
}
