import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkFeed } from '../../src/gate/check.ts'
import { lintDocument, lintProfiles } from '../../src/gate/lint/index.ts'

const FEEDS = fileURLToPath(new URL('../feeds/', import.meta.url))
const profiles = lintProfiles.map(({ name }) => name)
const encode = (text: string) => new TextEncoder().encode(text)
const codesOf = (text: string) => lintDocument(text, { profiles }).map(({ code }) => code)

/** Every good feed of the collection, in all its dialects. */
const goodFeeds = readdirSync(FEEDS).flatMap((code) =>
  readdirSync(`${FEEDS}${code}`)
    .filter((name) => name.startsWith('good-1'))
    .map((name) => readFileSync(`${FEEDS}${code}/${name}`)),
)

/** A report is readable: placed, and free of what moves a terminal's cursor. */
function expectReadable(bytes: Uint8Array): void {
  for (const finding of checkFeed(bytes, { profiles }).findings) {
    expect(finding.line).toBeGreaterThanOrEqual(1)
    expect(finding.column).toBeGreaterThanOrEqual(1)
    const words = [finding.message, finding.got, finding.item, finding.expected].join('')
    expect(words).not.toMatch(/[\p{Cc}\u202a-\u202e]/u)
    expect(words.length).toBeLessThan(900)
  }
}

