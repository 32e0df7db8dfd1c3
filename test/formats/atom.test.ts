import { describe, expect, it } from 'vitest'
import { atom } from '../../src/formats/atom.ts'
import { fullDocument, plainDocument, plainItem } from '../support/documents.ts'

const jane = { name: 'Jane' }

describe('Atom 1.0', () => {
  it('is written as it always was: changed bytes reach every reader', async () => {
    await expect(atom.write(fullDocument())).toMatchFileSnapshot('golden/atom.xml')
  })

  it('loses what it cannot say, and nothing else', () => {
    const { ttl, ...full } = fullDocument()
    const [first, second] = full.items
    const { title, ...image } = first?.image ?? {}
    expect([ttl, title]).toEqual([15, 'The river'])
    expect(atom.project(fullDocument())).toStrictEqual({
      ...full,
      image: { url: 'https://news.example/logo.png' },
      items: [{ ...first, image }, second],
    })
  })

  it.each([
    ['the feed names one', [jane], [], [jane]],
    ['each entry names one', [], [jane], []],
    ['no one is named', [], [], [{ name: 'World' }]],
  ])('has an author for every entry where %s (RFC 4287, 4.1.1)', (_, feedAuthors, authors, expected) => {
    const document = plainDocument({ authors: feedAuthors, items: [plainItem({ authors })] })
    expect(atom.project(document).authors).toEqual(expected)
  })

  it('declares the namespace of tombstones only where there is one', () => {
    const namespace = 'http://purl.org/atompub/tombstones/1.0'
    expect(atom.write(plainDocument())).not.toContain(namespace)
    expect(atom.write(fullDocument())).toContain(namespace)
  })

  it('names no author for a feed without entries', () => {
    expect(atom.project(plainDocument()).authors).toEqual([])
  })

  it('states titles and summaries as plain text, escaped once, and content as HTML', () => {
    const item = plainItem({ title: 'a < b', summary: 'c & d', contentHtml: '<p>e &amp; f</p>' })
    const text = atom.write(plainDocument({ items: [item] }))
    expect(text).toContain('<title>a &#x3C; b</title>')
    expect(text).toContain('<summary>c &#x26; d</summary>')
    expect(text).toContain('<content type="html"><![CDATA[<p>e &amp; f</p>]]></content>')
  })

  it('states ids as they are', () => {
    const item = plainItem({ id: 'HTTPS://Example.org' })
    expect(atom.write(plainDocument({ items: [item] }))).toContain('<id>HTTPS://Example.org</id>')
  })

  it('states a language where there is one', () => {
    const items = [plainItem({ language: 'fr' }), plainItem(), plainItem({ language: 'de' })]
    const text = atom.write(plainDocument({ items }))
    expect(text.match(/<entry[^>]*>/g)).toEqual(['<entry xml:lang="fr">', '<entry>', '<entry xml:lang="de">'])
    expect(text).toMatch(/<feed [^>]*xml:lang="en-GB">/)
    expect(atom.write(plainDocument({ language: '' }))).not.toContain('xml:lang')
  })

  it('reads what other publishers write', () => {
    const read =
      atom.read(`<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:id>urn:f</a:id><a:title>T</a:title>
      <a:updated>2024-02-02T21:30:00.5-05:00</a:updated>
      <a:entry><a:id>urn:e</a:id><a:title>E</a:title><a:link href="https://x.example/e"/>
      <a:updated>2024-02-02T21:30:00Z</a:updated></a:entry></a:feed>`)
    expect(read.updated).toBe('2024-02-03T02:30:00Z')
    expect(read.items[0]).toMatchObject({
      id: 'urn:e',
      url: 'https://x.example/e',
      published: '2024-02-02T21:30:00Z',
    })
  })

  const open = '<feed xmlns="http://www.w3.org/2005/Atom"><id>a</id>'
  it.each([
    ['<feed/>', 'expected <feed> in the namespace http://www.w3.org/2005/Atom'],
    [`${open}</feed>`, 'the feed has no <title>'],
    [`${open}<title/></feed>`, 'the feed has no <updated>'],
    [`${open}<title/><updated>yesterday</updated></feed>`, 'no <updated> that is an RFC 3339 date-time'],
    [`${open}<title/><updated>2024-02-02T21:30:00Z</updated><entry/></feed>`, 'entry 1 has no <updated>'],
    [
      `${open}<title/><updated>2024-02-02T21:30:00Z</updated><d:deleted-entry xmlns:d="http://purl.org/atompub/tombstones/1.0"/></feed>`,
      '<deleted-entry> has no "ref"',
    ],
  ])('says of %s that %s', (text, message) => {
    expect(() => atom.read(text)).toThrow(message)
  })
})
