import { describe, expect, it } from 'vitest'
import { readFrontMatter } from '../../src/article/front-matter/read-front-matter.ts'
import { astro } from '../../src/dialects/astro.ts'
import { docusaurus } from '../../src/dialects/docusaurus.ts'
import { eleventy } from '../../src/dialects/eleventy.ts'
import { gatsby } from '../../src/dialects/gatsby.ts'
import { dialectsOf } from '../../src/dialects/index.ts'
import { next } from '../../src/dialects/next.ts'
import { nikola } from '../../src/dialects/nikola.ts'
import { obsidian } from '../../src/dialects/obsidian.ts'
import { vitepress } from '../../src/dialects/vitepress.ts'
import { folderOf, runCommand } from '../support/site.ts'
import { siteFolder, translated } from './folder.ts'

const post = (front: string, body = 'Text') => `---\n${front}\n---\n${body}\n`

describe('Docusaurus', () => {
  const files = {
    'docusaurus.config.ts': `
      // title: 'Not this one',
      const config: Config = {
        title: 'Harbour \\'docs\\'', url: "https://d.example", baseUrl: '/site/',
        i18n: { defaultLocale: 'en-GB' },
        presets: [['classic', { docs: { path: 'docs', routeBasePath: 'd' }, blog: { routeBasePath: 'news' } }]],
      }`,
    'blog/authors.yml': 'jane: {name: Jane Doe, url: https://jane.example/, title: Editor}\n',
    'blog/2024-05-03-first-Post.md': post('title: A\nauthors: [jane, roe]\ntags: [x]'),
    'blog/2024-05-04-dir/index.mdx': post('title: B'),
    'blog/2024/05/05/c.md': post('title: C'),
    'blog/own.md': post(
      'title: D\ndate: 2024-05-06T10:00\nslug: /the-slug\nid: d\nlast_update: {date: 2024-06-01, author: x}',
    ),
    'blog/2024-05-07-hidden.md': post('title: E\nunlisted: true'),
    'blog/_part.md': 'no article',
    'docs/intro.md': post('title: no article'),
  }

  it('has the addresses, ids and dates of its blog', async () => {
    const { site, articles } = translated(docusaurus, files)
    expect((await dialectsOf(siteFolder(files)))[0]?.name).toBe('docusaurus')
    expect(site).toMatchObject({ title: "Harbour 'docs'", url: 'https://d.example/site/', language: 'en-GB' })
    expect(Object.values(articles).map(({ title, id, date }) => [title, id, date])).toEqual([
      ['A', 'https://d.example/site/news/2024/05/03/first-Post', '2024-05-03T00:00:00Z'],
      ['B', 'https://d.example/site/news/2024/05/04/dir', '2024-05-04T00:00:00Z'],
      ['C', 'https://d.example/site/news/2024/05/05/c', '2024-05-05T00:00:00Z'],
      ['D', 'https://d.example/site/news/the-slug', '2024-05-06T10:00:00Z'],
      ['E', 'https://d.example/site/news/2024/05/07/hidden', '2024-05-07T00:00:00Z'],
    ])
    expect(articles['blog/2024-05-03-first-Post.md']).toMatchObject({
      authors: [{ name: 'Jane Doe', url: 'https://jane.example/' }, 'roe'],
    })
    expect(articles['blog/own.md']).toMatchObject({ updated: '2024-06-01' })
    expect(articles['blog/2024-05-07-hidden.md']).toMatchObject({ unlisted: true })
  })
})

