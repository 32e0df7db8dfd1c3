import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ArticleEntry } from '../../src/article/article.ts'
import { newsSitemap } from '../../src/pages/news-sitemap.ts'
import { hostileText } from './hostile.ts'
import { at, entry, site } from './sample.ts'
import { parseStrictly } from './strict-xml.ts'

const NOW = at('2024-02-04T12:00:00Z')

const contents = (xml: string, name: string) =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text]) => text)

const titles = (articles: readonly ArticleEntry[]) => contents(newsSitemap(articles, site, NOW), 'news:title')

describe('news-sitemap.xml', () => {
  it('is this', async () => {
    const articles = [
      entry('ports', { published: at('2024-02-03T06:30:00Z'), title: 'Ports & ferries < 2 days' }),
      entry('strikes', { published: at('2024-02-03T21:00:00Z'), title: 'Strikes', language: 'ar-IQ' }),
    ]
    const xml = newsSitemap(articles, site, NOW)
    parseStrictly(xml)
    await expect(xml).toMatchFileSnapshot('golden/news-sitemap.xml')
  })

  it.each([
    ['now', {}, NOW, true],
    ['two days ago', {}, at('2024-02-02T12:00:00Z'), true],
    ['a second more', {}, at('2024-02-02T11:59:59Z'), false],
    ['in a second', {}, at('2024-02-04T12:00:01Z'), false],
    ['as a draft', { status: 'draft' }, NOW, false],
    ['and withdrawn', { status: 'withdrawn' }, NOW, false],
    ['for an audience', { audience: 'members' }, NOW, false],
    ['and kept from search engines', { noindex: true }, NOW, false],
    ['under embargo', { embargoedUntil: at('2024-02-04T12:00:01Z') }, NOW, false],
    ['long ago, embargoed until now', { embargoedUntil: NOW }, at('2024-01-01T00:00:00Z'), true],
    ['at no web address', { url: 'javascript:alert(1)' }, NOW, false],
  ] as const)('an article published %s', (_, changes, published, isIn) => {
    expect(titles([entry('x', { published, ...changes })])).toEqual(isIn ? ['x'] : [])
  })

  it('names the home page when there is no news', () => {
    const xml = newsSitemap([], site, NOW)
    parseStrictly(xml)
    expect([...xml.matchAll(/<loc>([^<]*)/g)].map(([, url]) => url)).toEqual([site.url])
    expect(xml).not.toContain('<news:')
  })

  it('takes the newest 1,000, newest first, and each address once', () => {
    const articles = Array.from({ length: 1200 }, (_, index) =>
      entry(String(index).padStart(4, '0'), {
        published: at(new Date(Date.parse(NOW) - index * 60_000).toISOString().replace('.000Z', 'Z')),
      }),
    )
    const found = titles(articles.toReversed())
    expect(found).toEqual(articles.slice(0, 1000).map(({ title }) => title))
    const twice = { url: `${site.url}one`, published: NOW }
    expect(titles([entry('a', twice), entry('b', twice)])).toEqual(['a'])
  })

  it.each([
    ['en-GB', 'en'],
    ['zh', 'zh-cn'],
    ['zh-Hans-SG', 'zh-cn'],
    ['zh-Hant', 'zh-tw'],
    ['zh-HK', 'zh-tw'],
  ])('states %s as %s', (language, stated) => {
    const xml = newsSitemap([entry('x', { language, published: NOW })], site, NOW)
    expect(contents(xml, 'news:language')).toEqual([stated])
  })

  it('may be empty', () => {
    parseStrictly(newsSitemap([], site, NOW))
  })

  it('is well-formed whatever titles and addresses say', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const url = `${site.url}${text}`
        const xml = newsSitemap(
          [entry('x', { title: text, url, published: NOW })],
          { ...site, title: text },
          NOW,
        )
        parseStrictly(xml)
        expect(contents(xml, 'news:title')).toHaveLength(1)
        expect(contents(xml, 'loc')).toHaveLength(1)
      }),
      { seed: 20, numRuns: 200 },
    )
  })
})
