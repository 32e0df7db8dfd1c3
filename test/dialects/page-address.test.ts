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
    '_config.yml': [
      'collections: {docs: {output: true, permalink: "/:collection/:path/"}, notes: {output: true}, people: {}}',
      'exclude: [internal]',
      'include: [_pages]',
      'defaults:',
      '  - {scope: {path: "", type: posts}, values: {permalink: "/blog/:title/"}}',
      '  - {scope: {path: "press", type: pages}, values: {published: false}}',
    ].join('\n'),
  },
  quartz: { 'quartz.config.ts': 'export default {}' },
  astro: { 'astro.config.mjs': '' },
}

async function addressOf(
  program: string,
  path: string,
  text = page(),
  others: Readonly<Record<string, string>> = {},
) {
  const folder = siteFolder({ ...SITES[program], ...others, [path]: text })
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
    ['quartz', 'content/Ideas & more/A b.md', '/Ideas--and--more/A-b'],
    ['hugo', 'content/_index.md', '/'],
    ['zola', 'content/_index.md', '/'],
    ['hugo', 'content/adr/0001-use-hugo.md', '/adr/0001-use-hugo/'],
    ['eleventy', 'src/adr/0001-use-hugo.md', '/adr/0001-use-hugo/'],
    ['astro', 'src/content/docs/a.md', undefined],
  ])('%s %s', async (program, path, address) =>
    expect(await addressOf(program, path, program === 'zola' ? toml('title = "A"') : page())).toBe(address),
  )

  it('is what the page states', async () => {
    expect(await addressOf('jekyll', 'about.md', page('permalink: /us/'))).toBe('/us/')
    expect(await addressOf('hugo', 'content/about.md', page('url: /us/'))).toBe('/us/')
  })

  it.each<[program: string, path: string, others?: Readonly<Record<string, string>>]>([
    ['hugo', 'notes/plan.md'],
    ['hugo', 'archetypes/default.md'],
    ['hugo', 'content/docs/a/plan.md', { 'content/docs/a/index.md': page() }],
    ['hugo', 'content/plan.md', { 'hugo.toml': 'ignoreFiles = ["plan"]' }],
    ['zola', 'notes/plan.md'],
    [
      'zola',
      'content/plan.md',
      { 'config.toml': 'base_url = "https://z.example"\nignored_content = ["plan.*"]' },
    ],
    ['eleventy', 'plan.md'],
    ['eleventy', 'src/_includes/plan.md'],
    ['eleventy', 'src/plan.md', { '.eleventyignore': 'src/plan.md' }],
    ['vitepress', 'plan.md'],
    [
      'vitepress',
      'docs/plan.md',
      { 'docs/.vitepress/config.ts': "export default { srcExclude: ['old/**', '**/plan.md'] }" },
    ],
    ['quartz', 'plan.md'],
    ['quartz', 'content/private/plan.md'],
    ['quartz', 'content/.obsidian/plan.md'],
    ['jekyll', '_drafts/plan.md'],
    ['jekyll', 'deep/_hidden/plan.md'],
    ['jekyll', '_site/plan.md'],
    ['jekyll', 'internal/plan.md'],
    ['jekyll', 'press/plan.md'],
  ])('is not known if the program makes no page of the file: %s %s', async (program, path, others) => {
    const text =
      program === 'zola' ? toml('title = "A"\npath = "us"') : page('title: A\nurl: /us/\npermalink: /us/')
    expect(await addressOf(program, path, text, others)).toBeUndefined()
  })

  it('is not known if Jekyll copies the file, which has no front matter', async () =>
    expect(await addressOf('jekyll', 'about.md', 'Text\n')).toBeUndefined())

  it('is known in a folder that Jekyll is told to include', async () =>
    expect(await addressOf('jekyll', '_pages/about.md', page('permalink: /us/'))).toBe('/us/'))

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