describe('Astro', () => {
  const files = {
    'astro.config.mjs':
      "export default defineConfig({ site: 'https://a.example', integrations: [mdx(), sitemap()] })",
    'src/consts.ts': "export const SITE_TITLE = 'Astro Times';\nexport const SITE_DESCRIPTION: string = 'x';",
    'src/content/blog/First Post!.md': post(
      "title: A\npubDate: 'Feb 03 2024'\nupdatedDate: 'Mar 1 2024'\nheroImage: ../a.jpg",
    ),
    'src/content/blog/deep/index.mdx': post('title: B\npubDate: 2024-02-04'),
    'src/content/blog/c.md': post('title: C\npubDate: 2024-02-05\ndraft: true'),
    'src/content/authors/jane.md': post('name: Jane'),
    'src/pages/posts/d.md': post('title: D\ndate: 2024-02-06\nlayout: x'),
    'src/pages/about.md': post('title: no article'),
  }

  it('has the addresses and dates of its collections', async () => {
    const { site, articles } = translated(astro, files)
    expect((await dialectsOf(siteFolder(files)))[0]?.name).toBe('astro')
    expect(site).toMatchObject({ title: 'Astro Times', url: 'https://a.example/' })
    expect(Object.values(articles).map(({ title, id, date, section }) => [title, id, date, section])).toEqual(
      [
        ['A', 'https://a.example/blog/first-post/', '2024-02-03T00:00:00Z', 'blog'],
        ['B', 'https://a.example/blog/deep/', '2024-02-04T00:00:00Z', 'blog'],
        ['C', 'https://a.example/blog/c/', '2024-02-05T00:00:00Z', 'blog'],
        ['D', 'https://a.example/posts/d/', '2024-02-06T00:00:00Z', 'posts'],
      ],
    )
    expect(articles['src/content/blog/First Post!.md']).toMatchObject({
      updated: 'Mar 1 2024',
      image: '../a.jpg',
    })
    expect(articles['src/content/blog/c.md']).toMatchObject({ draft: true })
  })
})

describe('Eleventy', () => {
  const files = {
    'eleventy.config.js':
      'export default (c) => {}\nexport const config = { dir: { input: "content", data: "../_data" } }',
    '_data/metadata.js':
      'export default { title: "Eleven", url: "https://e.example/", language: "en", author: { name: "Ann Poe" } }',
    'content/blog/blog.11tydata.js':
      'export default { tags: ["posts"], permalink: "/journal/{{ page.fileSlug }}/" }',
    'content/blog/2024-05-03-one.md': post('title: A\ntags: [sea]'),
    'content/blog/two.md': post(
      'title: B\ndate: 2024-05-04\npermalink: "{{ title | slug }}.html"',
      '[a](about.md) ![p](plan.svg)',
    ),
    'content/blog/three/index.md': post('title: C\ndate: 2024-05-05\npermalink: "/{% if x %}y{% endif %}/"'),
    'content/blog/off.md': post('title: D\ndate: 2024-05-06\npermalink: false'),
    'content/blog/out.md': post('title: E\ndate: 2024-05-06\neleventyExcludeFromCollections: true'),
    'content/about.md': post('title: no article'),
    'content/plan.svg': '<svg/>',
  }

  it('has the addresses of its collection', async () => {
    const { site, articles } = translated(eleventy, files)
    expect((await dialectsOf(siteFolder(files)))[0]?.name).toBe('eleventy')
    expect(site).toMatchObject({ title: 'Eleven', url: 'https://e.example/', language: 'en' })
    expect(Object.values(articles).map(({ title, url, date, tags }) => [title, url, date, tags])).toEqual([
      ['A', '/journal/one/', '2024-05-03T00:00:00Z', ['sea']],
      ['B', '/b.html', '2024-05-04T00:00:00Z', undefined],
      ['C', '/blog/three/', '2024-05-05T00:00:00Z', undefined],
      ['D', undefined, '2024-05-06T00:00:00Z', undefined],
      ['E', '/journal/out/', '2024-05-06T00:00:00Z', undefined],
    ])
    expect(articles['content/blog/two.md']?.['body']).toBe('[a](/content/about.md) ![p](plan.svg)')
    expect(articles['content/blog/off.md']).toMatchObject({ permalink: false })
    expect(articles['content/blog/out.md']).toMatchObject({ eleventyExcludeFromCollections: true })
  })

  it.each([
    ['the only one', "const ZONE = 'America/Chicago'", 'America/Chicago', '2024-05-03T05:00:00Z'],
    ['none of several', "['Europe/Paris', 'America/Chicago']", undefined, '2024-05-03T00:00:00Z'],
  ])('reads the time zone of code for dates: %s', (_which, code, timeZone, date) => {
    const { site, articles } = translated(eleventy, {
      'eleventy.config.js': `${code}\nexport default (c) => { c.addDateParsing(f) }`,
      'posts/a.md': post('title: A\ndate: 2024-05-03'),
    })
    expect(site.timeZone).toBe(timeZone)
    expect(articles['posts/a.md']?.['date']).toBe(date)
  })

  it.each([
    ['UTC', 1],
    ['America/Chicago', 0],
  ])('reports code for dates once, if the time zone is %s', async (timeZone, times) => {
    const folder = await folderOf({
      'eleventy.config.js': 'export default (c) => { c.addDateParsing(f) }',
      'posts/a.md': post('title: A\ndate: 2024-05-03'),
      'posts/b.md': post('title: B\ndate: 2024-05-03'),
      'feedwright.yaml': `title: T\nurl: https://e.example/\nsince: 2024\ntimeZone: ${timeZone}\nsources: [{ kind: eleventy, path: . }]\nsections: { posts: }\n`,
    })
    const { err } = await runCommand(folder, ['build'])
    expect([...err.matchAll(/date-unsure/g)]).toHaveLength(times)
  })

  it.each([
    ['one', '{ type: "rss", outputPath: "/feed.xml" }', { path: '/feed.xml', format: 'rss' }],
    [
      'the first of several, with its own type',
      '{ outputPath: "/web/feed/atom.xml" }); c.addPlugin(feedPlugin, { type: "json", outputPath: "/web/feed.json" }',
      { path: '/web/feed/atom.xml', format: 'atom' },
    ],
    ['none without a path', '{ type: "rss" }', undefined],
  ])('reads the feed of its plugins: %s', (_which, options, feed) => {
    const config = `export default (c) => { c.addPlugin(feedPlugin, ${options}) }`
    const folder = siteFolder({ 'eleventy.config.js': config })
    expect(eleventy.usualFeed?.(folder, eleventy.readSite(folder))).toEqual(feed)
  })
})

