import { describe, expect, it } from 'vitest'
import { feedAddress } from '../../src/config/feed-path.ts'
import { type FeedFormat, FormatError } from '../../src/formats/format.ts'
import { fullDocument, plainDocument, plainItem } from '../support/documents.ts'

/** What every format promises, beside the laws of `laws/round-trip.test.ts`. */
export function formatContract(format: FeedFormat): void {
  describe(`${format.label} as a format`, () => {
    it.each([
      ['says everything', fullDocument()],
      ['says nothing that is optional', plainDocument()],
      [
        'has items that say nothing optional',
        plainDocument({ items: [plainItem(), plainItem({ id: 'urn:x:2' })] }),
      ],
    ])('reads a feed back that %s', (_, document) => {
      expect(format.read(format.write(document))).toStrictEqual(format.project(document))
    })

    it('keeps id, address, title, dates and content of an item', () => {
      const [item] = format.project(fullDocument()).items
      const { id, url, title, published, updated, summary, contentHtml } = fullDocument().items[0] ?? {}
      expect(item).toMatchObject({ id, url, title, published, updated, summary, contentHtml })
    })

    it('keeps the order of items, even if two have the same id', () => {
      const items = ['b', 'a', 'b'].map((id, index) => plainItem({ id, title: `${index}` }))
      const read = format.read(format.write(plainDocument({ items })))
      expect(read.items.map(({ id, title }) => [id, title])).toEqual([
        ['b', '0'],
        ['a', '1'],
        ['b', '2'],
      ])
    })

    it('keeps a picture and a file of which little is known, and the words about a picture', () => {
      const image = { url: 'https://news.example/p', alt: 'A quay', caption: 'At dawn', credit: 'A. Ray' }
      const file = { url: 'https://news.example/t.mp3', type: 'audio/mpeg' }
      const item = plainItem({ image, enclosures: [file] })
      const document = plainDocument({ items: [item] })
      expect(format.read(format.write(document)).items).toStrictEqual([item])
      const zero = plainItem({ image, enclosures: [{ ...file, length: 0 }] })
      expect(format.write(plainDocument({ items: [zero] }))).toBe(format.write(document))
    })

    it('has a file name that may be an address', () => {
      expect(feedAddress(format.fileName)).toEqual({ address: `/${format.fileName}` })
    })

    it('writes tombstones exactly if it claims to', () => {
      expect(format.project(fullDocument()).tombstones.length > 0).toBe(format.saysTombstones)
    })

    it('writes no times but those of the document', () => {
      expect(format.write(fullDocument())).not.toContain(String(new Date().getUTCFullYear()))
    })

    it.each([
      ['nothing', ''],
      ['white space', ' \n'],
      ['words', 'not a feed'],
      ['another XML document', '<?xml version="1.0"?><html><body/></html>'],
      ['another JSON document', '{"version": 1}'],
      ['a JSON list', '[]'],
      ['a DOCTYPE', '<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel><title>&a;</title></channel></rss>'],
    ])('refuses %s with a FormatError', (_, text) => {
      expect(() => format.read(text)).toThrow(FormatError)
    })

    it('refuses a document truncated at any point', () => {
      const text = format.write(fullDocument()).trimEnd()
      for (let length = 0; length < text.length; length += 41) {
        expect(() => format.read(text.slice(0, length)), `cut at ${length}`).toThrow(FormatError)
      }
    })
  })
}
