import { describe, expect, it } from 'vitest'
import { hugo } from '../../src/dialects/hugo.ts'
import { dialectsOf } from '../../src/dialects/index.ts'
import { siteFolder, translated } from './folder.ts'

const CONFIG = `baseURL = "https://h.example/blog/"
languageCode = "en-gb"
title = "Harbour"
timeZone = "America/New_York"
[permalinks]
news = "/:year/:month/:day/:slug/"
[params]
author = "Ann Poe"
`
const post = (front: string) => `---\n${front}\n---\nText\n`

const SITE = {
  'hugo.toml': CONFIG,
  'content/about.md': post('title: About'),
  'content/news/_index.md': post('title: News\ncascade:\n  author: Desk'),
  'content/news/n1.md': post('title: Naive evening\ndate: 2024-05-03 23:30:00\nslug: Late Evening'),
  'content/news/n2.md': post('title: Ünï çode & more (x)\ndate: 2024-05-03T23:30:00+02:00'),
  'content/news/d.md': post('title: Draft\ndate: 2024-05-03\ndraft: true'),
  'content/news/u.md': post('title: Own\ndate: 2020-05-03\nurl: /own/place.html'),
  'content/posts/First_Post.md':
    '+++\ntitle = "First: the Post!"\ndate = 2024-05-03T21:00:00-05:00\n+++\nHello',
  'content/posts/A name  with (spaces) & co.md': post('title: Spaced\ndate: 2024-02-02'),
  'content/posts/bundle/index.md': post('title: Bundle\ndate: 2024-05-04\nlastmod: 2024-06-01T10:00:00Z'),
  'content/posts/bundle/extra.md': post('title: A resource of the bundle'),
  'content/posts/sub/Json.File.md':
    '{\n"Title": "Json", "date": "2019-01-01", "publishdate": "2020-05-04"\n}\nx',
  'content/posts/notes.txt': 'no article',
}

/** What `hugo` 0.111.3 publishes for exactly these files: guid and moment of its own feed. */
const PUBLISHED = {
  'content/news/n1.md': ['2024/05/03/late-evening/', '2024-05-04T03:30:00Z'],
  'content/news/n2.md': ['2024/05/03/%C3%BCn%C3%AF-%C3%A7ode-more-x/', '2024-05-03T21:30:00Z'],
  'content/news/u.md': ['own/place.html', '2020-05-03T04:00:00Z'],
  'content/posts/First_Post.md': ['posts/first_post/', '2024-05-04T02:00:00Z'],
  'content/posts/A name  with (spaces) & co.md': ['posts/a-name-with-spaces-co/', '2024-02-02T05:00:00Z'],
  'content/posts/bundle/index.md': ['posts/bundle/', '2024-05-04T04:00:00Z'],
  'content/posts/sub/Json.File.md': ['posts/sub/json.file/', '2019-01-01T05:00:00Z'],
}