describe('Obsidian', () => {
  const files = {
    '.obsidian/app.json': '{}',
    'Harbour talks.md': post(
      'publish: true\ndate: 2024-05-03',
      'See [[Other note#Part|the other]], ![[map.png|300]], `[[code]]`, [[#Here]].',
    ),
    'Other note.md': 'No front matter',
    'templates/day.md': post('publish: true'),
  }

  it('publishes what says so, under its name, with its links as Markdown', () => {
    const { articles } = translated(obsidian, files)
    expect(articles).toMatchObject({
      'Harbour talks.md': {
        title: 'Harbour talks',
        publish: true,
        url: '/Harbour+talks',
        body: 'See [the other](</Other note.md>), ![](<map.png>), `[[code]]`, Here.',
      },
      'Other note.md': { title: 'Other note', publish: false, body: '' },
    })
    expect(Object.keys(articles)).toHaveLength(2)
  })
})

it.each([astro, docusaurus, eleventy, gatsby, next, nikola])(
  'keeps the whole name of an article that lies in the folder of the site itself',
  (dialect) => {
    const files = { 'harbour.md': post('title: A\ndate: 2024-05-06') }
    const { articles } = translated(dialect, files, { roots: [{ folder: '', section: 'posts' }] })
    expect(Object.values(articles).map(({ url }) => url)).toEqual([expect.stringMatching(/\/harbour\b/)])
  },
)

it.each([
  ['path: `/tags/#{tag.slug}/` }); createPage({ path: node.fields.slug', '/a/'],
  ['path: `/tags/#{tag}/` }); createPage({ path: `/writing#{post.fields.slug}`', '/writing/a/'],
])('Gatsby takes the folder of articles from its script, and not that of tags: %s', (code, url) => {
  const { articles } = translated(gatsby, {
    'gatsby-config.js': "module.exports = { siteMetadata: { siteUrl: 'https://g.example' } }",
    'gatsby-node.js': `createPage({ ${code.replaceAll('#{', '${')} })`,
    'content/blog/a/index.md': post('title: A\ndate: 2024-05-03'),
  })
  expect(articles['content/blog/a/index.md']).toMatchObject({ url })
})

