import { describe, expect, it } from 'vitest'
import { checkFeed } from '../../src/gate/check.ts'

const RSS = (encoding: string, title = 'Grüße') =>
  `<?xml version="1.0" encoding="${encoding}"?><rss version="2.0"><channel><title>${title}</title><item/><item/></channel></rss>`
const utf8 = (text: string) => new TextEncoder().encode(text)
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
const utf16 = (text: string, littleEndian: boolean, mark = '\ufeff') =>
  Uint8Array.from(
    `${mark}${text}`.split('').flatMap((character) => {
      const pair = [character.charCodeAt(0) >> 8, character.charCodeAt(0) & 0xff]
      return littleEndian ? pair.reverse() : pair
    }),
  )
const codes = (bytes: Uint8Array, contentType?: string) =>
  checkFeed(bytes, contentType === undefined ? {} : { contentType })
    .findings.map(({ code }) => code)
    .filter((code) => code.startsWith('encoding'))

describe('checkFeed', () => {
  it.each([
    ['RSS 2.0', '<rss version="2.0"/>'],
    ['RSS 0.91', '<rss version="0.91"/>'],
    [
      'RSS 1.0',
      '<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel/></rdf:RDF>',
    ],
    [
      'RSS 0.90',
      '<rdf:RDF xmlns="http://my.netscape.com/rdf/simple/0.9/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel/></rdf:RDF>',
    ],
    ['Atom 1.0', '<a:feed xmlns:a="http://www.w3.org/2005/Atom"/>'],
    ['Atom 0.3', '<feed xmlns="http://purl.org/atom/ns#"/>'],
    ['JSON Feed 1', '{"version":"https://jsonfeed.org/version/1"}'],
    ['JSON Feed 1.1', '{"version":"https://jsonfeed.org/version/1.1"}'],
    ['OPML 2.0', '<opml version="2.0"/>'],
    ['HTML page', '\n<!doctype HTML><title>x</title>'],
    ['HTML page', '<html xmlns="http://www.w3.org/1999/xhtml"/>'],
    ['not a feed', '<feed/>'],
    ['not a feed', '[1]'],
    ['not a feed', 'hello'],
    ['not a feed', ''],
  ])('recognizes %s', (dialect, text) => {
    expect(checkFeed(utf8(text)).dialect).toBe(dialect)
  })

  it('counts items and outlines, and gives the title', () => {
    expect(checkFeed(utf8(RSS('utf-8')))).toMatchObject({
      title: 'Grüße',
      items: 2,
      byteLength: utf8(RSS('utf-8')).length,
    })
    const opml =
      '<opml version="2.0"><head><title>List</title></head><body><outline text="a"><outline text="b"/></outline></body></opml>'
    expect(checkFeed(utf8(opml))).toMatchObject({ title: 'List', items: 2 })
  })

  it.each([
    ['UTF-8', utf8(RSS('utf-8')), undefined, []],
    ['UTF-8 with a byte order mark', utf8(`\ufeff${RSS('UTF-8')}`), undefined, []],
    ['ISO 8859-1', latin1(RSS('ISO-8859-1')), undefined, ['encoding-not-utf-8']],
    ['UTF-16, little-endian', utf16(RSS('utf-16'), true), undefined, ['encoding-not-utf-8']],
    ['UTF-16, big-endian', utf16(RSS('utf-16'), false), undefined, ['encoding-not-utf-8']],
    ['UTF-16 without a mark', utf16(RSS('utf-16'), false, ''), undefined, ['encoding-not-utf-8']],
    [
      'what the server says',
      latin1(RSS('utf-8')),
      'text/xml; charset="iso-8859-1"',
      ['encoding-mismatch', 'encoding-not-utf-8'],
    ],
    ['an encoding no one knows, as UTF-8', utf8(RSS('martian')), undefined, ['encoding-declaration-false']],
  ])('reads %s', (_name, bytes, contentType, expected) => {
    expect(checkFeed(bytes, contentType === undefined ? {} : { contentType }).title).toBe('Grüße')
    expect(codes(bytes, contentType).sort()).toEqual(expected)
  })

  it.each(['mac-cyrillic', 'x-mac-cyrillic', 'MacCyrillic'])(
    'reads Cyrillic of old Macs, called %s',
    (label) => {
      const bytes = latin1(RSS(label, '\x90\xe5\xea\xe0'))
      expect(checkFeed(bytes).title).toBe('Река')
      expect(codes(bytes)).toEqual(['encoding-not-utf-8'])
    },
  )

  it('finds the first byte that is no UTF-8', () => {
    const [finding] = checkFeed(
      latin1(`<rss version="2.0">\n<channel><title>Grüße</title></channel></rss>`),
    ).findings.filter(({ code }) => code === 'encoding-invalid')
    expect(finding).toMatchObject({ severity: 'error', line: 2, column: 19 })
  })

  it('names file, line, column, item, value and way out', () => {
    const text =
      '<rss version="2.0">\r\n<channel>\r\n<item><guid>a\u202eb</guid>\r\n  <enclosure\r\n  type="image/png" length="4 MB" url="https://example.org/"/></item></channel></rss>'
    expect(checkFeed(utf8(text), { path: 'feed.xml' }).findings).toContainEqual({
      code: 'enclosure-length-invalid',
      severity: 'error',
      message: 'length of <enclosure> is not valid',
      file: 'feed.xml',
      line: 5,
      column: 20,
      item: 'a b',
      got: '4 MB',
      expected: 'bytes, in digits',
      fix: 'Write the size in bytes, in digits; 0 if you do not know it.',
    })
    const json = checkFeed(utf8('{"version": "https://jsonfeed.org/version/1.1",\n "title": 5}')).findings
    expect(json).toContainEqual(
      expect.objectContaining({ code: 'json-type-wrong', line: 2, column: 11, got: 'number' }),
    )
  })

  it('finds a tag inside a CDATA section at its own place', () => {
    const text =
      '<rss version="2.0"><channel><item><description><![CDATA[one\n <script>x</script>]]></description></item></channel></rss>'
    expect(checkFeed(utf8(text)).findings).toContainEqual(
      expect.objectContaining({ code: 'html-unsafe-element', line: 2, column: 2 }),
    )
  })

  it('gives findings in the order of lines', () => {
    const lines = checkFeed(
      utf8('<rss version="2.0">\n<channel>\n<ttl>x</ttl>\n<item/>\n<link>x</link></channel></rss>'),
    ).findings.map(({ line }) => line)
    expect(lines).toEqual([...lines].sort((a, b) => (a ?? 0) - (b ?? 0)))
  })
})
