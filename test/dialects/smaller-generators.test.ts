import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readFrontMatter } from '../../src/article/front-matter/read-front-matter.ts'
import { articleFoldersBelow } from '../../src/dialects/article-folders.ts'
import { gatsby } from '../../src/dialects/gatsby.ts'
import { hexo } from '../../src/dialects/hexo.ts'
import { dialectsOf } from '../../src/dialects/index.ts'
import { next } from '../../src/dialects/next.ts'
import { nikola } from '../../src/dialects/nikola.ts'
import { pelican } from '../../src/dialects/pelican.ts'
import { quartz } from '../../src/dialects/quartz.ts'
import { vitepress } from '../../src/dialects/vitepress.ts'
import { firstParagraphOfRst } from '../../src/dialects/written-header.ts'
import { zola } from '../../src/dialects/zola.ts'
import { folderOf, runCommand } from '../support/site.ts'
import { siteFolder, translated } from './folder.ts'

const post = (front: string, body = 'Text') => `---\n${front}\n---\n${body}\n`
const toml = (front: string, body = 'Text') => `+++\n${front}\n+++\n${body}\n`

describe('Zola', () => {
  const files = {
    'config.toml':
      'base_url = "https://z.example"\ntitle = "Zed"\ntaxonomies = [{name = "tags"}]\nignored_content = ["*/README.md"]\n[languages.fr]\n',
    'templates/index.html': '',
    'content/_index.md': toml('title = "Home"'),
    'content/top.md': toml('title = "A"\npath = "2024/05/03/top"'),
    'content/news/2024-05-04-Öre & co.md': toml('title = "B"\n[taxonomies]\ntags = ["sea"]', '[a](@/top.md)'),
    'content/news/c/index.fr.md': toml('title = "C"\ndate = 2024-05-05T10:00:00+02:00\nslug = "see"'),
    'content/news/undated.md': toml('title = "D"'),
    'content/news/unseen.md': toml('title = "E"\ndate = 2024-05-06\nrender = false'),
    'content/tour/index.md': toml('title = "T"\ndate = 2024-05-07'),
    'content/later/_index.md': toml('draft = true'),
    'content/later/f.md': toml('title = "F"\ndate = 2024-05-06'),
    'content/news/README.md': 'no article',
  }
  const { site, articles } = translated(zola, files)

  it('has addresses, dates and gates of its pages', async () => {
    expect((await dialectsOf(siteFolder(files)))[0]?.name).toBe('zola')
    expect(site).toMatchObject({ title: 'Zed', url: 'https://z.example/' })
    expect(
      Object.values(articles).map(({ title, id, date, section, draft }) => [title, id, date, section, draft]),
    ).toEqual([
      ['A', 'https://z.example/2024/05/03/top/', '2024-05-03T00:00:00Z', 'posts', undefined],
      ['B', 'https://z.example/news/ore-co/', '2024-05-04T00:00:00Z', 'news', undefined],
      ['C', 'https://z.example/fr/news/see/', '2024-05-05T08:00:00Z', 'news', undefined],
      ['D', 'https://z.example/news/undated/', undefined, 'news', true],
      ['E', 'https://z.example/news/unseen/', '2024-05-06T00:00:00Z', 'news', true],
      ['T', 'https://z.example/tour/', '2024-05-07T00:00:00Z', 'posts', undefined],
      ['F', 'https://z.example/later/f/', '2024-05-06T00:00:00Z', 'later', true],
    ])
    expect(articles['content/news/2024-05-04-Öre & co.md']).toMatchObject({
      tags: ['sea'],
      body: '[a](/content/top.md)',
    })
    expect(articles['content/news/c/index.fr.md']).toMatchObject({ language: 'fr' })
  })
})

