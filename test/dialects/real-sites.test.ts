import { describe, expect, it } from 'vitest'
import { astro } from '../../src/dialects/astro.ts'
import type { Dialect } from '../../src/dialects/dialect.ts'
import { docusaurus } from '../../src/dialects/docusaurus.ts'
import { eleventy } from '../../src/dialects/eleventy.ts'
import { jekyll } from '../../src/dialects/jekyll.ts'
import { statedAddress } from '../../src/dialects/stated-address.ts'
import { siteFolder, translated } from './folder.ts'

const post = (front: string, body = 'Text') => `---\n${front}\n---\n${body}\n`
type Files = Readonly<Record<string, string>>
const article = (dialect: Dialect, files: Files, path: string) => translated(dialect, files).articles[path]

describe('Jekyll as sites use it', () => {
  it('takes the address that the collection of posts states', () => {
    const path = '_posts/2024-05-03-ferry.md'
    const config = 'permalink: pretty\ncollections: {posts: {permalink: "/news/:year/:title/"}}'
    expect(article(jekyll, { '_config.yml': config, [path]: post('title: A') }, path)).toMatchObject({
      url: '/news/2024/ferry/',
    })
  })

  it.each([
    ['the name where the post states none', '', 'Ferry Line Reopens'],
    ['a heading where its plug-in is there', 'plugins: [jekyll-titles-from-headings]', undefined],
  ])('takes its title from %s', (_, config, title) => {
    const path = '_posts/2024-05-03-ferry-line-REOPENS.md'
    const files = { '_config.yml': config, [path]: post('layout: post', '# Ferry\n\nText') }
    expect(article(jekyll, files, path)?.['title']).toBe(title)
  })

  it.each([
    ['2023-02-29-a.md', '', '2023-03-01T00:00:00Z'],
    ['2023-01-01-a.md', '\ndate: 2023-04-31 10:00:00', '2023-05-01T10:00:00Z'],
    ['2024-02-29-a.md', '', '2024-02-29T00:00:00Z'],
  ])('reads a day that the month does not have as Ruby does: %s%s', (name, front, date) => {
    const path = `_posts/${name}`
    expect(article(jekyll, { '_config.yml': '', [path]: post(`title: A${front}`) }, path)).toMatchObject({
      date,
    })
  })
})

describe('Docusaurus as sites use it', () => {
  const config = `
    const edit = { baseUrl: 'https://code.example/edit', url: '/docs' }
    export default { url: 'https://d.example', baseUrl: '/', presets: [['classic', {
      docs: { path: 'guides', routeBasePath: 'guides' },
      blog: { feedOptions: { type: 'all', path: 'x' }, routeBasePath: '/' },
    }]], plugins: [['@docusaurus/plugin-content-blog', { id: 'news', path: './news', routeBasePath: 'whats-new' }]] }`
  const { site, articles } = translated(docusaurus, {
    'docusaurus.config.js': config,
    'blog/2024-05-03-a.mdx': post(
      'tags: []',
      'import X from "x"\n\n```sh\n# no\n```\n\n# The <X/> title #\n\nText',
    ),
    'blog/2024-05-04-b.md': post('slug: b'),
    'news/2017-02-29-c.md': post('title: C\ndate: 2017-02-29 11:00'),
  })

  it('has the address of the site, whatever else has keys of that name', () => {
    expect(site.url).toBe('https://d.example/')
  })

  it('has several blogs, titles from the text or the name, and days as JavaScript reads them', () => {
    expect(
      Object.values(articles).map(({ url, section, title, date }) => [url, section, title, date]),
    ).toEqual([
      ['/2024/05/03/a', 'blog', 'The <X/> title', '2024-05-03T00:00:00Z'],
      ['/b', 'blog', 'b', '2024-05-04T00:00:00Z'],
      ['/whats-new/2017/02/29/c', 'whats-new', 'C', '2017-03-01T11:00:00Z'],
    ])
  })
})

describe('Eleventy as sites use it', () => {
  const files = {
    '.eleventy.js': 'module.exports = () => {}',
    '_includes/post.njk': post(
      'permalink: "/b/{{ page.date | date: \'%Y/%m\' }}/{{ page.fileSlug }}/"\ntitle: Layout',
    ),
    '_includes/draft.html': post('draft: true\nlayout: post'),
    '_posts/2024-05-03-a.md': post('title: A\nlayout: post\ndate: 2024-06-01'),
    '_posts/2024-05-04-b.md': post('newstitle: B\nseotitle: no'),
    '_posts/2024-05-05-c.md': post('title: C\nlayout: draft.html'),
    '_posts/d/d.md': post('title: D\ndate: 2024-05-06'),
    '_posts/2024-05-07-e.md': post('title: E\neleventyComputed: {permalink: "/e/{{ title }}/"}'),
    '_drafts/f.md': post('title: no article'),
  }
  const { articles } = translated(eleventy, files)

  it('has posts in `_posts`, and what layouts and computed data say', () => {
    expect(Object.values(articles).map(({ title, url, section }) => [title, url, section])).toEqual([
      ['A', '/b/2024/06/a/', 'posts'],
      ['B', '/_posts/2024-05-04-b/', 'posts'],
      ['C', '/b/2024/05/c/', 'posts'],
      ['D', '/_posts/d/', 'posts'],
      ['E', '/e/E/', 'posts'],
    ])
    expect(articles['_posts/2024-05-05-c.md']).toMatchObject({ draft: true })
  })
})

describe('Astro as sites use it', () => {
  it.each([
    ['src/pages/journal/[...slug].astro', '/journal/a/'],
    ['src/pages/[slug].astro', '/a/'],
    ['src/pages/[lang]/[slug].astro', '/posts/a/'],
  ])('has its articles where the page %s shows them', (page, url) => {
    const files = {
      'astro.config.mjs': '',
      [page]: "const all = await getCollection('post')",
      'src/content/posts/a.md': post('title: A\npubDate: 2024-05-03'),
    }
    expect(article(astro, files, 'src/content/posts/a.md')).toMatchObject({ url })
  })
})

describe('the address of a site whose configuration does not say it', () => {
  it.each([
    [{ 'static/CNAME': 'News.Example.org\n' }, 'https://news.example.org/'],
    [{ CNAME: 'localhost' }, undefined],
    [{ CNAME: '<html>' }, undefined],
    [{}, undefined],
  ])('%j', (files: Files, address) => {
    expect(statedAddress(siteFolder(files))).toBe(address)
  })
})
