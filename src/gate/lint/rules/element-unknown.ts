import { namesOf, shownName, words } from '../names.ts'
import type { LintRule, Remark } from '../rule.ts'
import type { Family, SourceDocument } from '../source-document.ts'
import type { FeedElement } from '../xml-tree.ts'

const RSS_IMAGE = 'url title link width height description'
const TEXT_INPUT = 'title description name link'
const FEED = 'author category contributor generator icon id link logo rights subtitle title updated'
const ENTRY = 'author category content contributor id link published rights source summary title updated'
const PERSON = 'name uri email'
const OPML_HEAD = words(
  'title dateCreated dateModified ownerName ownerEmail ownerId docs expansionState vertScrollState windowTop windowLeft windowBottom windowRight',
)
/** Children of an element in its own vocabulary; elements of other namespaces are always allowed. */
const CHILDREN = new Map<string, readonly string[]>([
  ['rss', ['channel']],
  [
    'channel',
    words(
      'title link description language copyright managingEditor webMaster pubDate lastBuildDate category generator docs cloud ttl image rating textInput skipHours skipDays item',
    ),
  ],
  ['item', words('title link description author category comments enclosure guid pubDate source')],
  ['image', words(RSS_IMAGE)],
  ['textInput', words(TEXT_INPUT)],
  ['skipHours', ['hour']],
  ['skipDays', ['day']],
  ['atom:feed', namesOf('atom', `${FEED} entry`)],
  ['atom:source', namesOf('atom', FEED)],
  ['atom:entry', namesOf('atom', ENTRY)],
  ['atom:author', namesOf('atom', PERSON)],
  ['atom:contributor', namesOf('atom', PERSON)],
  ['opml', words('head body')],
  ['head', OPML_HEAD],
  ['body', ['outline']],
  ['outline', ['outline']],
])
/** RSS 1.0 has its own, smaller vocabulary. */
const RDF_CHILDREN = new Map<string, readonly string[]>([
  ['channel', words('title link description image items textinput')],
  ['item', words('title link description')],
  ['image', words('title url link')],
  ['textinput', words(TEXT_INPUT)],
])

const SYNDICATION = namesOf('sy', 'updatePeriod updateFrequency updateBase')
const SLASH = namesOf('slash', 'comments section department hit_parade')

/** Elements that contain text only. */
const MODULE_TEXTS = [
  ...namesOf(
    'dc',
    'creator date subject language rights title description publisher contributor type format',
  ),
  'dc:identifier',
  ...namesOf('itunes', 'author block duration email episode episodeType explicit image keywords name'),
  ...namesOf('itunes', 'new-feed-url order season subtitle summary title type'),
  ...namesOf('media', 'title description credit rating category copyright hash thumbnail player text'),
  'media:restriction',
  ...SYNDICATION,
  ...SLASH,
  ...namesOf('wfw', 'comment commentRss'),
  ...namesOf('georss', 'point line polygon box'),
  ...namesOf('geo', 'lat long'),
  ...namesOf('feedburner', 'awareness origLink origEnclosureLink feedburnerHostname emailServiceId'),
  ...['thr:total', 'creativeCommons:license'],
]
const RSS_TEXTS = [
  ...words('title link description guid pubDate author comments category enclosure source'),
  ...words('language copyright managingEditor webMaster lastBuildDate generator docs cloud ttl'),
  ...words('url width height name hour day content:encoded'),
]
const TEXTS = new Map<Family, readonly string[]>([
  ['rss', [...RSS_TEXTS, ...MODULE_TEXTS]],
  ['rdf', [...words('title link description url'), ...MODULE_TEXTS]],
  ['atom', [...namesOf('atom', 'generator id name uri email icon logo updated published'), ...MODULE_TEXTS]],
  ['opml', OPML_HEAD],
])

