import { namesOf } from '../names.ts'
import type { LintRule } from '../rule.ts'
import { type ValueFact, wrongValues } from '../value-facts.ts'
import { isReference, isUri, isWebUrl } from '../value-forms.ts'
import type { FeedElement } from '../xml-tree.ts'

/** White space is stripped from texts, not from attributes. */
const isAbsolute = (value: string, { text }: FeedElement) =>
  isUri(value === text ? value.trim() : value) && !/^\s*(?:javascript|vbscript|data):/i.test(value)

const ABSOLUTE_ONES: ValueFact = {
  places: [
    ...namesOf('blogChannel', 'blogRoll blink mySubscriptions'),
    ...namesOf('feedburner', 'awareness origLink origEnclosureLink feedburnerHostname'),
    ...['creativeCommons:license', 'itunes:new-feed-url', 'wfw:comment', 'wfw:commentRss', 'wfw:commentRSS'],
    ...['thr:in-reply-to@ref', 'media:copyright@url'],
  ],
  isRight: isAbsolute,
  expected: 'an absolute URI',
}
const FACTS: readonly ValueFact[] = [
  ABSOLUTE_ONES,
  {
    places: ['media:category@scheme', 'media:credit@scheme', 'media:rating@scheme'],
    isRight: (value, element) => /^urn:[a-z][a-z-]*$/.test(value) || isAbsolute(value, element),
    expected: 'an absolute URI, or one of Media RSS such as urn:ebu',
  },
  {
    places: ['itunes:image@href'],
    isRight: isWebUrl,
    expected: 'an absolute http(s) URL',
  },
  {
    places: ['media:restriction'],
    isRight: (value, { attributes }) =>
      attributes.get('type') !== 'uri' || value.trim().split(/\s+/).every(isUri),
    expected: 'absolute URIs',
  },
  {
    places: [
      'thr:in-reply-to@href',
      'thr:in-reply-to@source',
      'feedburner:feedFlare@href',
      'feedburner:feedFlare@src',
    ],
    isRight: isReference,
    expected: 'a URL',
  },
  {
    places: ['channel@rdf:about', 'item@rdf:about', 'image@rdf:about', 'textinput@rdf:about'],
    isRight: (value) => isReference(value.trim()) && !/^https?:\/\/(?:\/|$)/i.test(value.trim()),
    expected: 'a URI',
  },
]
/** RSS 1.0 uses an attribute where RSS 2.0 uses a text. */
const RSS_2_ONLY: ValueFact = { ...ABSOLUTE_ONES, places: ['trackback:ping', 'trackback:about'] }

export const extensionUrlInvalid: LintRule = {
  code: 'extension-url-invalid',
  severity: 'error',
  paragraph:
    'RFC 3986 section 3; the modules: Creative Commons, blogChannel, FeedBurner, Media RSS, RFC 4685, RSS 1.0',
  summary: 'Values that must be URIs are URIs.',
  fix: 'Write the complete address, beginning with https://, with spaces as %20.',
  appliesTo: ['rss', 'rdf', 'atom'],
  *check(document) {
    yield* wrongValues(document, document.dialect.family === 'rdf' ? FACTS : [...FACTS, RSS_2_ONLY])
  },
}
