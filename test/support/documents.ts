import fc from 'fast-check'
import { permanentIdOf } from '../../src/article/ids.ts'
import { type Instant, instantFromMs, isInstant } from '../../src/article/instant.ts'
import type { FeedDocument, Item } from '../../src/feed/document.ts'

/** The instant a test writes down; throws for anything else, so that a typing mistake fails the test. */
export function instant(text: string): Instant {
  if (isInstant(text)) return text
  throw new Error(`${text} is not an instant`)
}

/** An item with nothing optional. */
export function plainItem(fields: Partial<Item> = {}): Item {
  return {
    id: 'tag:news.example,2024:world/river',
    url: 'https://news.example/world/river/',
    title: 'River levels < 2 m & falling',
    published: instant('2024-02-02T21:30:00Z'),
    updated: instant('2024-02-03T06:00:00Z'),
    authors: [],
    categories: [],
    enclosures: [],
    ...fields,
  }
}

/** A feed with nothing optional. */
export function plainDocument(fields: Partial<FeedDocument> = {}): FeedDocument {
  return {
    id: 'tag:news.example,2024:world',
    title: 'World',
    description: 'News of the world',
    homeUrl: 'https://news.example/world/',
    selfUrl: 'https://feeds.news.example/world/feed',
    language: 'en-GB',
    updated: instant('2024-02-03T06:00:00Z'),
    authors: [],
    hubUrls: [],
    alternates: [],
    tombstones: [],
    items: [],
    ...fields,
  }
}

/** A feed that says everything a document is able to say. */
export function fullDocument(): FeedDocument {
  return plainDocument({
    authors: [{ name: 'World desk', email: 'world@news.example', url: 'https://news.example/desk/world/' }],
    rights: '© 2024 News & Co.',
    image: { url: 'https://news.example/logo.png', width: 144, height: 72 },
    iconUrl: 'https://news.example/icon.png',
    ttl: 15,
    hubUrls: ['https://hub.example/', 'https://hub.example/second?a=1&b=2'],
    alternates: [
      { url: 'https://feeds.news.example/monde/feed', language: 'fr', type: 'application/atom+xml' },
      { url: 'https://feeds.news.example/welt/feed', language: 'de', type: 'application/atom+xml' },
    ],
    archive: {
      kind: 'archive',
      current: 'https://feeds.news.example/world/feed',
      previous: 'https://feeds.news.example/world/archive/1',
      next: 'https://feeds.news.example/world/archive/3',
    },
    tombstones: [
      {
        id: 'tag:news.example,2024:world/gone',
        when: instant('2024-02-01T00:00:00Z'),
        comment: 'Withdrawn: <unsure>',
      },
      { id: 'tag:news.example,2024:world/lost', when: instant('2024-01-31T00:00:00Z') },
    ],
    items: [
      plainItem({
        summary: 'Summary with <markup> & "quotes"',
        contentHtml:
          '<p>Body with <a href="https://news.example/?a=1&amp;b=2">a link</a> &amp; more.</p>\n<p>Ende.</p>',
        authors: [{ name: 'Jane Doe', email: 'jane@news.example', url: 'https://news.example/people/jane/' }],
        categories: [
          { term: 'middle-east', scheme: 'https://news.example/tags/', label: 'Middle East' },
          { term: 'rivers' },
        ],
        image: {
          url: 'https://news.example/media/river.jpg',
          type: 'image/jpeg',
          length: 48_213,
          width: 1200,
          height: 800,
          title: 'The river',
          alt: 'A river in a wide bed of stones',
          caption: 'The river on Friday',
          credit: 'John Roe',
        },
        enclosures: [
          {
            url: 'https://news.example/media/river.jpg',
            type: 'image/jpeg',
            length: 48_213,
            title: 'The river',
          },
          {
            url: 'https://news.example/media/report.pdf',
            type: 'application/pdf',
            length: 99_000,
            title: 'Report',
          },
          { url: 'https://news.example/media/talk.mp3', type: 'audio/mpeg', length: 1_000_000 },
        ],
        language: 'fr',
      }),
      plainItem({
        id: 'https://news.example/world/second/',
        url: 'https://news.example/world/second/',
        title: 'Second',
        published: instant('2024-01-15T09:05:07Z'),
        updated: instant('2024-01-15T09:05:07Z'),
        authors: [{ name: 'Jane Doe', email: 'jane@news.example' }, { name: 'Ali Ben' }],
        image: { url: 'https://news.example/media/second.png', type: 'image/png', alt: 'A map' },
      }),
    ],
  })
}

