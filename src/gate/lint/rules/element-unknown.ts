import type { LintRule, Remark } from '../rule.ts'
import type { Family, SourceDocument } from '../source-document.ts'
import type { FeedElement } from '../xml-tree.ts'

const words = (text: string) => new Set(text.split(' '))
const of = (prefix: string, names: string) => new Set(names.split(' ').map((name) => `${prefix}:${name}`))

const PERSON = of('atom', 'name uri email')
const FEED = 'author category contributor generator icon id link logo rights subtitle title updated'
/** What stands in an element, of its own vocabulary; other namespaces are free to add to it. */
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
  ['atom:feed', of('atom', `${FEED} entry`)],
  ['atom:source', of('atom', FEED)],
  [
    'atom:entry',
    of('atom', 'author category content contributor id link published rights source summary title updated'),
  ],
  ['atom:author', PERSON],
  ['atom:contributor', PERSON],
  ['opml', words('head body')],
  [
    'head',
    words(
      'title dateCreated dateModified ownerName ownerEmail ownerId docs expansionState vertScrollState windowTop windowLeft windowBottom windowRight',
    ),
  ],
  ['body', words('outline')],
  ['outline', words('outline')],
])
/** RSS 1.0 has its own, smaller vocabulary. */
const RDF_CHILDREN = new Map([
  ['channel', words('title link description image items textinput')],
  ['item', words('title link description')],
  ['image', words('title url link')],
  ['textinput', words('title description name link')],
])
/** Texts that hold no elements. */
const ATOM_TEXTS = [
  'atom:generator',
  'atom:id',
  'atom:name',
  'atom:uri',
  'atom:email',
  'atom:icon',
  'atom:logo',
  'atom:updated',
  'atom:published',
]
const RDF_TEXTS = ['title', 'link', 'description', 'url']
const MODULE_TEXTS = [
  ...of(
    'dc',
    'creator date subject language rights title description publisher contributor type format identifier',
  ),
  ...of(
    'itunes',
    'author block duration email episode episodeType explicit image keywords name new-feed-url order season subtitle summary title type',
  ),
  ...of('media', 'title description credit rating category copyright hash thumbnail player text restriction'),
  ...of('sy', 'updatePeriod updateFrequency updateBase'),
  ...of('slash', 'comments section department hit_parade'),
  ...of('wfw', 'comment commentRss'),
  ...of('georss', 'point line polygon box'),
  ...of('geo', 'lat long'),
  ...of('feedburner', 'awareness origLink origEnclosureLink feedburnerHostname emailServiceId'),
  ...['thr:total', 'creativeCommons:license'],
]
const RSS_TEXTS = [
  ...[
    'title',
    'link',
    'description',
    'guid',
    'pubDate',
    'author',
    'comments',
    'category',
    'enclosure',
    'source',
  ],
  ...[
    'language',
    'copyright',
    'managingEditor',
    'webMaster',
    'lastBuildDate',
    'generator',
    'docs',
    'cloud',
    'ttl',
  ],
  ...['url', 'width', 'height', 'name', 'hour', 'day', 'content:encoded'],
]
const OPML_TEXTS = [
  ...['title', 'dateCreated', 'dateModified', 'ownerName', 'ownerEmail', 'ownerId', 'docs'],
  ...['expansionState', 'vertScrollState', 'windowTop', 'windowLeft', 'windowBottom', 'windowRight'],
]
const TEXTS = new Map<Family, readonly string[]>([
  ['rss', [...RSS_TEXTS, ...MODULE_TEXTS]],
  ['rdf', [...RDF_TEXTS, ...MODULE_TEXTS]],
  ['atom', [...ATOM_TEXTS, ...MODULE_TEXTS]],
  ['opml', OPML_TEXTS],
])

/** All elements of modules small enough to be listed, and which of them stand in one place only. */
const MODULES = new Map([
  [
    'atom',
    of(
      'atom',
      'author category content contributor email entry feed generator icon id link logo name published rights source subtitle summary title updated uri',
    ),
  ],
  ['sy', of('sy', 'updatePeriod updateFrequency updateBase')],
  ['thr', of('thr', 'in-reply-to total')],
  ['slash', of('slash', 'comments section department hit_parade')],
  ['wfw', of('wfw', 'comment commentRss commentRSS')],
  ['content', of('content', 'encoded items item format encoding')],
  ['geo', of('geo', 'lat long alt Point')],
  ['creativeCommons', of('creativeCommons', 'license')],
  [
    'dc',
    of(
      'dc',
      'contributor coverage creator date description format identifier language publisher relation rights source subject title type',
    ),
  ],
  [
    'feedburner',
    of(
      'feedburner',
      'awareness browserFriendly emailServiceId feedFlare feedburnerHostname info origEnclosureLink origLink',
    ),
  ],
  [
    'media',
    of(
      'media',
      'adult backLink backLinks category comment comments community content copyright credit description embed group hash keywords license location param peerLink player price rating response responses restriction rights scene sceneDescription sceneEndTime sceneStartTime sceneTitle scenes starRating statistics status subTitle tags text thumbnail title',
    ),
  ],
  [
    'itunes',
    of(
      'itunes',
      'applepodcastsverify author block category complete duration email episode episodeType explicit image isClosedCaptioned keywords name new-feed-url order owner pubDate season subtitle summary title transcript type',
    ),
  ],
  [
    'georss',
    of(
      'georss',
      'where point line box polygon featureTypeTag featuretypetag relationshipTag relationshiptag featureName elev floor radius',
    ),
  ],
])
const FEED_ONLY = new Set([
  ...of('itunes', 'owner type new-feed-url complete category'),
  ...of('sy', 'updatePeriod updateFrequency updateBase'),
])
const ITEM_ONLY = new Set([
  ...of('itunes', 'duration episode episodeType season order'),
  ...of('trackback', 'ping about'),
  ...of('slash', 'comments section department hit_parade'),
  ...of('wfw', 'comment commentRss commentRSS'),
  ...['content:encoded', 'feedburner:origLink', 'feedburner:origEnclosureLink', 'thr:total'],
])

export const elementUnknown: LintRule = {
  code: 'element-unknown',
  severity: 'error',
  paragraph: 'RSS 2.0, extending RSS; RFC 4287 sections 4 and 6.3; the modules',
  summary: 'Elements are those their vocabulary defines, where it defines them.',
  fix: 'Correct the name (pubDate, not pubdate), move it, or put an element of your own into a namespace.',
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
        if (sameVocabulary(parent, name) && !known.has(name)) yield unknown(start, name, parent)
    }
}

/** A child without a namespace in RSS and OPML, one of Atom in Atom. */
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
      yield { ...unknown(first.start, first.name, name), expected: 'a text: HTML is escaped, or in CDATA' }
  }
}

/** XHTML in Atom holds XHTML, and what is drawn or calculated. */
function* strangersInXhtml(document: SourceDocument): Iterable<Remark> {
  if (document.named('xhtml:div').length === 0) return
  for (const { name, start, parent } of document.xml?.elements ?? [])
    if (parent?.name.startsWith('xhtml:') && (!/[:{]/.test(name) || /^(?:app|atom):/.test(name)))
      yield unknown(start, name, parent.name)
}

function unknown(at: number, name: string, parent: string): Remark {
  const shown = (full: string) => full.replace('atom:', '')
  return {
    at,
    message: `There is no <${shown(name)}> in <${shown(parent)}>`,
    got: shown(name),
    expected: 'an element the vocabulary has there, or one in a namespace',
  }
}
