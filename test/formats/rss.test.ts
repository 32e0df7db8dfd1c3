import { describe, expect, it } from 'vitest'
import { rss } from '../../src/formats/rss.ts'
import { fullDocument, instant, plainDocument, plainItem } from '../support/documents.ts'

describe('RSS 2.0', () => {
  it('is written as it always was: changed bytes reach every reader', async () => {
    await expect(rss.write(fullDocument())).toMatchFileSnapshot('golden/rss.xml')
  })

  it('loses what it cannot say, and nothing else', () => {
    const full = fullDocument()
    const [first, second] = full.items
    expect(rss.project(full)).toStrictEqual({
      ...without(full, 'iconUrl'),
      id: full.selfUrl,
      authors: [{ name: 'World desk', email: 'world@news.example' }],
      tombstones: [],
      items: [
        {
          ...first,
          authors: [{ name: 'Jane Doe', email: 'jane@news.example' }],
          categories: [{ term: 'Middle East', scheme: 'https://news.example/tags/' }, { term: 'rivers' }],
          image: without(first?.image ?? {}, 'title'),
          enclosures: first?.enclosures.map((file, index) => (index === 0 ? without(file, 'title') : file)),
        },
        {
          ...second,
          authors: [{ name: 'Jane Doe' }, { name: 'Ali Ben' }],
        },
      ],
    })
  })

  it.each([
    ['https://news.example/a', 'https://news.example/a', 'true'],
    ['HTTP://news.example/a', 'HTTP://news.example/a', 'true'],
    ['https://news.example/a', 'https://news.example/a?x', 'false'],
    ['https://news.example/A', 'https://news.example/a', 'false'],
    ['urn:uuid:1', 'urn:uuid:1', 'false'],
    ['tag:news.example,2024:a', 'https://news.example/a', 'false'],
  ])('guid %s of %s has isPermaLink="%s"', (id, url, permanent) => {
    const text = rss.write(plainDocument({ items: [plainItem({ id, url })] }))
    expect(text).toContain(`<guid isPermaLink="${permanent}">${id}</guid>`)
  })

  it.each([
    [[{ name: 'Jane', email: 'jane@news.example' }], '<author>jane@news.example (Jane)</author>'],
    [[{ name: 'Jane (NYC)', email: 'j@x.org' }], '<author>j@x.org (Jane (NYC))</author>'],
    [[{ name: 'Jane' }], '<dc:creator>Jane</dc:creator>'],
    [[{ name: 'Jane', email: 'not an address' }], '<dc:creator>Jane</dc:creator>'],
    [[{ name: 'Jane', email: 'j@x.org' }, { name: 'Ali' }], '<dc:creator>Jane</dc:creator>'],
  ])('%j is stated as %s, never by both elements', (authors, element) => {
    const text = rss.write(plainDocument({ items: [plainItem({ authors })] }))
    expect(text).toContain(element)
    expect(text.includes('<author>') && text.includes('<dc:creator>')).toBe(false)
  })

  it.each([
    [
      'http://cloud.example:5337/pleaseNotify',
      '<cloud domain="cloud.example" port="5337" path="/pleaseNotify" registerProcedure="" protocol="http-post"/>',
    ],
    [
      'https://cloud.example/?rsscloud=notify&x=1#y',
      '<cloud domain="cloud.example" port="443" path="/?rsscloud=notify&#x26;x=1" registerProcedure="" protocol="https-post"/>',
    ],
  ])('names the rssCloud server %s', (cloudUrl, element) => {
    const document = plainDocument({ cloudUrl })
    const text = rss.write(document)
    expect(text).toContain(element)
    expect(rss.read(text)).toStrictEqual(rss.project(document))
  })

  it('describes an item whose text has no words by its title', () => {
    const pictured = plainItem({ title: 'A seal', contentHtml: '<p><img src="https://a.example/b.png"></p>' })
    expect(rss.write(plainDocument({ items: [pictured] }))).toContain(
      '<description><![CDATA[A seal]]></description>',
    )
  })

  it('states a summary as HTML, because readers take it for that, and a title as text', () => {
    const text = rss.write(plainDocument({ items: [plainItem({ title: 'a < b', summary: 'a < b & c' })] }))
    expect(text).toContain('<title>a &#x3C; b</title>')
    expect(text).toContain('<description><![CDATA[a &lt; b &amp; c]]></description>')
  })

  it.each([
    [{ width: 144, height: 400 }, true],
    [{ width: 145, height: 400 }, false],
    [{ width: 144, height: 401 }, false],
    [{ width: 144 }, false],
  ])('states an image of %j with its size: %s', (size, stated) => {
    const image = { url: 'https://news.example/logo.png', ...size }
    expect('width' in (rss.project(plainDocument({ image })).image ?? {})).toBe(stated)
  })

  it('keeps the lead image and an enclosure of the same address apart', () => {
    const same = { url: 'https://news.example/a.jpg', type: 'image/jpeg' }
    const item = plainItem({
      image: { ...same, width: 10, height: 20 },
      enclosures: [
        { url: 'https://news.example/b.mp3', type: 'audio/mpeg', length: 1 },
        { ...same, length: 2 },
      ],
    })
    const [read] = rss.read(rss.write(plainDocument({ items: [item] }))).items
    expect(read).toStrictEqual(item)
  })

  it('reads what other publishers write', () => {
    const read = rss.read(`<rss version="2.0" xmlns:d="http://purl.org/dc/elements/1.1/"><channel>
      <title>T</title><link>https://x.example/</link><description>D</description>
      <item><guid>1</guid><pubDate>Fri, 02 Feb 2024 21:30:00 -0500</pubDate><author>somebody</author>
      <d:creator>Jane</d:creator><description>a &amp;amp; b</description>
      <enclosure url="https://x.example/a.mp3"/></item></channel></rss>`)
    expect(read.updated).toBe('2024-02-03T02:30:00Z')
    expect(read.items).toStrictEqual([
      {
        id: '1',
        url: '',
        title: '',
        published: instant('2024-02-03T02:30:00Z'),
        updated: instant('2024-02-03T02:30:00Z'),
        summary: 'a & b',
        authors: [{ name: 'somebody' }, { name: 'Jane' }],
        categories: [],
        enclosures: [{ url: 'https://x.example/a.mp3', type: '' }],
      },
    ])
  })

  it.each([
    ['<rss><channel><item><title>a</title></item></channel></rss>', 'item 1 has no <guid>', 15],
    ['<rss><channel><item><guid>a</guid></item></channel></rss>', 'item 1 has no <pubDate>', 15],
    ['<rss><channel></channel></rss>', 'neither a <lastBuildDate> nor an item', 6],
    ['<rss></rss>', 'no <channel>', 1],
    ['<feed/>', 'the root element is <feed>, expected <rss>', 1],
  ])('says of %s that %s', (text, message, column) => {
    expect(() => rss.read(text)).toThrow(message)
    expect(() => rss.read(text)).toThrow(expect.objectContaining({ line: 1, column }))
  })
})

function without<T extends object, K extends string>(value: T, key: K): Omit<T, K> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)) as Omit<T, K>
}
