import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { legalText } from '../../src/article/text.ts'
import type { FeedDefinition } from '../../src/feed/definition.ts'
import type { Item } from '../../src/feed/document.ts'
import { feedPage } from '../../src/pages/feed-page.ts'
import type { PageSite } from '../../src/pages/listing.ts'
import { FREE_READERS } from '../../src/pages/listing.ts'
import { anyUrl, BAD_URLS, hostileText } from './hostile.ts'
import { arabic, arabicItems, german, welsh, world, worldItems } from './newsroom.ts'
import { at, feed, item, listing, site } from './sample.ts'
import { attributeOf, elements, skeleton, textOf } from './tree.ts'

/** Every element and attribute that a page may have. */
const ELEMENTS = new Set(
  'html head meta title link body a header nav ol ul li main section div h1 h2 h3 p span small code button details summary script svg rect circle path article time bdi figure figcaption img footer'.split(
    ' ',
  ),
)
const ATTRIBUTES =
  /^(?:lang|dir|charset|name|content|rel|href|hreflang|type|title|class|id|role|tabindex|hidden|aria-label|aria-labelledby|aria-describedby|aria-hidden|data-document|data-copied|viewBox|rx|cx|cy|r|d|src|alt|width|height|loading|decoding|datetime)$/
/** Links within the published set and the page. */
const OWN_LINK = /^(?:(?:\.\.\/)+(?:feeds\.css|[a-z]+\/)?|\.\/.*|#latest)$/

interface Told {
  readonly text: string
  readonly url: string
}

/** A page on which `text` stands wherever a text can, and `url` wherever an address can. */
function pageSaying({ text, url }: Told): string {
  const told: FeedDefinition = feed('world', {
    title: text,
    description: `${text}.`,
    rights: text,
    homeUrl: url,
    iconUrl: url,
    image: { url, width: 1, height: 1 },
  })
  const said: Item = item('one', {
    id: text,
    url,
    title: text,
    summary: text,
    contentHtml: '<p>Never shown.</p>',
    authors: [{ name: text, url, email: 'jane@courier.example' }, { name: text }],
    categories: [{ term: text }],
    image: { url, type: 'image/png', alt: text, credit: text, caption: text, width: 3, height: 2 },
  })
  const place: PageSite = { ...site, title: text, url }
  const documents = [{ url, type: text, label: text }]
  return feedPage(told, [said], documents, place, [listing('welt', { title: text, language: 'de' })])
}

const links = (html: string) =>
  elements(html).flatMap(({ attrs }) =>
    attrs.filter(({ name }) => name === 'href' || name === 'src').map(({ value }) => value),
  )

describe('the page of a feed', () => {
  it('is this', async () => {
    const html = feedPage(
      world.feed,
      worldItems('https://courier.example').slice(0, 2),
      world.documents,
      site,
      [german],
      at('2024-03-01T08:00:00Z'),
    )
    await expect(html).toMatchFileSnapshot('golden/feed-page.html.txt')
  })

  it('has the same markup whatever the texts say', () => {
    const tame = skeleton(pageSaying({ text: 'tame', url: site.url }))
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(skeleton(pageSaying({ text, url: site.url }))).toEqual(tame)
      }),
      { seed: 25, numRuns: 60 },
    )
  })

  it('says each text once, unchanged', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const found = elements(pageSaying({ text, url: site.url }))
        const said = legalText(text)
        expect(found.filter(({ tagName }) => tagName === 'h3').map(textOf)).toEqual([said])
        expect(found.filter(({ tagName }) => tagName === 'figcaption').map(textOf)).toEqual([said])
        expect(found.filter(({ tagName }) => tagName === 'bdi').map(textOf)).toEqual([said, said])
        const alts = found.flatMap((element) => attributeOf(element, 'alt') ?? [])
        expect(alts).toEqual(['', said])
      }),
      { seed: 26, numRuns: 30 },
    )
  })

  it('links to http(s) and within itself only, and has no element or attribute that was not meant', () => {
    fc.assert(
      fc.property(fc.record({ text: hostileText, url: anyUrl }), (told) => {
        const html = pageSaying(told)
        for (const link of links(html))
          expect(link).toMatch(/^(?:feed:)?https?:\/\/[^\s"<>]+$|^(?:\.\.?\/|#)/)
        expect(
          links(html).filter((link) => !/^(?:feed:)?https?:/.test(link) && !OWN_LINK.test(link)),
        ).toEqual([])
        for (const { tagName, attrs } of elements(html)) {
          expect(ELEMENTS).toContain(tagName)
          for (const { name } of attrs) expect(name).toMatch(ATTRIBUTES)
        }
      }),
      { seed: 27, numRuns: 60 },
    )
  })

  it.each(BAD_URLS)('makes no link of %j, and shows the headline all the same', (url) => {
    const found = elements(pageSaying({ text: 'tame', url }))
    const headline = found.find(({ tagName }) => tagName === 'h3')
    expect(headline && textOf(headline)).toBe('tame')
    const outside = links(pageSaying({ text: 'tame', url })).filter((link) => !OWN_LINK.test(link))
    const known = (link: string) =>
      link.startsWith(site.baseUrl) || FREE_READERS.some((reader) => reader.url === link)
    expect(outside.filter((link) => !known(link))).toEqual([])
  })

  it('offers every document for copying and for opening', () => {
    const html = feedPage(world.feed, [], world.documents, site)
    const found = elements(html)
    const addresses = found.filter(({ tagName }) => tagName === 'code')
    expect(addresses.map(textOf)).toEqual(world.documents.map(({ url }) => url))
    const buttons = found.filter(({ tagName }) => tagName === 'button')
    expect(buttons.map((one) => attributeOf(one, 'aria-describedby'))).toEqual(
      addresses.map((one) => attributeOf(one, 'id')),
    )
    expect(links(html).filter((link) => link.startsWith('feed:'))).toEqual(
      world.documents.map(({ url }) => `feed:${url}`),
    )
    const opened = found.filter(({ tagName }) => tagName === 'a').map((one) => attributeOf(one, 'href'))
    for (const name of ['./rss.xml', './atom.xml', './feed.json']) expect(opened).toContain(name)
  })

  it('keeps a document that looks like a scheme in its folder, and links to others in full', () => {
    const documents = ['world/javascript:x', 'world//evil.example/', 'elsewhere.xml'].map((path) => ({
      ...{ url: site.baseUrl + path, type: 'application/xml', label: 'X' },
    }))
    const found = elements(feedPage(world.feed, [], documents, site))
    const opened = found.flatMap((element) =>
      element.tagName === 'a' && attributeOf(element, 'type') !== undefined
        ? attributeOf(element, 'href')
        : [],
    )
    expect(opened).toEqual(['./javascript:x', './/evil.example/', `${site.baseUrl}elsewhere.xml`])
  })

  it('shows the newest twenty', () => {
    const items = Array.from({ length: 30 }, (_, index) => item(`article ${index}`))
    const headlines = elements(feedPage(world.feed, items, world.documents, site))
      .filter(({ tagName }) => tagName === 'h3')
      .map(textOf)
    expect(headlines).toEqual(items.slice(0, 20).map(({ title }) => title))
  })

  it('puts headings in order', () => {
    const levels = elements(feedPage(world.feed, worldItems(site.url), world.documents, site, [german]))
      .filter(({ tagName }) => /^h\d$/.test(tagName))
      .map(({ tagName }) => Number(tagName.slice(1)))
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([])
  })

  it.each([
    ['en', world, 'en', 'ltr'],
    ['de', german, 'de', 'ltr'],
    ['ar', arabic, 'ar', 'rtl'],
    ['cy', welsh, 'en', 'ltr'],
  ])(
    'in %s says its language and direction, and that of its own words',
    (language, one, words, direction) => {
      const found = elements(feedPage(one.feed, arabicItems(site.url), one.documents, site))
      const [html] = found
      expect(html && attributeOf(html, 'lang')).toBe(language)
      expect(html && attributeOf(html, 'dir')).toBe(direction)
      const subscribe = found.find((element) => attributeOf(element, 'class') === 'subscribe')
      expect((subscribe && attributeOf(subscribe, 'lang')) ?? language).toBe(words)
    },
  )

  it('says which language an item is in, and of the date inside it', () => {
    const html = feedPage(world.feed, [item('x', { language: 'he' })], world.documents, site)
    expect(html).toContain('<article lang="he" dir="rtl">')
    expect(html).toContain('<span lang="en" dir="ltr"><time datetime="2024-02-02T21:00:00Z">')
  })

  it.each([
    [world, '2 February 2024, 21:00 UTC'],
    [german, '2. Februar 2024, 21:00 UTC'],
    [arabic, '2 فبراير 2024، 21:00 UTC'],
  ])('writes dates in words', ({ feed, documents }, words) => {
    const html = feedPage(feed, [item('x')], documents, site)
    expect(html).toContain(`<time datetime="2024-02-02T21:00:00Z">${words}</time>`)
  })

  it('names the change of an article only when there was one', () => {
    const changed = item('x', { updated: at('2024-02-03T09:00:00Z') })
    const html = (one: Item) => feedPage(world.feed, [one], world.documents, site)
    expect(html(changed)).toContain('updated <time datetime="2024-02-03T09:00:00Z">')
    expect(html(item('x'))).not.toContain('updated')
  })

  it('tells no one else about a feed for an audience', () => {
    const { feed: secret, documents } = listing('members', { selection: { audience: 'members' } })
    const html = feedPage(secret, [item('x')], documents, site)
    expect(html).toContain('<meta name="robots" content="noindex">')
    expect(html).toContain('<meta name="referrer" content="no-referrer">')
    expect(links(html).filter((link) => link.includes(encodeURIComponent(site.baseUrl)))).toEqual([])
    const open = feedPage(world.feed, [item('x')], world.documents, site)
    expect(links(open).filter((link) => link.includes(encodeURIComponent(site.baseUrl)))).toHaveLength(6)
  })

  it('is invited to say something when there is nothing yet', () => {
    expect(feedPage(world.feed, [], world.documents, site)).toContain('Nothing has been published here yet.')
  })

  it('finds its style sheet and the index from any depth', () => {
    const { feed: deep, documents } = listing('a/b/c')
    const html = feedPage(deep, [], documents, site)
    expect(links(html)).toContain('../../../feeds.css')
    expect(links(html)).toContain('../../../')
  })
})