describe('Hugo', () => {
  const { site, articles } = translated(hugo, SITE)

  it('is recognized, and its configuration read', async () => {
    expect((await dialectsOf(siteFolder(SITE)))[0]?.name).toBe('hugo')
    expect(site).toMatchObject({
      title: 'Harbour',
      url: 'https://h.example/blog/',
      language: 'en-gb',
      timeZone: 'America/New_York',
      author: 'Ann Poe',
    })
  })

  it('has the addresses, ids and moments that the program publishes', () => {
    const got = Object.entries(articles).flatMap(([path, { id, date }]) =>
      path.endsWith('/d.md') ? [] : [[path, [String(id).slice('https://h.example/blog/'.length), date]]],
    )
    expect(Object.fromEntries(got)).toEqual(PUBLISHED)
  })

  it('leaves out lists, pages of the site, resources of bundles and other kinds', () => {
    expect(Object.keys(articles).toSorted()).toEqual(
      [...Object.keys(PUBLISHED), 'content/news/d.md'].toSorted(),
    )
  })

  it('hands values of a section down, and keeps what is not public closed', () => {
    expect(articles['content/news/n1.md']).toMatchObject({ author: 'Desk', section: 'news' })
    expect(articles['content/news/d.md']).toMatchObject({ draft: true })
    expect(articles['content/posts/bundle/index.md']).toMatchObject({ updated: '2024-06-01T10:00:00Z' })
    const closed = translated(hugo, {
      'hugo.yaml': 'baseURL: https://h.example',
      'content/lab/_index.md': post('cascade:\n  - draft: true'),
      'content/lab/deep/a.md': post('title: A\ndate: 2024-01-01'),
    })
    expect(closed.articles['content/lab/deep/a.md']).toMatchObject({ draft: true })
  })

  it.each([
    ['uglyURLs: true', 'posts/a-b.html'],
    ['disablePathToLower: true', 'posts/A-B/'],
    ['permalinks: {posts: "/:section/:year/:monthname/:title"}', 'posts/2024/may/other-title/'],
    ['permalinks: {page: {posts: "/x/:slugorfilename/"}}', 'x/a-b/'],
    ['permalinks: {posts: "/:sections[1:]/:contentbasename/"}', 'a-b/'],
  ])('makes addresses as %s says', (setting, path) => {
    const one = translated(hugo, {
      'config.yaml': `baseURL: https://h.example\nlanguageCode: en\n${setting}\n`,
      'content/posts/A B.md': post('title: Other title\ndate: 2024-05-03'),
    })
    expect(one.articles['content/posts/A B.md']).toMatchObject({ id: `https://h.example/${path}` })
  })

  it('knows languages by name of file and by folder', () => {
    const two = translated(hugo, {
      'hugo.toml':
        'baseURL = "https://h.example"\ndefaultContentLanguage = "en"\n[languages.en]\n[languages.fr]\ntitle = "Port"\n[languages.de]\ncontentDir = "content-de"\n',
      'content/posts/a.md': post('title: A\ndate: 2024-05-03'),
      'content/posts/a.fr.md': post('title: A\ndate: 2024-05-03'),
      'content-de/posts/a.md': post('title: A\ndate: 2024-05-03'),
    })
    expect(Object.values(two.articles).map(({ url, language }) => [url, language])).toEqual([
      ['/posts/a/', undefined],
      ['/fr/posts/a/', 'fr'],
      ['/de/posts/a/', 'de'],
    ])
  })

  it('reads a configuration that stands in several files', () => {
    const two = translated(hugo, {
      'config/_default/hugo.toml': 'baseURL = "https://h.example"\ndefaultContentLanguage = "en"',
      'config/_default/languages.en.toml': 'title = "Port"\ncontentDir = "content/en"',
      'config/_default/languages.fr.toml': 'contentDir = "content/fr"',
      'config/_default/menu.fr.toml': '[[main]]\nname = "x"',
      'content/en/post/a.md': post('title: A\ndate: 2024-05-03'),
      'content/fr/post/a.md': post('title: A\ndate: 2024-05-03'),
    })
    expect(two.site.title).toBe('Port')
    expect(Object.values(two.articles).map(({ url, section }) => [url, section])).toEqual([
      ['/post/a/', 'post'],
      ['/fr/post/a/', 'post'],
    ])
  })

  it('takes the date from the name, or from the key that the configuration names first', () => {
    const named = translated(hugo, {
      'hugo.yaml': 'baseURL: https://h.example\nfrontmatter: {date: [":filename", ":default"]}',
      'content/posts/2024-05-03-a.md': post('title: A\ndate: 2020-01-01'),
    })
    expect(named.articles['content/posts/2024-05-03-a.md']).toMatchObject({
      date: '2024-05-03T00:00:00Z',
      url: '/posts/a/',
    })
  })

  it('says that a configuration cannot be read', () => {
    expect(translated(hugo, { 'hugo.toml': 'title = ' }).site.findings).toMatchObject([
      { code: 'configuration-unread', file: 'hugo.toml' },
    ])
  })
})

it.each([
  ['with a number that is too large for a script', 'feed = 65055941591270423', 0],
  ['with a mistake, which no other program reads in its place', '[params', 1],
])('recognizes a configuration %s', async (_, line, findings) => {
  const folder = siteFolder({
    'config.toml': `baseURL = "https://h.example/"\n${line}\n`,
    'content/posts/a.md': post('title: A\ndate: 2024-01-01'),
  })
  expect((await dialectsOf(folder)).map(({ name }) => name)).toEqual(['hugo'])
  expect(hugo.readSite(folder).findings).toHaveLength(findings)
})

it('reads folders of languages that end in a slash', () => {
  const { articles } = translated(hugo, {
    'hugo.yaml':
      'defaultContentLanguage: ja\nlanguages: {ja: {contentDir: ./content/ja/}, en: {contentDir: content/en/}}',
    'content/ja/entry/a.md': post('title: A\ndate: 2024-01-01'),
    'content/en/entry/a.md': post('title: A\ndate: 2024-01-01'),
  })
  expect(Object.values(articles).map(({ url }) => url)).toEqual(['/entry/a/', '/en/entry/a/'])
})

describe('a cascade of Hugo for some pages', () => {
  it.each([
    ['/posts/**', true],
    ['{,/**}/_includes{,/**}', false],
    ['{/news,/posts/*}', true],
    ['/posts', false],
    ['/Posts/A', true],
    ['/posts/{a', true],
  ])('is for those whose path matches %s', (path, isFor) => {
    const files = {
      'hugo.yaml': `cascade: [{draft: true, target: {path: "${path}"}}, {draft: false, author: Desk}]`,
      'content/posts/a.md': post('title: A\ndate: 2024-01-01'),
    }
    const found = translated(hugo, files).articles['content/posts/a.md']
    expect(found).toMatchObject({ author: 'Desk', draft: isFor })
  })

  it('is for none if it names another kind of page', () => {
    const files = {
      'hugo.yaml': 'cascade: {draft: true, target: {kind: section}}',
      'content/posts/a.md': post('title: A\ndate: 2024-01-01'),
    }
    expect(translated(hugo, files).articles['content/posts/a.md']).not.toHaveProperty('draft')
  })
})
