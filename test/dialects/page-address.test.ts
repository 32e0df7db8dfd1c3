import { describe, expect, it } from 'vitest'
import { clockInstant } from '../../src/article/instant.ts'
import { loadDialect } from '../../src/dialects/index.ts'
import { pageAddress } from '../../src/dialects/page-address.ts'
import { siteFolder } from './folder.ts'

const page = (front = 'title: A') => `---\n${front}\n---\nText\n`
const toml = (front: string) => `+++\n${front}\n+++\nText\n`
const NOW = clockInstant(Date.UTC(2024, 5, 1))

/** Sites with their configuration, by program. */
const SITES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  vitepress: { 'docs/.vitepress/config.ts': 'export default { cleanUrls: true }', 'docs/blog/p.md': page() },
  zola: { 'config.toml': 'base_url = "https://z.example"\n', 'templates/index.html': '' },
  hugo: { 'hugo.toml': 'baseURL = "https://h.example/"\n[permalinks]\nnews = "/:year/:slug/"\n' },
  eleventy: {
    'eleventy.config.js': "export const config = { dir: { input: 'src' } }",
    'src/blog/p.md': page(),
  },
  jekyll: {
    '_config.yml':
      'collections: {docs: {output: true, permalink: "/:collection/:path/"}, notes: {output: true}, people: {}}',
  },
  astro: { 'astro.config.mjs': '' },
}

async function addressOf(program: string, path: string, text = page()) {
  const folder = siteFolder({ ...SITES[program], [path]: text })
  const dialect = await loadDialect(program)
  return pageAddress(path, NOW, dialect, dialect.readSite(folder), folder)
}

describe('the address of a page that is no article', () => {
  it.each([
    ['vitepress', 'docs/guide/a.md', '/guide/a'],
    ['vitepress', 'docs/guide/index.md', '/guide/'],
    ['zola', 'content/news/undated.md', '/news/undated/'],
    ['zola', 'content/news/_index.md', '/news/'],
    ['hugo', 'content/about.md', '/about/'],
    ['hugo', 'content/docs/_index.md', '/docs/'],
    ['hugo', 'content/news/undated.md', undefined],
    ['eleventy', 'src/about.md', '/about/'],
    ['jekyll', 'about.md', '/about.html'],
    ['jekyll', 'help/index.md', '/help/'],
    ['jekyll', '_docs/deep/a.md', '/docs/deep/a/'],
    ['jekyll', '_notes/a.md', '/notes/a.html'],
    ['jekyll', '_people/jane.md', undefined],
    ['astro', 'src/content/docs/a.md', undefined],
  ])('%s %s', async (program, path, address) =>
    expect(await addressOf(program, path, program === 'zola' ? toml('title = "A"') : page())).toBe(address),
  )

  it('is what the page states', async () => {
    expect(await addressOf('jekyll', 'about.md', page('permalink: /us/'))).toBe('/us/')
    expect(await addressOf('hugo', 'content/about.md', page('url: /us/'))).toBe('/us/')
  })

  it.each([
    'draft: true',
    'draft: maybe',
    'published: false',
    'publishDate: 2020-01-01',
    'expiryDate: 2099-01-01',
    'date: 2099-01-01',
    'date: soon',
    'visibility: members',
    'darft: true',
  ])('is not known if it may not be public: %s', async (front) => {
    expect(await addressOf('hugo', 'content/about.md', page(`title: A\n${front}`))).toBeUndefined()
  })

  it('is not known if a folder above is a draft', async () => {
    const folder = siteFolder({
      ...SITES['zola'],
      'content/later/_index.md': toml('draft = true'),
      'content/later/a.md': toml('title = "A"'),
    })
    const zola = await loadDialect('zola')
    expect(pageAddress('content/later/a.md', NOW, zola, zola.readSite(folder), folder)).toBeUndefined()
  })
})
