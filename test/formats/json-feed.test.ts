import { describe, expect, it } from 'vitest'
import { jsonFeed } from '../../src/formats/json-feed.ts'
import { fullDocument, plainDocument, plainItem } from '../support/documents.ts'

describe('JSON Feed 1.1', () => {
  it('is written as it always was: changed bytes reach every reader', async () => {
    // Not `.json`, which the formatter would lay out in its own way.
    await expect(jsonFeed.write(fullDocument())).toMatchFileSnapshot('golden/feed.json.txt')
  })

  it('loses what it cannot say, and nothing else', () => {
    const { rights, ttl, ...full } = fullDocument()
    const [first, second] = full.items
    expect([rights, ttl]).toEqual(['© 2024 News & Co.', 15])
    expect(jsonFeed.project(fullDocument())).toStrictEqual({
      ...full,
      id: full.selfUrl,
      authors: [{ name: 'World desk', url: 'https://news.example/desk/world/' }],
      image: { url: 'https://news.example/logo.png' },
      alternates: [],
      archive: { kind: 'subscription', previous: 'https://feeds.news.example/world/archive/1' },
      tombstones: [],
      items: [
        {
          ...first,
          authors: [{ name: 'Jane Doe', url: 'https://news.example/people/jane/' }],
          categories: [{ term: 'Middle East' }, { term: 'rivers' }],
          image: {
            url: 'https://news.example/media/river.jpg',
            alt: 'A river in a wide bed of stones',
            caption: 'The river on Friday',
            credit: 'John Roe',
          },
        },
        {
          ...second,
          authors: [{ name: 'Jane Doe' }, { name: 'Ali Ben' }],
          image: { url: 'https://news.example/media/second.png', alt: 'A map' },
        },
      ],
    })
  })

  it.each([
    ['its HTML', { contentHtml: '<p>a</p>', summary: 'b' }, { content_html: '<p>a</p>', summary: 'b' }],
    ['its summary', { summary: 'b' }, { content_text: 'b', summary: 'b' }],
    ['its title', {}, { content_text: 'River levels < 2 m & falling' }],
  ])('has content in every item: %s', (_, fields, expected) => {
    const { items } = JSON.parse(jsonFeed.write(plainDocument({ items: [plainItem(fields)] })))
    expect(items[0]).toMatchObject(expected)
    expect('content_html' in items[0]).toBe('content_html' in expected)
    expect('content_text' in items[0]).toBe('content_text' in expected)
  })

  it('is as new as its newest item', () => {
    const document = fullDocument()
    expect(jsonFeed.project({ ...document, items: document.items.toReversed() }).updated).toBe(
      '2024-02-03T06:00:00Z',
    )
  })

  it('reads what other publishers write, also version 1.0 and numbers for ids', () => {
    const read = jsonFeed.read(
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1',
        title: 'T',
        author: { name: 'Jane' },
        items: [{ id: 7, content_text: 'x', date_published: '2024-02-02T21:30:00-05:00', tags: ['a', 1] }],
      }),
    )
    expect(read.authors).toEqual([{ name: 'Jane' }])
    expect(read.items[0]).toMatchObject({
      id: '7',
      published: '2024-02-03T02:30:00Z',
      updated: '2024-02-03T02:30:00Z',
      categories: [{ term: 'a' }, { term: '1' }],
    })
  })

  it.each([
    ['{"a": ]}', 'the document is not JSON: '],
    ['{"version":"1","items":[]}', '"version" is "1", expected "https://jsonfeed.org/version/1.1"'],
    ['{"version":"https://jsonfeed.org/version/1.1"}', 'no "items"'],
    ['{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"a"}]}', 'items[0] has neither'],
    [
      '{"version":"https://jsonfeed.org/version/1.1","items":[{"date_published":"2024-02-02T21:30:00Z"}]}',
      'items[0] has no "id"',
    ],
    [
      '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"a","date_published":"today"}]}',
      'items[0].date_published is "today"',
    ],
  ])('says of %s that %s', (text, message) => {
    expect(() => jsonFeed.read(text)).toThrow(message)
  })
})