const NASTY = [
  ...[
    ']]>',
    ']]',
    '>',
    '<',
    '&',
    '"',
    "'",
    '<![CDATA[',
    '<!--',
    '-->',
    '<?xml version="1.0"?>',
    '<!DOCTYPE x>',
  ],
  ...[
    '&amp;',
    '&amp;lt;',
    '&nbsp;',
    '&#0;',
    '&#x1;',
    '&lt;b&gt;',
    '<b>bold</b>',
    '<script>alert(1)</script>',
    '<br/>',
  ],
  ...[
    '</item>',
    '</entry>',
    '<entry>',
    '<item>',
    '</channel>',
    '</feed>',
    '</title>',
    '<image>',
    '</image>',
    '/>',
  ],
  ...[
    'text:0;',
    'text:1;',
    'text:99;',
    ' type="html">',
    '.000Z<',
    '<link href=',
    '$&',
    '$1',
    '$$',
    '%s',
    '{{x}}',
  ],
  ...[
    '\u0000',
    '\u0001',
    '\u000b',
    '\u001f',
    '\u007f',
    '\u0085',
    '\u009f',
    '\ufffe',
    '\uffff',
    '\ufdd0',
    '\ufdd4',
    '\ufdef',
  ],
  ...['\ud800', '\udc00', '\udfff\ud800', '\u{1fffe}', '\u{10ffff}', '😀', '👩‍👩‍👧', 'e\u0301', '中文'],
  ...['\u00a0', '\u202e', '\u200f', 'العربية', 'עברית', '\u2028', '\u2029', '\ufeff', '\u200b'],
  ...[' ', '  ', '\t', '\n', '\r\n', '\r', '\n  \n'],
  ...[
    '0012',
    '1e3',
    '0x1F',
    'true',
    'false',
    'null',
    'undefined',
    'NaN',
    '-0',
    '__proto__',
    'constructor',
    'hasOwnProperty',
  ],
]

const nastyText = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...NASTY) },
      { weight: 2, arbitrary: fc.string({ maxLength: 6 }) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
      { weight: 1, arbitrary: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) },
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''))

const nastyUrl = fc.oneof(
  { weight: 2, arbitrary: nastyText.map((text) => `https://news.example/${text}`) },
  { weight: 2, arbitrary: fc.webUrl({ withQueryParameters: true, withFragments: true }) },
  { weight: 1, arbitrary: nastyText },
)

const nastyType = fc.oneof(
  fc.constantFrom('image/jpeg', 'audio/mpeg', 'video/mp4', 'application/pdf', ''),
  nastyText,
)

const nastyNumber = fc.oneof(
  { weight: 6, arbitrary: fc.nat() },
  {
    weight: 1,
    arbitrary: fc.constantFrom(0, -0, -1, 1.5, 144, 145, 400, 1e21, Number.NaN, Infinity, 2 ** 53),
  },
)

const anyInstant = fc
  .oneof(
    fc.integer({ min: 1_500_000_000_000, max: 1_800_000_000_000 }),
    fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_000 }),
  )
  .map((ms) => instantFromMs(ms) ?? instant('1970-01-01T00:00:00Z'))

const nastyEmail = fc.oneof(
  fc.emailAddress(),
  nastyText,
  nastyText.map((text) => `${text}@news.example`),
)

