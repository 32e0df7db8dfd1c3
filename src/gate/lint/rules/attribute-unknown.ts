import { namesOf, shownName, words } from '../names.ts'
import type { LintRule } from '../rule.ts'

/** Elements that have no attributes without a namespace. */
const BARE = [
  ...words('channel item title link description language copyright managingEditor webMaster pubDate'),
  ...words('lastBuildDate generator docs ttl image url width height textInput name skipHours hour'),
  ...words('skipDays day author comments'),
  ...namesOf('itunes', 'author block duration email episode episodeType explicit keywords name owner'),
  ...namesOf('itunes', 'season subtitle summary title type'),
  ...namesOf('sy', 'updatePeriod updateFrequency updateBase'),
  ...namesOf('slash', 'comments hit_parade'),
  ...namesOf('wfw', 'comment commentRss'),
  'creativeCommons:license',
  ...namesOf('feedburner', 'awareness origLink origEnclosureLink'),
  ...namesOf('geo', 'lat long'),
  ...namesOf('atom', 'feed entry source author contributor id name uri email icon logo updated published'),
]
/** All attributes without a namespace of these elements. */
const KNOWN = new Map<string, readonly string[]>([
  ...BARE.map((name) => [name, []] as const),
  ...Object.entries({
    rss: 'version',
    guid: 'isPermaLink',
    enclosure: 'url length type',
    source: 'url',
    category: 'domain',
    cloud: 'domain port path registerProcedure protocol',
    'itunes:category': 'text',
    'itunes:image': 'href',
    'media:content':
      'url fileSize type medium isDefault expression bitrate framerate samplingrate channels duration height width lang',
    'media:thumbnail': 'url width height time',
    'media:player': 'url width height',
    'media:title': 'type',
    'media:description': 'type',
    'media:text': 'type lang start end',
    'media:credit': 'role scheme',
    'media:rating': 'scheme',
    'media:category': 'scheme label',
    'media:copyright': 'url',
    'media:hash': 'algo',
    'media:restriction': 'relationship type',
    opml: 'version',
    outline:
      'text type isComment isBreakpoint created category title description htmlUrl xmlUrl language version url',
    'atom:title': 'type',
    'atom:subtitle': 'type',
    'atom:summary': 'type',
    'atom:rights': 'type',
    'atom:content': 'type src',
    'atom:category': 'term scheme label',
    'atom:generator': 'uri version',
    'atom:link': 'href rel type hreflang title length',
  }).map(([name, attributes]) => [name, words(attributes)] as const),
])

export const attributeUnknown: LintRule = {
  code: 'attribute-unknown',
  severity: 'error',
  paragraph: 'RSS 2.0, extending RSS; Media RSS 1.5.1; RFC 4287 sections 2 and 6.4; OPML 2.0, extending OPML',
  summary: 'Attributes without a namespace are defined by the format, with this spelling.',
  fix: 'Correct the spelling (isPermaLink, not isPermalink; xmlUrl, not xmlurl), or put the attribute into a namespace.',
  appliesTo: ['rss', 'atom', 'opml'],
  *check(document) {
    for (const [name, known] of KNOWN)
      for (const element of document.named(name))
        for (const attribute of element.attributes.keys())
          if (!attribute.includes(':') && !attribute.startsWith('{') && !known.includes(attribute))
            yield {
              at: document.attributeAt(element, attribute),
              message: `<${shownName(name)}> has no attribute ${attribute}`,
              got: attribute,
              expected: known.length === 0 ? 'none' : known.join(', '),
            }
  },
}
