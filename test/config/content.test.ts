import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Article } from '../../src/article/article.ts'
import { fileAt } from '../../src/article/article-kind.ts'
import { renderBody } from '../../src/article/body.ts'
import { isInstant } from '../../src/article/instant.ts'
import { parseArticle } from '../../src/article/parse.ts'
import type { ArticleContext } from '../../src/article/site.ts'
import { feedDefinitionsOf, siteOf } from '../../src/config/definitions.ts'
import { loadSettings } from '../../src/config/load.ts'
import type { Settings } from '../../src/config/settings.ts'
import { createLocalMedia } from '../../src/sources/media-files.ts'

const CONTENT = fileURLToPath(new URL('../../content/', import.meta.url))

describe('the site that is shipped in content/', () => {
  const files = readdirSync(CONTENT, { recursive: true, encoding: 'utf8' }).map((name) =>
    name.replaceAll('\\', '/'),
  )
  const keys = files.filter((name) => /\.(?:md|txt)$/.test(name))
  let settings: Settings
  let context: ArticleContext
  let articles: readonly Article[]

  beforeAll(async () => {
    settings = await loadSettings(join(CONTENT, 'site.yaml'))
    const now = '2026-01-01T00:00:00Z'
    if (!isInstant(now)) throw new Error('not a moment')
    context = { site: siteOf(settings), now }
    const media = createLocalMedia(CONTENT, settings.url).lookup
    articles = keys.flatMap((key) => {
      const { value, findings } = parseArticle(fileAt(key, readFileSync(CONTENT + key)), context, media)
      expect(findings).toEqual([])
      if (value === undefined) return []
      expect(renderBody(value, { site: context.site, media }).findings ?? []).toEqual([])
      return [value]
    })
  })

  it('has a World section of ten or more articles, and two others', () => {
    const sizes = Object.keys(settings.sections).map(
      (name) => articles.filter((article) => article.section === name).length,
    )
    expect(articles).toHaveLength(keys.length)
    expect(sizes[0]).toBeGreaterThanOrEqual(10)
    expect(sizes).toHaveLength(3)
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(4)
  })

  it('states every id and date, so that a fresh clone generates none', () => {
    const ids = articles.map((article) => article.id)
    expect(ids).not.toContain(undefined)
    expect(new Set(ids).size).toBe(articles.length)
    for (const { key, id, published, summary } of articles) {
      expect(id).toBe(`tag:meridian.example,2021:${key.replace(/\.\w+$/, '')}`)
      expect([key, published, summary]).not.toContain(undefined)
    }
  })

  it('has an example of each article feature', () => {
    const having = (test: (article: Article) => unknown) => articles.filter(test).length
    expect(having((one) => one.image?.width && one.image.alt && one.image.credit)).toBe(3)
    expect(having((one) => one.language === 'fr')).toBe(1)
    expect(having((one) => one.body.kind === 'paragraphs')).toBe(1)
    expect(having((one) => one.updated !== undefined)).toBeGreaterThan(2)
    expect(having((one) => one.authors.some((author) => author.email))).toBeGreaterThan(2)
    expect(having((one) => /^\| ---/m.test(one.body.text))).toBeGreaterThan(0)
    expect(having((one) => /^> /m.test(one.body.text))).toBeGreaterThan(0)
    expect(having((one) => /\]\(\/|\]\(\.\.\//.test(one.body.text))).toBeGreaterThan(0)
    expect(having((one) => /\]\(https:/.test(one.body.text))).toBeGreaterThan(0)
  })

  it('links only to articles that are there', () => {
    const addresses = new Set(articles.map((article) => article.url))
    const media = createLocalMedia(CONTENT, settings.url).lookup
    for (const article of articles) {
      const html = renderBody(article, { site: context.site, media }).contentHtml
      const own = [...html.matchAll(/href="(https:\/\/meridian\.example\/[^"]*)"/g)].map(
        ([, url = '']) => url,
      )
      for (const url of own) expect([...addresses]).toContain(url)
    }
  })

  it('states the correct type of its pictures, and keeps them small', () => {
    const media = createLocalMedia(CONTENT, settings.url).lookup
    const pictures = files.filter((name) => ['.png', '.jpg'].includes(extname(name)))
    expect(pictures.length).toBeGreaterThan(3)
    for (const name of pictures) expect(media(name)?.length).toBeLessThan(30_000)
    const feeds = feedDefinitionsOf(settings, { tags: [], authors: [], languages: [] }, media).value
    expect(feeds?.map((feed) => feed.name)).toEqual(['world', 'business', 'science', 'energy', 'all'])
    expect(feeds?.[0]?.image).toEqual({
      url: 'https://meridian.example/images/logo.png',
      width: 144,
      height: 72,
    })
  })
})