describe('Hexo', () => {
  const files = {
    '_config.yml':
      'title: Hex\nurl: https://h.example\nroot: /b/\nlanguage: zh_CN\ntimezone: Asia/Tokyo\npermalink: n/:year/:month/:title.html\nnew_post_name: :year-:month-:day-:title.md\npretty_urls: {trailing_html: false}\n',
    'scaffolds/post.md': '',
    'source/_posts/2024-05-03-one.md':
      'title: A\ndate: 2024-05-31 23:30:00\ntags:\n- sea\n---\n{% asset_img map.png 300 The "map" %}\n',
    'source/_posts/deep/二.md': post('title: B\ndate: 2024-06-01 08:00:00\npublished: false'),
    'source/_posts/2024-05-04-two.md': post('categories: [Ships]\npermalink: x/:category/:post_title/'),
    'source/_drafts/no.md': post('title: no article'),
    'source/about/index.md': post('title: no article'),
  }
  const { site, articles } = translated(hexo, files)

  it('has the addresses of its posts, and times in its zone', async () => {
    expect((await dialectsOf(siteFolder(files)))[0]?.name).toBe('hexo')
    expect(site).toMatchObject({ title: 'Hex', url: 'https://h.example/b/', language: 'zh-CN' })
    expect(
      Object.values(articles).map(({ title, url, date, published }) => [title, url, date, published]),
    ).toEqual([
      ['A', '/n/2024/05/one', '2024-05-31T14:30:00Z', undefined],
      ['B', '/n/2024/06/deep/二', '2024-05-31T23:00:00Z', false],
      ['two', '/x/Ships/two/', '2024-05-03T15:00:00Z', undefined],
    ])
    expect(articles['source/_posts/2024-05-03-one.md']).toMatchObject({
      tags: ['sea'],
      body: '![map](map.png)',
    })
  })
})

describe('Pelican', () => {
  const files = {
    'pelicanconf.py':
      "SITENAME = u'Pel'\nSITEURL = ''\n# AUTHOR = 'no'\nAUTHOR = 'Jane'\nTIMEZONE = 'Europe/Rome'\nPATH = 'content'\nARTICLE_URL = 'b/{date:%Y}/{date:%b}/{slug}/'\nPAGE_PATHS = ['pages', 'x']\n",
    'publishconf.py': 'from pelicanconf import *\nSITEURL = "https://p.example"\n',
    'content/a.md':
      'Title: Ferry: the line\nDate: 2024-05-03 00:30\nTags: sea, ships\nSummary: It sails\n    again\n\n[b]({filename}/news/b.rst) {static}/x.png\n',
    'content/news/b.rst':
      'The `harbour`\n#############\n\n:date: 2024-05-04\n:slug: own\n:modified: 2024-06-01\n\n.. note:: no\n\nSee `the map <https://m.example/>`_ and :ref:`it <x>`::\n\n  code\n',
    'content/c.md': 'Title: C\nDate: 2024-05-05\nStatus: hidden\n\nText\n',
    'content/d.md': 'Title: D\n\nText\n',
    'content/2024-05-06-e.md': post('title: E'),
    'content/pages/about.md': 'Title: no article\n',
  }
  const { site, articles } = translated(pelican, files)

  it('has the addresses and ids of its feeds', async () => {
    expect((await dialectsOf(siteFolder(files)))[0]?.name).toBe('pelican')
    expect(site).toMatchObject({ title: 'Pel', url: 'https://p.example/', author: 'Jane' })
    expect(Object.values(articles).map(({ title, url, id, draft }) => [title, url, id, draft])).toEqual([
      [
        'Ferry: the line',
        '/b/2024/May/ferry-the-line/',
        'tag:p.example,2024-05-03:/b/2024/May/ferry-the-line//',
        undefined,
      ],
      ['The `harbour`', '/b/2024/May/own/', 'tag:p.example,2024-05-04:/b/2024/May/own//', undefined],
      ['C', '/b/2024/May/c/', 'tag:p.example,2024-05-05:/b/2024/May/c//', true],
      ['D', '/b///d/'.replace('///', '/'), undefined, true],
      ['E', '/b/2024/May/e/', 'tag:p.example,2024-05-06:/b/2024/May/e//', undefined],
    ])
    expect(articles['content/a.md']).toMatchObject({
      date: '2024-05-02T22:30:00Z',
      tags: ['sea', 'ships'],
      summary: 'It sails again',
      body: '[b](/content/news/b.rst) /x.png',
    })
    expect(articles['content/news/b.rst']).toMatchObject({
      updated: '2024-06-01',
      body: 'See [the map](https://m.example/) and it:',
    })
  })
})