describe('pages of Next.js in the folder of the app', () => {
  it('have the address of their folder, and what their code states as literals', () => {
    const files = {
      'next.config.mjs': '',
      'app/(site)/blog/page.mdx': '# All',
      'app/(site)/blog/one/page.mdx':
        "export const metadata = {\n  title: 'One',\n  date: '2024-05-03',\n}\n\nText",
      'app/(site)/blog/two/page.mdx':
        "export const metadata = {\n  title: 'Two',\n  date: '2024-05-04',\n  draft: true,\n}\n\nText",
      'app/(site)/blog/three/page.mdx': "export const metadata = {\n  title: nameOf('x'),\n}\n\nText",
      'app/(site)/blog/one/part.mdx': 'Text',
    }
    expect(
      Object.values(translated(next, files).articles).map(({ title, date, url, draft, body }) => [
        title,
        date,
        url,
        draft,
        String(body).split('\n')[0],
      ]),
    ).toEqual([
      ['One', '2024-05-03T00:00:00Z', '/blog/one', undefined, 'Text'],
      ['Two', '2024-05-04T00:00:00Z', '/blog/two', true, 'Text'],
      [undefined, undefined, '/blog/three', undefined, 'export const metadata = {'],
    ])
  })
})

it('VitePress takes its title from its configuration, and the variable from another script', () => {
  const { site } = translated(vitepress, {
    '.vitepress/config.ts':
      "import { name, home } from './meta'\nexport default ({ mode }) => { return { title: name, sitemap: { hostname: home } } }",
    '.vitepress/contributors.ts':
      "export const team = [{ title: 'Developer', url: 'https://sponsor.example' }]",
    '.vitepress/meta.ts': "export const name = 'Harbour'\nexport const home = 'https://v.example'",
    'blog/a.md': post('title: A\ndate: 2024-05-03'),
  })
  expect(site).toMatchObject({ title: 'Harbour', url: 'https://v.example/' })
})

describe('VitePress with rewrites', () => {
  const site = (rewrites: string) => ({
    '.vitepress/config.ts': `export default { title: 'A', ${rewrites}, cleanUrls: true }`,
    'posts/2024/one.md': post('title: One\ndate: 2024-05-03'),
    'posts/two.md': post('title: Two\ndate: 2024-05-04'),
  })
  const urls = (rewrites: string) =>
    Object.values(translated(vitepress, site(rewrites)).articles).map(({ url }) => url)

  it('has the addresses that they state', () => {
    expect(urls("rewrites: { 'posts/2024/:name.md': 'blog/:name.md', 'posts/two.md': 'second.md' }")).toEqual(
      ['/blog/one', '/second'],
    )
  })

  it.each(['rewrites: pathsOf(x)', "rewrites: { ':a(.*).md': 'x/:a.md' }", 'rewrites: { ...others }'])(
    'is not sure of addresses with %s',
    (rewrites) => {
      const files = site(rewrites)
      const folder = siteFolder(files)
      const [path, source] = ['posts/two.md', files['posts/two.md']]
      const front = readFrontMatter(source)
      if (!('fields' in front)) throw new Error('no front matter')
      expect(
        vitepress.translate({ path, ...front, source }, vitepress.readSite(folder), folder),
      ).toMatchObject({
        unsureAddress: 'rewrites',
      })
    },
  )
})

it.each([
  ['http://localhost:8080/', undefined],
  ['http://127.0.0.1:4000/', undefined],
  ['http://wiki.corp/', 'http://wiki.corp/'],
])('an address of a preview is not that of the site: %s', (url, known) => {
  expect(translated(astro, { 'astro.config.mjs': `export default { site: '${url}' }` }).site.url).toBe(known)
})

describe('parts of a configuration that do not say what is public', () => {
  it.each([
    [
      { 'docusaurus.config.js': "export default { url: 'https://d.example' }", 'blog/authors.yml': 'a: [' },
      'people-unread blog/authors.yml',
    ],
    [
      { '_config.yml': 'timezone: Nowhere/Town', '_posts/2024-05-03-a.md': post('title: A') },
      'time-zone-unknown _config.yml',
    ],
  ])('are reported, and the site is read: %s', async (files, told) => {
    const [dialect] = await dialectsOf(siteFolder(files))
    const site = dialect?.readSite(siteFolder(files))
    expect(site?.findings).toEqual([])
    expect(site?.remarks.map(({ code, file }) => `${code} ${file}`)).toEqual([told])
    expect(site).not.toHaveProperty('timeZone')
  })
})
