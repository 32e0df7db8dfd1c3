import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { legalText } from '../../src/article/text.ts'
import type { ArchiveLinks, FeedDocument, Item } from '../../src/feed/document.ts'
import { lintDocument } from '../../src/gate/lint/index.ts'
import { fullDocument, instant, plainDocument } from '../support/documents.ts'
import { formats } from '../support/formats.ts'

const BITS = [
  ...[
    ']]>',
    '<',
    '>',
    '&',
    '"',
    "'",
    '<![CDATA[',
    '<!--',
    '&amp;',
    '&amp;lt;',
    '&nbsp;',
    '&#0;',
    '<b>bold</b>',
    '&lt;p&gt;x&lt;/p&gt;',
  ],
  ...[
    '<script>alert(1)</script>',
    '<img src="x.png">',
    '</item>',
    '</channel>',
    '\u0001',
    '\ufffe',
    '\ud800',
    '😀',
    'العربية',
    '\u202e',
    '中文',
  ],
  ...['\n', '\t', ' ', '{{x}}', '0012', 'javascript:alert(1)', '@', '(', ')', '% ', 'http://'],
]

/** Any text an author can write that says something once characters XML forbids are out. */
const text = fc
  .array(fc.oneof(fc.constantFrom(...BITS), fc.string({ unit: 'binary', maxLength: 5 })), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => `x${legalText(parts.join(''))}`)

const escapeHtml = (one: string) =>
  one.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const html = text.map(
  (one) => `<p>${escapeHtml(one)} <a href="https://news.example/?a=1&amp;b=2">link</a></p>`,
)
const url = fc.webUrl({ validSchemes: ['https'], withQueryParameters: true }).map((one) => new URL(one).href)
const moment = fc
  .integer({ min: 0, max: 56 * 365 })
  .map((day) => instant(new Date(day * 86_400_000).toISOString().replace('.000Z', 'Z')))
const person = fc.record(
  { name: text, email: fc.constant('jane.doe@news.example'), url },
  { requiredKeys: ['name'] },
)
const media = {
  url,
  type: fc.constantFrom('image/jpeg', 'audio/mpeg', 'application/pdf'),
  length: fc.nat(),
  title: text,
}

const item = fc
  .record(
    {
      url,
      title: text,
      published: moment,
      authors: fc.array(person, { maxLength: 2 }),
      categories: fc.array(fc.record({ term: text, scheme: url, label: text }, { requiredKeys: ['term'] }), {
        maxLength: 2,
      }),
      enclosures: fc.array(fc.record(media, { requiredKeys: ['url', 'type', 'length'] }), { maxLength: 2 }),
      image: fc.record(
        {
          ...media,
          type: fc.constant('image/png'),
          width: fc.integer({ min: 1, max: 4000 }),
          height: fc.integer({ min: 1, max: 4000 }),
          alt: text,
          caption: text,
          credit: text,
        },
        { requiredKeys: ['url', 'type'] },
      ),
      summary: text,
      contentHtml: html,
      language: fc.constantFrom('fr', 'zh-Hant'),
    },
    { requiredKeys: ['url', 'title', 'published', 'authors', 'categories', 'enclosures'] },
  )
  .chain((fields) =>
    moment.map((later) => ({ ...fields, updated: later > fields.published ? later : fields.published })),
  )

const archive: fc.Arbitrary<ArchiveLinks> = fc.constantFrom<ArchiveLinks>(
  { kind: 'subscription' },
  { kind: 'subscription', previous: 'https://feeds.news.example/1' },
  { kind: 'archive', current: 'https://feeds.news.example/world/feed', next: 'https://feeds.news.example/2' },
  { kind: 'complete' },
)

/** Documents as `compose` makes them: fields of the kind their types promise, texts of any words at all. */
const honestDocument: fc.Arbitrary<FeedDocument> = fc
  .record(
    {
      title: text,
      description: text,
      updated: moment,
      authors: fc.array(person, { maxLength: 2 }),
      rights: text,
      image: fc.record({ url }),
      iconUrl: url,
      ttl: fc.integer({ min: 1, max: 10_000 }),
      hubUrls: fc.array(url, { maxLength: 2 }),
      items: fc.array(item, { maxLength: 4 }),
      when: fc.array(moment, { maxLength: 2 }),
      archive,
      alternates: fc.constantFrom(
        [],
        [{ url: 'https://feeds.news.example/monde', language: 'fr', type: 'application/rss+xml' }],
      ),
    },
    {
      requiredKeys: ['title', 'description', 'updated', 'authors', 'hubUrls', 'items', 'when', 'alternates'],
    },
  )
  .map(({ when, ...fields }) =>
    plainDocument({
      ...fields,
      tombstones: when.map((when, index) => ({
        id: `tag:news.example,2024:gone/${index}`,
        when,
        comment: 'Withdrawn',
      })),
      items: fields.items.map((one, index): Item => ({ ...one, id: `tag:news.example,2024:world/${index}` })),
    }),
  )

function told(document: FeedDocument): string[] {
  return formats.flatMap((format) =>
    lintDocument(format.write(document), {
      selfUrl: document.selfUrl,
      now: instant('2026-11-22T00:00:00Z'),
      isOwnOutput: true,
    }).map(({ code, got, line, column }) => `${format.name}:${line}:${column} ${code} ${got ?? ''}`),
  )
}

describe('the publisher’s own output', () => {
  it('has no error and no warning when everything is said', () => {
    expect(told(fullDocument())).toEqual([])
  })

  it('has no error and no warning whatever the words are', () => {
    fc.assert(
      fc.property(honestDocument, (document) => {
        expect(told(document)).toEqual([])
      }),
      { seed: 20240202, numRuns: 200 },
    )
  })
})