it('reads a header of Pelican that is only closed', () => {
  const { articles } = translated(pelican, {
    'pelicanconf.py': "SITEURL = 'https://p.example'\n",
    'content/2024-05-06-a.md': 'title: A\ntags: sea, air\nstatus: draft\n---\nText\n',
  })
  expect(articles['content/2024-05-06-a.md']).toMatchObject({
    title: 'A',
    tags: ['sea', 'air'],
    draft: true,
    body: 'Text',
  })
})

describe('Nikola', () => {
  const files = {
    'conf.py':
      'BLOG_TITLE = "Nik"  # (translatable)\nSITE_URL = "https://n.example/"\nTRANSLATIONS = {\n    "en": "",\n    "es": "./es",\n}\nPOSTS = (\n    ("posts/*.rst", "blog", "post.tmpl"),\n    ("posts/*.md", "blog", "post.tmpl"),\n)\n# PRETTY_URLS = True\n',
    'posts/a.rst':
      '.. title: A\n.. slug: ay\n.. date: 2024-05-03 10:00:00 UTC-03:00\n.. tags: sea, mathjax\n\nFirst |x| text_.\n',
    'posts/b.txt': 'B heading\n=========\n\nBody\n',
    'posts/b.meta': '.. date: 2024/05/04\n.. status: private\n',
    'posts/2024/c.es.md': '<!--\n.. title: C\n.. date: 2024-05-05\n.. slug: ce\n-->\n\nHola *mar*\n',
    'posts/d.html': '<!--\n.. title: D\n.. date: 2024-05-06\n.. tags: draft\n-->\n<p>Text</p>\n',
    'pages/about.rst': '.. title: no article\n',
  }
  const { articles } = translated(nikola, files)

  it('has the addresses and gates of its posts', async () => {
    expect((await dialectsOf(siteFolder(files)))[0]?.name).toBe('nikola')
    expect(
      Object.values(articles).map(({ title, id, date, draft, language }) => [
        title,
        id,
        date,
        draft,
        language,
      ]),
    ).toEqual([
      ['A', 'https://n.example/blog/ay/', '2024-05-03T13:00:00Z', undefined, undefined],
      ['B heading', 'https://n.example/blog/b/', '2024-05-04T00:00:00Z', true, undefined],
      ['C', 'https://n.example/es/blog/2024/ce/', '2024-05-05T00:00:00Z', undefined, 'es'],
      ['D', 'https://n.example/blog/d/', '2024-05-06T00:00:00Z', true, undefined],
    ])
    expect(articles['posts/a.rst']).toMatchObject({ tags: ['sea'], body: 'First  text.' })
    expect(articles['posts/2024/c.es.md']).toMatchObject({ body: 'Hola *mar*' })
  })

  it('tells readers of texts that are not read', () => {
    const folder = siteFolder(files)
    const site = nikola.readSite(folder)
    const source = files['posts/a.rst']
    const front = readFrontMatter(source)
    if (!('fields' in front)) throw new Error('no front matter')
    expect(nikola.translate({ path: 'posts/a.rst', ...front, source }, site, folder).unread).toBe(
      'reStructuredText',
    )
  })
})

describe('a text in reStructuredText', () => {
  it.each([
    [
      'Title\n=====\n\n.. image:: a.png\n   :alt: x\n\n* list\n\nThe ``code`` and *word*.\n',
      'The `code` and *word*.',
    ],
    ['  quoted\n\n:field: x\n\n>>> code\n\nSee :doc:`a {b}`.', 'See a b.'],
    ['.. only:: html', ''],
  ])('%j begins with %j', (text, paragraph) => {
    expect(firstParagraphOfRst(text)).toBe(paragraph)
  })
})

describe('VitePress', () => {
  const files = {
    '.vitepress/config.ts':
      "export default defineConfig({ title: 'Point', lang: 'en-GB', cleanUrls: true, base: '/b/' })",
    '.vitepress/feed.ts': 'const baseUrl = `https://v.example`',
    'posts/a.md': post('date: 2024-05-03', '[[toc]]\n\n# A'),
    'posts/index.md': post('title: no article'),
    'guide/start.md': post('title: no article'),
  }
  it('has its articles where their files lie', async () => {
    const { site, articles } = translated(vitepress, files)
    expect((await dialectsOf(siteFolder(files)))[0]?.name).toBe('vitepress')
    expect(site).toMatchObject({ title: 'Point', url: 'https://v.example/b/' })
    expect(articles).toEqual({
      'posts/a.md': expect.objectContaining({
        title: 'A',
        id: 'https://v.example/b/posts/a',
        section: 'posts',
        body: '# A',
      }),
    })
  })
})

