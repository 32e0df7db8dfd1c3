import { describe, expect, it } from 'vitest'
import { sanitizeHtml } from '../../src/article/html/sanitize.ts'
import { composeDocument, composeItem, composeNotice, updatedOf } from '../../src/feed/compose.ts'
import { documentUrl } from '../../src/feed/document-path.ts'
import { articleEntry, day, feedDefinition } from '../support/newsroom.ts'

const body = { contentHtml: '<p>All</p><p>of it</p>', excerptHtml: '<p>All</p>', summary: 'All' }
const picture = { url: 'https://example.org/a.jpg', type: 'image/jpeg', length: 10 }
const item = (entry = articleEntry('a', 2), changes = {}, more = {}) =>
  composeItem(entry, { ...body, ...more }, feedDefinition(changes), day(20))

describe('composeItem', () => {
  it.each([
    ['full', body.contentHtml],
    ['excerpt', body.excerptHtml],
    ['summary', undefined],
  ] as const)('carries as much as the policy %s says, and always a summary', (content, expected) => {
    expect(item(undefined, { content }).contentHtml).toBe(expected)
    expect(item(undefined, { content }).summary).toBe('All')
  })

  it('leads from an excerpt to the article in its language, where the feed is to and something is left out', () => {
    const link = (language?: string, more = {}) =>
      item(
        articleEntry('a', 2, language === undefined ? {} : { language }),
        { content: 'excerpt', continueReading: true },
        more,
      ).contentHtml
    const { url } = articleEntry('a', 2)
    expect(link()).toBe(`<p>All</p><p><a href="${url}">Continue reading</a></p>`)
    expect(link('de-AT')).toContain(`<p><a href="${url}">Weiterlesen</a></p>`)
    expect(link('ar')).toContain('<p dir="rtl"><a')
    expect(link('zh-Hant-HK')).toContain('>繼續閱讀<')
    expect(link('zu')).toContain('<p lang="en"><a')
    expect(link('en', { excerptHtml: body.contentHtml })).toBe(body.contentHtml)
    for (const content of ['full', 'summary'])
      expect(item(undefined, { content, continueReading: true }).contentHtml ?? '').not.toContain('<a')
  })

  it('tells everybody of an article for an audience, and nothing of its text, files and pictures', () => {
    const paid = {
      audience: 'members',
      tags: ['ports'],
      image: picture,
      enclosures: [{ url: 'https://x.org/talk.mp3', type: 'audio/mpeg', length: 9 }],
    }
    const open = {
      selection: { sections: ['world'], teasers: true },
      leadFigure: true,
      continueReading: true,
    }
    const { url, id, title } = articleEntry('a', 2, paid)
    const told = item(articleEntry('a', 2, paid), open, { firstImage: picture })
    expect(told).toMatchObject({ id, title, url, enclosures: [] })
    expect(told.categories.map(({ term }) => term)).toEqual(['ports', 'members'])
    expect(Object.keys(told)).not.toContain('summary')
    expect(JSON.stringify(told)).not.toMatch(/All|talk|a\.jpg/)
    expect(item(articleEntry('a', 2, paid), open, { teaser: 'Free.' }).summary).toBe('Free.')
    expect(item(articleEntry('a', 2, { ...paid, summary: 'Mine' }), open).summary).toBe('Mine')
    const own = item(articleEntry('a', 2, paid), { selection: { audience: 'members' } })
    expect(own.contentHtml).toBe(body.contentHtml)
  })

  it('prefers the summary the article states', () => {
    expect(item(articleEntry('a', 2, { summary: 'Mine' })).summary).toBe('Mine')
  })

  it('says updated as stated, but neither before published nor in the future', () => {
    expect(item(articleEntry('a', 2, { updated: day(5) })).updated).toBe(day(5))
    expect(item(articleEntry('a', 2, { updated: day(1) })).updated).toBe(day(2))
    expect(item(articleEntry('a', 2, { updated: day(25) })).updated).toBe(day(2))
  })

  it('takes the lead image of the article, else the first of the body, as image and enclosure', () => {
    const own = item(
      articleEntry('a', 2, { image: picture }),
      {},
      { firstImage: { ...picture, url: 'https://x.org/b' } },
    )
    expect(own.image?.url).toBe(picture.url)
    expect(own.enclosures).toEqual([picture])
    expect(item(undefined, {}, { firstImage: picture }).image).toEqual(picture)
  })

  it('makes no enclosure of a picture whose length no one knows, and none twice', () => {
    const { length: _, ...remote } = picture
    expect(item(articleEntry('a', 2, { image: remote })).enclosures).toEqual([])
    const both = articleEntry('a', 2, { image: picture, enclosures: [picture] })
    expect(item(both).enclosures).toEqual([picture])
  })

  describe('where the text shows the lead image', () => {
    const { length, ...words } = {
      ...picture,
      alt: 'A quay & a ship',
      caption: 'At dawn',
      credit: 'A. Ray',
      width: 8,
    }
    const lead = articleEntry('a', 2, { image: { ...words, length } })
    const shown = (html: string) => ({ contentHtml: html, excerptHtml: '<p>All</p>', firstImage: picture })

    it.each([
      ['as it is', `<p><img src="${picture.url}" alt=""></p>`],
      [
        'in two sizes',
        `<p><img src="https://x.org/s" srcset="https://x.org/s 1x, ${picture.url} 2x" alt=""></p>`,
      ],
      [
        'in one size',
        `<picture><source srcset="${picture.url}"><img src="https://x.org/s" alt=""></picture>`,
      ],
    ])('%s, it is no file to fetch', (_name, html) => {
      for (const entry of [articleEntry('a', 2), lead]) {
        const { image, enclosures, contentHtml } = item(entry, { leadFigure: true }, shown(html))
        expect([image?.url, enclosures, contentHtml]).toEqual([picture.url, [], html])
      }
    })

    it.each([
      ['only links to it', `<p><a href="${picture.url}">x</a></p>`],
      ['shows one whose address begins alike', `<p><img src="${picture.url}?w=1" alt=""></p>`],
      ['shows another', '<p><img src="https://x.org/s" alt=""></p>'],
    ])('but not where it %s', (_name, html) =>
      expect(item(lead, {}, shown(html)).enclosures).toEqual([picture]),
    )

    it('is judged by the text that the feed carries', () => {
      const html = `<p><img src="${picture.url}" alt=""></p>`
      for (const content of ['excerpt', 'summary'])
        expect(item(lead, { content }, shown(html)).enclosures).toEqual([picture])
    })

    it('and else puts it there once, with all that is said of it, if the feed is to', () => {
      const figure =
        '<figure><img src="https://example.org/a.jpg" alt="A quay &amp; a ship" width="8"><figcaption>At dawn <small>A. Ray</small></figcaption></figure>'
      for (const content of ['full', 'excerpt']) {
        const { contentHtml = '', enclosures } = item(lead, { leadFigure: true, content })
        expect(contentHtml).toBe(figure + (content === 'full' ? body.contentHtml : body.excerptHtml))
        expect(sanitizeHtml(contentHtml, { url: 'https://example.org/', media: () => undefined }).html).toBe(
          contentHtml,
        )
        expect(enclosures).toEqual([])
      }
      expect(item(lead, { leadFigure: true, content: 'summary' })).not.toHaveProperty('contentHtml')
      expect(item(undefined, { leadFigure: true }).contentHtml).toBe(body.contentHtml)
    })
  })

  it('offers the lead image beside the files of the article, not among them', () => {
    const talk = { url: 'https://x.org/talk.mp3', type: 'audio/mpeg', length: 9 }
    const both = item(articleEntry('a', 2, { image: picture, enclosures: [talk] }))
    expect(both.image).toEqual(picture)
    expect(both.enclosures).toEqual([talk])
  })

  it('takes the authors of the feed where the article names none', () => {
    expect(item(articleEntry('a', 2, { authors: [] })).authors).toEqual([{ name: 'The Desk' }])
    expect(item(articleEntry('a', 2)).authors).toEqual([{ name: 'A. Writer' }])
  })

  it('names the language only where it is not the feed’s', () => {
    expect(item(articleEntry('a', 2, { language: 'fr' })).language).toBe('fr')
    expect(item(articleEntry('a', 2, { language: 'en' }))).not.toHaveProperty('language')
  })
})

