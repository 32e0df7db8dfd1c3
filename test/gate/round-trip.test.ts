import { describe, expect, it } from 'vitest'
import type { FeedDocument } from '../../src/feed/document.ts'
import type { FeedFormat } from '../../src/formats/format.ts'
import { checkRoundTrip } from '../../src/gate/round-trip.ts'
import { fullDocument, instant, plainDocument, plainItem } from '../support/documents.ts'
import { formats } from '../support/formats.ts'

const RIVER = 'tag:news.example,2024:world/river'
const SECOND = 'https://news.example/world/second/'
const encoder = new TextEncoder()

describe.each(formats.map((format) => [format.label, format] as const))('the gate, for %s', (_, format) => {
  it('lets pass what says what was meant', () => {
    expect(check(format, (text) => text)).toEqual([])
  })

  it('notices another id: one item missing, one too much', () => {
    const findings = check(format, (text) => text.replace(RIVER, `${RIVER}s`))
    expect(findings).toEqual([
      expect.objectContaining({
        code: 'feed-not-as-meant',
        item: RIVER,
        feed: 'world',
        file: format.fileName,
      }),
      expect.objectContaining({ code: 'feed-not-as-meant', item: `${RIVER}s` }),
    ])
  })

  it('notices an item that is not there', () => {
    const { items, ...rest } = fullDocument()
    const bytes = encoder.encode(format.write({ ...rest, items: items.slice(0, 1) }))
    expect(named(checkRoundTrip(format, fullDocument(), bytes, 'world'), 'item')).toContain(SECOND)
  })

  it('notices items in another order', () => {
    const document = fullDocument()
    const bytes = encoder.encode(format.write({ ...document, items: document.items.toReversed() }))
    const [finding, ...others] = checkRoundTrip(format, document, bytes, 'world')
    expect(finding?.message).toContain('"items"')
    expect(others).toEqual([])
  })

  it('notices a single letter in any text, and shows it', () => {
    const [finding, ...others] = check(format, (text) => text.replace('Ende.', 'Enda.'))
    expect(finding).toMatchObject({
      code: 'feed-not-as-meant',
      severity: 'error',
      message: '"contentHtml" was read back with another value than intended',
      item: RIVER,
      feed: 'world',
      file: format.fileName,
    })
    expect(finding?.expected).toMatch(/^"….*Ende\.<\/p>"$/)
    expect(finding?.got).toMatch(/^"….*Enda\.<\/p>"$/)
    expect(others).toEqual([])
  })

  it('notices dates that changed places', () => {
    const dates = { published: instant('2024-01-16T09:05:07Z'), updated: instant('2024-01-17T09:05:07Z') }
    const meant = plainDocument({ items: [plainItem(dates)] })
    const swapped = plainItem({ published: dates.updated, updated: dates.published })
    const bytes = encoder.encode(format.write(plainDocument({ items: [swapped], updated: meant.updated })))
    expect(checkRoundTrip(format, meant, bytes, 'world').map(({ message }) => message)).toEqual(
      expect.arrayContaining([expect.stringContaining('"published"'), expect.stringContaining('"updated"')]),
    )
  })

  it('notices a field of the feed', () => {
    const [finding] = check(format, (text) => text.replaceAll('News of the world', 'News of the World'))
    expect(finding).toMatchObject({ expected: '"News of the world"', got: '"News of the World"' })
    expect(finding).not.toHaveProperty('item')
  })

  it('notices bytes that are not UTF-8', () => {
    const bytes = encoder.encode(format.write(fullDocument()))
    bytes[bytes.length - 20] = 0xff
    expect(checkRoundTrip(format, fullDocument(), bytes, 'world')).toMatchObject([{ code: 'feed-not-utf8' }])
  })

  it.each([
    ['a byte order mark', (text: string) => `\ufeff${text}`],
    ['a control character', (text: string) => text.replace('Ende.', 'En\u0001de.')],
    ['its second half cut off', (text: string) => text.slice(0, text.length / 2)],
    ['nothing', () => ''],
  ])('notices %s, and does not throw', (_case, tamper) => {
    const findings = check(format, tamper)
    expect(findings).toHaveLength(1)
    expect(findings[0]?.code).toMatch(/^feed-(ill-formed|unreadable)$/)
  })

  it('does not throw whatever the reader throws', () => {
    const broken: FeedFormat = {
      ...format,
      read: (): FeedDocument => {
        throw new TypeError('undefined is not a function')
      },
    }
    expect(check(broken, (text) => text)).toMatchObject([
      { code: 'feed-unreadable', message: expect.stringContaining('undefined is not a function') },
    ])
  })
})

describe('the gate, for XML', () => {
  const xml = formats.filter(({ mediaType }) => mediaType.endsWith('+xml'))
  it.each([
    ['a prefix no one binds', (text: string) => text.replace('xmlns:media=', 'xmlns:medium=')],
    ['markup in a title', (text: string) => text.replace('&#x3C; 2 m', '< 2 m')],
    ['a DOCTYPE', (text: string) => text.replace('?>', '?><!DOCTYPE x>')],
    ['an entity of HTML', (text: string) => text.replace('&#x26; falling', '&nbsp; falling')],
  ])('notices %s', (_, tamper) => {
    for (const format of xml) expect(check(format, tamper)).toMatchObject([{ code: 'feed-ill-formed' }])
  })

  it('notices a namespace that is not quite the right one', () => {
    for (const format of xml) {
      const findings = check(format, (text) => text.replace('yahoo.com/mrss/"', 'yahoo.com/mrss"'))
      expect(findings.map(({ message }) => message).join()).toContain('"image"')
    }
  })
})

function check(format: FeedFormat, tamper: (text: string) => string) {
  const text = format.write(fullDocument())
  const bytes = encoder.encode(tamper(text))
  return checkRoundTrip(format, fullDocument(), bytes, 'world')
}

function named<K extends string>(findings: readonly { readonly [P in K]?: unknown }[], key: K): unknown[] {
  return findings.map((finding) => finding[key])
}