describe('Gatsby', () => {
  const files = {
    'gatsby-config.js': 'module.exports = { siteMetadata: { title: `Gat`, siteUrl: `https://g.example` } }',
    'gatsby-node.js': `const value = \`/journal$\{createFilePath({ node, getNode })}\``,
    'content/blog/a/index.md': post('title: A\ndate: "2024-05-03T10:00:00.000Z"'),
    'content/blog/b.mdx': post('title: B\ndate: 2024-05-04\npath: /own/b'),
  }
  it('has its addresses as far as they are stated, and says that code makes them', async () => {
    const { articles } = translated(gatsby, files)
    expect((await dialectsOf(siteFolder(files)))[0]?.name).toBe('gatsby')
    expect(Object.values(articles).map(({ url }) => url)).toEqual(['/journal/a/', '/own/b'])
  })
})

describe('Quartz', () => {
  const files = {
    'quartz.config.ts': `const config = { configuration: { pageTitle: 'Q', baseUrl: 'q.example', locale: 'en-GB',
      ignorePatterns: ['private', '**/drafts/**', 'templates'] }, plugins: { filters: [Plugin.RemoveDrafts()] } }`,
    'content/index.md': post('title: Home'),
    'content/top.md': post('title: Top\ndate: 2024-05-03'),
    'content/posts/A & b?.md': post(
      'created: 2024-05-04\nlastmod: 2024-05-05',
      '[[top]] [c](notes/c%20d.md) [[notes/c d|D]]',
    ),
    'content/notes/c d.md': 'Text',
    'content/posts/e.md': post('title: E\ndraft: true'),
    'content/private/f.md': post('title: F'),
    'content/drafts/g.md': post('title: G'),
    'content/notes/drafts/deep/h.md': post('title: H'),
  }

  it('has the addresses, dates and gates of its notes', async () => {
    expect((await dialectsOf(siteFolder(files)))[0]?.name).toBe('quartz')
    const { site, articles } = translated(quartz, files)
    expect(site).toMatchObject({ title: 'Q', url: 'https://q.example/', language: 'en-GB' })
    expect(
      Object.values(articles).map(({ title, id, date, section, draft }) => [title, id, date, section, draft]),
    ).toEqual([
      ['Top', 'https://q.example/top', '2024-05-03T00:00:00Z', 'notes', undefined],
      ['A & b?', 'https://q.example/posts/A--and--b', '2024-05-04T00:00:00Z', 'posts', undefined],
      ['c d', 'https://q.example/notes/c-d', undefined, 'notes', undefined],
      ['E', 'https://q.example/posts/e', undefined, 'posts', true],
    ])
    expect(articles['content/posts/A & b?.md']).toMatchObject({
      updated: '2024-05-05',
      body: '[top](</content/top.md>) [c](/content/notes/c%20d.md) [D](</content/notes/c d.md>)',
    })
  })

  it('has no address of a picture in a folder that it leaves out', async () => {
    const folder = await folderOf({
      'quartz.config.ts': "export default { configuration: { baseUrl: 'q.example' } }",
      'content/a.md': post('title: A\ndate: 2024-05-03', 'Text ![[plan.gif]] ![[map.gif]]'),
      'content/private/plan.gif': 'GIF89a@\x01@\x01\x00\x00\x00;',
      'content/map.gif': 'GIF89a@\x01@\x01\x00\x00\x00;',
      'feedwright.yaml':
        'title: T\nurl: https://q.example/\nsince: 2024\nsources: [{ kind: quartz, path: . }]\nsections: { notes: }\n',
    })
    await runCommand(folder, ['build'])
    const feed = await readFile(join(folder, 'out/notes/feed.json'), 'utf8')
    expect(feed).toContain('https://q.example/map.gif')
    expect(feed).not.toContain('plan.gif')
  })

  it('keeps notes that it publishes only if they say so', () => {
    const explicit = {
      ...files,
      'quartz.config.ts': "ignorePatterns: ['**/drafts'], filters: [Plugin.ExplicitPublish()]",
    }
    const { articles } = translated(quartz, { ...explicit, 'content/i.md': post('title: I\npublish: true') })
    expect(Object.values(articles).map(({ title, publish }) => [title, publish])).toEqual([
      ['top', false],
      ['A & b?', false],
      ['c d', false],
      ['e', false],
      ['f', false],
      ['I', true],
    ])
  })
})