const authors = fc.array(
  fc.record({ name: nastyText, email: nastyEmail, url: nastyUrl }, { requiredKeys: ['name'] }),
  { maxLength: 3 },
)

const ofAnotherProgram = (text: string): string => permanentIdOf(text, 'news.example,2024') ?? text

const nastyItem: fc.Arbitrary<Item> = nastyUrl.chain((url) =>
  fc.record(
    {
      id: fc.oneof(fc.constant(url), nastyUrl, nastyText, nastyText.map(ofAnotherProgram)),
      url: fc.constant(url),
      title: nastyText,
      published: anyInstant,
      updated: anyInstant,
      summary: nastyText,
      contentHtml: nastyText,
      authors,
      categories: fc.array(
        fc.record({ term: nastyText, scheme: nastyUrl, label: nastyText }, { requiredKeys: ['term'] }),
        { maxLength: 3 },
      ),
      image: fc.record(
        {
          url: fc.oneof(fc.constant('https://news.example/same.jpg'), nastyUrl),
          type: nastyType,
          length: nastyNumber,
          width: nastyNumber,
          height: nastyNumber,
          title: nastyText,
          alt: nastyText,
          caption: nastyText,
          credit: nastyText,
        },
        { requiredKeys: ['url'] },
      ),
      enclosures: fc.array(
        fc.record(
          {
            url: fc.oneof(fc.constant('https://news.example/same.jpg'), nastyUrl),
            type: nastyType,
            length: nastyNumber,
            title: nastyText,
          },
          { requiredKeys: ['url', 'type'] },
        ),
        { maxLength: 3 },
      ),
      language: fc.oneof(fc.constantFrom('fr', 'ar', 'zh-Hant'), nastyText),
    },
    { requiredKeys: ['id', 'url', 'title', 'published', 'updated', 'authors', 'categories', 'enclosures'] },
  ),
)

/** Documents whose types are right and whose texts are everything texts can be. */
export const hostileDocument: fc.Arbitrary<FeedDocument> = fc.record(
  {
    id: fc.oneof(nastyUrl, nastyText),
    title: nastyText,
    description: nastyText,
    homeUrl: nastyUrl,
    selfUrl: nastyUrl,
    language: fc.oneof(fc.constantFrom('en', 'fr-CA'), nastyText),
    updated: anyInstant,
    authors,
    rights: nastyText,
    image: fc.record({ url: nastyUrl, width: nastyNumber, height: nastyNumber }, { requiredKeys: ['url'] }),
    iconUrl: nastyUrl,
    ttl: nastyNumber,
    hubUrls: fc.array(nastyUrl, { maxLength: 2 }),
    cloudUrl: fc.oneof(
      fc.constantFrom('http://cloud.example:5337/pleaseNotify', 'https://cloud.example/?rsscloud=notify&a=1'),
      nastyUrl,
    ),
    alternates: fc.array(fc.record({ url: nastyUrl, language: nastyText, type: nastyType }), {
      maxLength: 2,
    }),
    archive: fc.record(
      {
        kind: fc.constantFrom('subscription', 'archive', 'complete'),
        current: nastyUrl,
        previous: nastyUrl,
        next: nastyUrl,
      },
      { requiredKeys: ['kind'] },
    ),
    tombstones: fc.array(
      fc.record({ id: nastyUrl, when: anyInstant, comment: nastyText }, { requiredKeys: ['id', 'when'] }),
      { maxLength: 2 },
    ),
    items: fc.array(nastyItem, { maxLength: 3 }),
  },
  {
    requiredKeys: [
      ...(['id', 'title', 'description', 'homeUrl', 'selfUrl', 'language', 'updated'] as const),
      ...(['authors', 'hubUrls', 'alternates', 'tombstones', 'items'] as const),
    ],
  },
)

/** `value` with everything in it frozen: code that changes it throws. */
export function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) deepFrozen(part)
    Object.freeze(value)
  }
  return value
}