/** All elements of the modules that are small enough to list, by prefix. */
const MODULES = new Map<string, ReadonlySet<string>>(
  Object.entries({
    atom: `${FEED} ${ENTRY} ${PERSON} feed entry`,
    sy: 'updatePeriod updateFrequency updateBase',
    thr: 'in-reply-to total',
    slash: 'comments section department hit_parade',
    wfw: 'comment commentRss commentRSS',
    content: 'encoded items item format encoding',
    geo: 'lat long alt Point',
    creativeCommons: 'license',
    dc: 'contributor coverage creator date description format identifier language publisher relation rights source subject title type',
    feedburner:
      'awareness browserFriendly emailServiceId feedFlare feedburnerHostname info origEnclosureLink origLink',
    media:
      'adult backLink backLinks category comment comments community content copyright credit description embed group hash keywords license location param peerLink player price rating response responses restriction rights scene sceneDescription sceneEndTime sceneStartTime sceneTitle scenes starRating statistics status subTitle tags text thumbnail title',
    itunes:
      'applepodcastsverify author block category complete duration email episode episodeType explicit image isClosedCaptioned keywords name new-feed-url order owner pubDate season subtitle summary title transcript type',
    georss:
      'where point line box polygon featureTypeTag featuretypetag relationshipTag relationshiptag featureName elev floor radius',
  }).map(([prefix, locals]) => [prefix, new Set(namesOf(prefix, locals))]),
)
/** Elements of modules that are allowed in one place only. */
const FEED_ONLY = new Set([...namesOf('itunes', 'owner type new-feed-url complete category'), ...SYNDICATION])
const ITEM_ONLY = new Set([
  ...namesOf('itunes', 'duration episode episodeType season order'),
  ...namesOf('trackback', 'ping about'),
  ...SLASH,
  ...namesOf('wfw', 'comment commentRss commentRSS'),
  ...['content:encoded', 'feedburner:origLink', 'feedburner:origEnclosureLink', 'thr:total'],
])

export const elementUnknown: LintRule = {
  code: 'element-unknown',
  severity: 'error',
  paragraph: 'RSS 2.0, extending RSS; RFC 4287 sections 4 and 6.3; the modules',
  summary: 'Elements are defined by their vocabulary, in this place.',
  fix: 'Correct the name (pubDate, not pubdate), move it, or put your own element into a namespace.',
  appliesTo: ['rss', 'rdf', 'atom', 'opml'],
  *check(document) {
    yield* misplacedChildren(document)
    yield* misplacedModules(document)
    yield* childrenOfTexts(document)
    yield* strangersInXhtml(document)
  },
}

function* misplacedChildren(document: SourceDocument): Iterable<Remark> {
  const isRdf = document.dialect.family === 'rdf' && document.dialect.version === '1.0'
  const table = isRdf ? RDF_CHILDREN : CHILDREN
  for (const [parent, known] of table)
    for (const element of document.named(parent)) {
      if (!parent.includes(':') && element.parent?.name.includes(':') && !isRdf) continue
      for (const { name, start } of element.children)
        if (sameVocabulary(parent, name) && !known.includes(name)) yield unknown(start, name, parent)
    }
}

/** Whether the child has the vocabulary of its parent: no namespace in RSS and OPML, Atom in Atom. */
function sameVocabulary(parent: string, name: string): boolean {
  return parent.startsWith('atom:') ? name.startsWith('atom:') : !name.includes(':') && !name.startsWith('{')
}

function* misplacedModules(document: SourceDocument): Iterable<Remark> {
  for (const name of document.names) {
    const prefix = name.slice(0, Math.max(0, name.indexOf(':')))
    const module = prefix === document.dialect.family ? undefined : MODULES.get(prefix)
    if (module === undefined || module.has(name)) continue
    for (const { start, parent } of document.named(name)) yield unknown(start, name, parent?.name ?? '')
  }
  const places: readonly (readonly [FeedElement | undefined, ReadonlySet<string>])[] = [
    [document.channel, ITEM_ONLY],
    ...document.itemElements.map((item) => [item, FEED_ONLY] as const),
  ]
  for (const [parent, misplaced] of places)
    for (const { name, start } of parent?.children ?? [])
      if (misplaced.has(name)) yield unknown(start, name, parent?.name ?? '')
}

function* childrenOfTexts(document: SourceDocument): Iterable<Remark> {
  const { family } = document.dialect
  for (const { name, attributes, children } of document.named(...(TEXTS.get(family) ?? []))) {
    if (attributes.has('rdf:parseType')) continue
    const first = children.find((child) => family !== 'rdf' || !child.name.includes(':'))
    if (first !== undefined)
      yield { ...unknown(first.start, first.name, name), expected: 'text, with HTML escaped or in CDATA' }
  }
}

/** XHTML in Atom contains XHTML, SVG and MathML only. */
function* strangersInXhtml(document: SourceDocument): Iterable<Remark> {
  if (document.named('xhtml:div').length === 0) return
  for (const { name, start, parent } of document.xml?.elements ?? [])
    if (parent?.name.startsWith('xhtml:') && (!/[:{]/.test(name) || /^(?:app|atom):/.test(name)))
      yield unknown(start, name, parent.name)
}

function unknown(at: number, name: string, parent: string): Remark {
  return {
    at,
    message: `There is no <${shownName(name)}> in <${shownName(parent)}>`,
    got: shownName(name),
    expected: 'an element of the vocabulary, or one in a namespace',
  }
}