describe('composeDocument', () => {
  const feed = feedDefinition()
  const place = { fileName: 'rss.xml', mediaType: 'application/rss+xml' }
  const contents = { items: [item(articleEntry('a', 2)), item(articleEntry('b', 3))], tombstones: [] }

  it('orders newest first and takes updated from what is in it', () => {
    const document = composeDocument(feed, contents, place, [], day(31))
    expect(document.items.map(({ title }) => title)).toEqual(['About b', 'About a'])
    expect(document.updated).toBe(day(3))
  })

  it('moves updated when something is taken away', () => {
    expect(updatedOf({ ...contents, tombstones: [{ id: 'x', when: day(9) }] })).toBe(day(9))
  })

  it('takes the fallback when it never had anything', () => {
    expect(composeDocument(feed, { items: [], tombstones: [] }, place, [], day(1)).updated).toBe(day(1))
  })

  it('knows its own URL and those of its translations', () => {
    const french = feedDefinition({ name: 'monde', path: 'fr/monde', language: 'fr' })
    const document = composeDocument(feed, contents, place, [french], day(1))
    expect(document.selfUrl).toBe('https://example.org/world/rss.xml')
    expect(document.alternates).toEqual([
      { url: 'https://example.org/fr/monde/rss.xml', language: 'fr', type: 'application/rss+xml' },
    ])
    expect(documentUrl({ baseUrl: 'https://example.org/feeds/', path: 'world' }, 'atom.xml')).toBe(
      'https://example.org/feeds/world/atom.xml',
    )
  })
})

it('a notice repeats nothing of the article but its id, address and date', () => {
  const notice = composeNotice(
    { id: 'tag:x', url: 'https://example.org/x/', published: day(2) },
    { id: 'tag:x', when: day(9) },
  )
  expect(notice).toEqual({
    id: 'tag:x',
    url: 'https://example.org/x/',
    title: 'Article withdrawn',
    published: day(2),
    updated: day(9),
    summary: 'This article has been withdrawn.',
    authors: [],
    categories: [],
    enclosures: [],
  })
})