describe('Next.js', () => {
  const files = (page: string) => ({
    'next.config.js': '',
    'data/siteMetadata.js':
      "module.exports = { title: 'Nex', siteUrl: 'https://x.example', language: 'en-us' }",
    'data/blog/2024-05-03-a.mdx': post("title: A\npublishedAt: '2024-05-04'"),
    'data/authors/jane.mdx': post('name: Jane'),
    [page]: '',
  })
  it.each([
    ['app/(site)/journal/[...slug]/page.tsx', '/journal/2024-05-03-a'],
    ['pages/blog/[slug].js', '/blog/2024-05-03-a'],
    ['src/app/blog/[year]/[month]/[day]/[slug]/page.tsx', '/blog/2024/05/03/a'],
    ['src/pages/data/[...slug].tsx', '/data/2024-05-03-a'],
    ['app/[lang]/[slug]/page.tsx', undefined],
  ])('has its articles where %s shows them', async (page, url) => {
    const folder = siteFolder(files(page))
    expect((await dialectsOf(folder))[0]?.name).toBe('next')
    const site = next.readSite(folder)
    const [path = ''] = Object.keys(files(page)).filter((file) => next.isArticle(file, site, folder))
    const source = files(page)['data/blog/2024-05-03-a.mdx']
    const front = readFrontMatter(source)
    if (!('fields' in front)) throw new Error('no front matter')
    const { fields, unsureAddress } = next.translate({ path, ...front, source }, site, folder)
    expect(path).toBe('data/blog/2024-05-03-a.mdx')
    expect(unsureAddress === undefined ? fields.get('url')?.field : undefined).toEqual(
      url === undefined ? undefined : expect.objectContaining({ text: url }),
    )
  })
})

describe('Next.js with articles in a folder of any name', () => {
  const dated = (title: string) => post(`title: ${title}\nspoiler: x\ndate: '2024-05-03'`)
  const files = {
    'next.config.ts': 'export default { trailingSlash: true }',
    'app/[slug]/page.tsx': '',
    'app/layout.tsx': "export const metadata = { metadataBase: new URL('https://m.example') }",
    'public/a/index.md': dated('A'),
    'public/b/index.md': dated('B'),
    'public/c/index.mdx': dated('C'),
    'public/index.md': post('title: All articles'),
    'docs/d.md': post('title: no article'),
  }

  it('takes the one with the most dated articles', async () => {
    expect((await dialectsOf(siteFolder(files)))[0]?.name).toBe('next')
    expect(next.readSite(siteFolder(files)).url).toBe('https://m.example/')
    expect(Object.values(translated(next, files).articles).map(({ url }) => url)).toEqual([
      '/a/',
      '/b/',
      '/c/',
    ])
  })

  it('takes none if there are only a few', async () => {
    const { 'public/c/index.mdx': _, ...few } = files
    expect(await dialectsOf(siteFolder(few))).toEqual([])
  })
})

describe('folders of articles', () => {
  it.each([
    [['blog/posts/a.md'], ['blog/posts']],
    [['blog/posts/a.md', 'blog/b.md'], ['blog']],
    [
      ['content/news/deep/a.mdx', 'site/_posts/b.md'],
      ['content/news', 'site/_posts'],
    ],
    [['node_modules/x/blog/a.md', 'blog/a.png', 'docs/a.md'], []],
  ])('of %j are %j', (files, folders) => {
    const folder = siteFolder(Object.fromEntries(files.map((file) => [file, ''])))
    expect(articleFoldersBelow(folder, '').map(({ folder: path }) => path)).toEqual(folders)
  })
})