describe('the linter', () => {
  it('takes any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => expectReadable(bytes)),
      { seed: 1, numRuns: 500 },
    )
  })

  it('takes any text that starts like a feed', () => {
    const start = fc.constantFrom(
      '<rss version="2.0"><channel>',
      '<feed xmlns="http://www.w3.org/2005/Atom">',
      '{"version":',
      '<opml>',
      '<!DOCTYPE',
    )
    fc.assert(
      fc.property(start, fc.string({ unit: 'binary', maxLength: 80 }), (head, tail) =>
        expectReadable(encode(head + tail)),
      ),
      { seed: 2, numRuns: 150 },
    )
  })

  it('takes feeds cut off anywhere', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...goodFeeds),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (bytes, part) => {
          expectReadable(bytes.subarray(0, Math.floor(bytes.length * part)))
        },
      ),
      { seed: 3, numRuns: 300 },
    )
  })

  it('takes feeds with pieces changed, doubled or swapped', () => {
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat(40),
      put: fc.oneof(
        fc.constantFrom(
          '<',
          '>',
          '"',
          '&',
          ']]>',
          '</item>',
          '<item>',
          '{',
          ']',
          ',',
          '\0',
          ' xmlns="x"',
          '<title>',
        ),
        fc.string({ maxLength: 4 }),
      ),
    })
    fc.assert(
      fc.property(
        fc.constantFrom(...goodFeeds),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        (bytes, changes) => {
          let text = new TextDecoder().decode(bytes)
          for (const { at, length, put } of changes) {
            const place = Math.floor(text.length * at)
            text = text.slice(0, place) + put + text.slice(place + length)
          }
          expectReadable(encode(text))
        },
      ),
      { seed: 4, numRuns: 500 },
    )
  })

  it('expands no entity', () => {
    const levels = Array.from({ length: 20 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join(
      '',
    )
    const bomb = `<!DOCTYPE rss [<!ENTITY e0 "ha"><!ENTITY file SYSTEM "file:///etc/passwd">${levels}]><rss version="2.0"><channel><title>&e20;</title><description>&file;</description></channel></rss>`
    expect(codesOf(bomb)).toEqual(['xml-doctype', 'xml-entity-undefined'])
  })

  it('stops at nesting without end', () => {
    expect(codesOf(`<rss version="2.0">${'<a>'.repeat(100_000)}`)).toEqual(['document-too-complex'])
    expect(codesOf('['.repeat(100_000))).toEqual(['document-too-complex'])
    expect(codesOf(`{"items":${'{"a":'.repeat(100_000)}`)).toEqual(['document-too-complex'])
  })

  it('names fifty places of one mistake and says that there are more', () => {
    const feed = `<rss version="2.0"><channel><title>t</title><link>https://example.org/</link><description>d</description>${'<item><title>x</title></item>'.repeat(5000)}</channel></rss>`
    const findings = lintDocument(feed).filter(({ code }) => code === 'item-id-missing')
    expect(findings).toHaveLength(50)
    expect(findings.at(-1)?.message).toContain('more are not listed')
  })

  /*
   * Each of these, repeated to a hundred kilobytes, takes some milliseconds in linear time and would run into the
   * test's time limit in quadratic time.
   */
  const HTML = [
    '<div>',
    '<b>',
    '<p><b>',
    '</p>',
    '<a href="',
    '<!--',
    '<!',
    '&amp;',
    '&',
    '<a ',
    '<script>',
    '<a a a a ',
    '<title>',
    '"<a x="',
    "<a b='c' ",
    '<img srcset="a,',
    '&lt;/p>',
    '<x/',
  ]
  const TEXT = [
    'a',
    ' ',
    '(',
    'a@',
    'a.',
    'a-',
    '%',
    '\n',
    '\t',
    '&#38;',
    'tag:',
    '0',
    'a b ',
    '\u0301',
    ',',
    ';',
    '-en',
  ]
  const frame = (inside: string) =>
    `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>${inside}</channel></rss>`
  const fill = (unit: string) =>
    unit
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('"', '&quot;')
      .repeat(Math.ceil(100_000 / unit.length))

  it.each(HTML)('reads HTML made of %j in linear time', (unit) => {
    const wide = fill(unit)
    expect(() =>
      lintDocument(frame(`<item><title>${wide}</title><description>${wide}</description></item>`), {
        profiles,
      }),
    ).not.toThrow()
    expect(() =>
      lintDocument(JSON.stringify({ items: [{ content_html: unit.repeat(20_000) }] }), { profiles }),
    ).not.toThrow()
  })

  it.each(TEXT)('reads values made of %j in linear time', (unit) => {
    const wide = fill(unit)
    const feed = frame(
      `<title>${wide}</title><language>${wide}</language><atom:link rel="self" type="${wide}" href="${wide}" hreflang="${wide}"/>
      <managingEditor>x${wide}(y</managingEditor><item><guid>tag:${wide}</guid><author>x ${wide}y</author><pubDate>Mon, ${wide}</pubDate><link>https://${wide}</link>
      <category domain="${wide}"/><enclosure url="${wide}" type="a/${wide}" length="${wide}"/><media:credit role="${wide}"/><dc:date>2024${wide}</dc:date>
      <description>&lt;a style="${wide}" width="1${wide}" src="${wide}"&gt;&lt;iframe src="https://${wide}"&gt;</description></item>`,
    )
    expect(() => lintDocument(feed, { profiles })).not.toThrow()
  })

  it('reads many attributes, elements, keys and items in linear time', () => {
    const attributes = Array.from({ length: 10_000 }, (_, n) => `a${n}="x"`).join(' ')
    expect(codesOf(frame(`<item ${attributes}><title>x</title></item>`))).toContain('item-id-missing')
    expect(codesOf(frame('<item/>'.repeat(20_000)))).toContain('item-empty')
    expect(
      codesOf(
        frame(`<item><description>&lt;a ${attributes.replaceAll('"', '&quot;')}&gt;</description></item>`),
      ),
    ).toContain('item-id-missing')
    expect(codesOf(frame('<atom:link/>'.repeat(20_000)))).toContain('link-href-missing')
    expect(codesOf(`{"items":[${'{},'.repeat(20_000)}{}]}`)).toContain('json-item-id-invalid')
    expect(codesOf(`{"items":[],${Array.from({ length: 20_000 }, (_, n) => `"k${n}":1`).join()}}`)).toContain(
      'json-key-unknown',
    )
  })
})
