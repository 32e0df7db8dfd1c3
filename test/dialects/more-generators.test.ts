import { describe, expect, it } from 'vitest'
import { foldersLeftOut } from '../../src/dialects/article-folders.ts'
import { bridgetown } from '../../src/dialects/bridgetown.ts'
import { dialectsOf, guessedDialect } from '../../src/dialects/index.ts'
import { next } from '../../src/dialects/next.ts'
import { nuxt } from '../../src/dialects/nuxt.ts'
import { other } from '../../src/dialects/other.ts'
import { quarto } from '../../src/dialects/quarto.ts'
import { statedAddress } from '../../src/dialects/stated-address.ts'
import { vuepress } from '../../src/dialects/vuepress.ts'
import { siteFolder, translated } from './folder.ts'

const post = (front: string, body = 'Text') => `---\n${front}\n---\n${body}\n`
type Files = Readonly<Record<string, string>>

async function recognized(files: Files): Promise<string | undefined> {
  const folder = siteFolder(files)
  return ((await dialectsOf(folder))[0] ?? (await guessedDialect(folder)))?.name
}

describe('Quarto', () => {
  const files = {
    '_quarto.yml': 'website:\n  site-url: https://q.example\n',
    'blog.qmd': post('pagetitle: Tides\nlisting:\n  contents: [texts, "old/*.qmd"]\n  feed: true'),
    'texts/_metadata.yml': 'author: Jane\ndate-modified: last-modified',
    'texts/index.qmd': post('title: List'),
    'texts/fog/index.qmd': post(
      'title: Fog\ndate: 2024-05-03\ncategories: [sea]',
      '::: {.callout-note}\nWet [sea]{.blue}.\n:::\n\n## Where {#where}',
    ),
    'texts/fog/index.html.md': 'made',
    'texts/2024-05-04-ice.md': post('title: Ice'),
    'texts/ice2.qmd': post('title: Ice\ndate: today', 'First words.\n\n```{r}\n1\n```'),
    'texts/ice2.md': post('title: Made of ice2.qmd'),
    'texts/_part.qmd': post('title: Part'),
    'old/wind.qmd': post('title: Wind\ndraft: true\ndate: 2020-01-01'),
    'other/x.qmd': post('title: X'),
  }
  const { site, articles } = translated(quarto, files)

  it('has the articles of its listings', async () => {
    expect(await recognized(files)).toBe('quarto')
    expect(site).toMatchObject({ title: 'Tides', url: 'https://q.example/' })
    expect(quarto.usualFeed?.(siteFolder(files), site)).toEqual({ path: '/blog.xml', format: 'rss' })
    expect(
      Object.values(articles).map(({ title, id, date, section, draft }) => [title, id, date, section, draft]),
    ).toEqual([
      ['Fog', 'https://q.example/texts/fog/', '2024-05-03T00:00:00Z', 'texts', undefined],
      ['Ice', 'https://q.example/texts/2024-05-04-ice.html', '2024-05-04T00:00:00Z', 'texts', undefined],
      ['Ice', 'https://q.example/texts/ice2.html', undefined, 'texts', undefined],
      ['Wind', 'https://q.example/old/wind.html', '2020-01-01T00:00:00Z', 'old', true],
    ])
  })

  it.each([
    ['11/05/2019', '2019-11-05T00:00:00Z'],
    ['4-3-20', '2020-04-03T00:00:00Z'],
    ['2020-04-03', '2020-04-03T00:00:00Z'],
    ['13/05/2019', '2019-05-13T00:00:00Z'],
  ])('takes the first number of the date %s for the month, if it can be one', (written, date) => {
    const path = 'posts/a.qmd'
    const one = translated(quarto, { '_quarto.yml': '', [path]: post(`title: A\ndate: ${written}`) })
    expect(one.articles[path]?.['date']).toEqual(date)
  })

  it('keeps the text of divisions, and the first words of an article with code', () => {
    expect(articles['texts/fog/index.qmd']).toMatchObject({
      author: 'Jane',
      tags: ['sea'],
      body: 'Wet [sea].\n\n\n## Where',
    })
    expect(articles['texts/fog/index.qmd']).not.toHaveProperty('updated')
    expect(articles['texts/ice2.qmd']).toMatchObject({ body: 'First words.' })
  })
})

describe('Bridgetown', () => {
  const files = {
    'bridgetown.config.yml': 'permalink: simple\ntimezone: Europe/Berlin\n',
    'config/initializers.rb': `Bridgetown.configure do |config|\n  url "https://b.example"\n  # permalink "x"\nend`,
    Gemfile: 'gem "bridgetown-feed"',
    'src/_data/site_metadata.yml': 'title: Tides',
    'src/_posts/2024-05-03-fog-bank.md': post('category: Sea\ntags: a b'),
    'src/_posts/ice.md': post('title: Ice\ndate: 2024-05-04\npermalink: /:year/:slug/'),
    'src/_posts/_draft.md': post('title: No'),
  }

  it('has the posts with their addresses and ids', async () => {
    expect(await recognized(files)).toBe('bridgetown')
    const { site, articles } = translated(bridgetown, files)
    expect(site).toMatchObject({ title: 'Tides', url: 'https://b.example/', timeZone: 'Europe/Berlin' })
    expect(Object.values(articles).map(({ title, url, id, tags }) => [title, url, id, tags])).toEqual([
      [
        'Fog Bank',
        '/sea/fog-bank/',
        'repo://posts.collection/_posts/2024-05-03-fog-bank.md',
        ['a', 'b', 'Sea'],
      ],
      ['Ice', '/2024/ice/', 'repo://posts.collection/_posts/ice.md', undefined],
    ])
  })

  it.each([
    ['', '/2024/05/03/fog/'],
    ['permalink: simple_ext', '/fog.html'],
    ['permalink: /n/:slug.*', '/n/fog.html'],
  ])('has the addresses of %s', (config, url) => {
    const path = 'src/_posts/2024-05-03-fog.md'
    const all = { 'bridgetown.config.yml': `url: https://b.example\n${config}`, [path]: post('title: A') }
    expect(translated(bridgetown, all).articles[path]).toMatchObject({ url, id: `https://b.example${url}` })
  })
})

describe('Nuxt Content', () => {
  it('has the path as address, without numbers and components', async () => {
    const files = {
      'nuxt.config.ts': `export default { site: { url: 'https://n.example', name: 'Tides' } }`,
      'content/index.md': 'Home',
      'content/blog/2.Fog Bank.md': post(
        'title: A\npublishedAt: 2024-05-03',
        '::note{a="b"}\nWet :icon{name="x"}\n::',
      ),
      'content/blog/ice.draft.md': post('title: B'),
      'content/blog/.navigation.md': '',
    }
    expect(await recognized(files)).toBe('nuxt')
    const { site, articles } = translated(nuxt, files)
    expect(site).toMatchObject({ title: 'Tides', url: 'https://n.example/' })
    expect(Object.values(articles).map(({ id, date, draft, body }) => [id, date, draft, body])).toEqual([
      ['https://n.example/blog/fog-bank', '2024-05-03T00:00:00Z', undefined, 'Wet'],
      ['https://n.example/blog/ice', undefined, true, 'Text'],
    ])
  })
})

describe('VuePress', () => {
  it('has pages at the addresses of their files', async () => {
    const files = {
      'docs/.vuepress/config.js': `module.exports = { title: 'Tides', hostname: 'https://v.example' }`,
      'docs/blog/fog.md': post('date: 2024-05-03', '# Fog'),
      'docs/blog/ice.md': post('title: Ice\npermalink: /cold/'),
      'docs/blog/README.md': '# All',
    }
    expect(await recognized(files)).toBe('vuepress')
    expect(Object.values(translated(vuepress, files).articles).map(({ title, id }) => [title, id])).toEqual([
      ['Fog', 'https://v.example/blog/fog.html'],
      ['Ice', 'https://v.example/cold/'],
    ])
  })
})

describe('another program', () => {
  const dated = post('title: A\ndate: 2024-05-03')
  const code = (files: Files, path: string) => {
    const folder = siteFolder(files)
    const article = { path, fields: new Map(), body: '', source: '' }
    return other.translate(article, other.readSite(folder), folder).unsureAddress
  }

  it.each<[string, Files, string, string, boolean]>([
    [
      'Middleman',
      { 'config.rb': 'activate :blog do |blog|\n  blog.prefix = "news"\nend\nactivate :directory_indexes' },
      'source/blog/2024-05-03-fog.html.md',
      '/news/2024/05/03/fog/',
      true,
    ],
    [
      'Cobalt',
      { '_cobalt.yml': 'posts: {default: {permalink: "/n/{{year}}/{{slug}}/"}}' },
      'posts/2024-05-03-fog.md',
      '/n/2024/fog/',
      true,
    ],
    [
      'Gridsome',
      { 'gridsome.config.js': `module.exports = { templates: { BlogPost: '/b/:year/:slug' } }` },
      'blog/2024-05-03-fog/index.md',
      '/b/2024/fog',
      true,
    ],
    [
      'Lume',
      { '_config.ts': `import lume from 'lume/mod.ts'` },
      'src/posts/2024-05-03_fog.md',
      '/posts/fog/',
      false,
    ],
    ['Hakyll', { 'a.cabal': '' }, 'posts/2024-05-03-fog.md', '/posts/2024-05-03-fog.html', false],
    ['SvelteKit', { 'src/routes/(a)/log/[slug]/+page.svelte': '' }, 'src/posts/fog.md', '/log/fog', true],
    ['pages that are articles', {}, 'pages/posts/fog.md', '/posts/fog', true],
    ['no program', {}, 'texts/posts/fog.md', '/texts/posts/fog/', false],
  ])('makes addresses as %s does', async (_, config, path, url, isSure) => {
    const files = { ...config, [path]: dated }
    expect(await recognized(files)).toBe('other')
    expect(translated(other, files).articles[path]).toMatchObject({ url, title: 'A' })
    expect(code(files, path) === undefined).toBe(isSure)
  })

  it('has the sections that it would find, in the folders that the settings name', () => {
    const folder = siteFolder({ '_posts/a.md': dated, 'x/y/b.md': dated, 'notes/c.md': dated })
    expect(other.readSite(folder, { folders: ['./_posts/', 'x/y'] })).toMatchObject({
      roots: [
        { folder: '_posts', section: 'posts' },
        { folder: 'x/y', section: 'posts' },
      ],
      findings: [],
      remarks: [{ code: 'folder-not-taken', file: 'notes' }],
    })
  })

  it('is not guessed without a dated article', async () => {
    expect(await recognized({ 'posts/a.md': post('title: A') })).toBe(undefined)
  })

  it('is not guessed where a known program has no articles, which may be private', async () => {
    const folder = siteFolder({ '.obsidian/app.json': '', 'notes/a.md': dated })
    expect((await dialectsOf(folder)).map(({ name }) => name)).toEqual(['obsidian'])
  })
})

describe('the address of a site', () => {
  it.each<[string, Files, string | undefined]>([
    [
      'netlify.toml',
      { 'netlify.toml': 'from = "https://a.netlify.app/*"\nto = "https://a.example/:splat"' },
      'https://a.example/',
    ],
    ['a workflow', { '.github/workflows/x.yml': '      cname: a.example' }, 'https://a.example/'],
    ['a name of a package', { 'package.json': '{"name": "a.example"}' }, 'https://a.example/'],
    ['a name of a program', { 'package.json': '{"name": "next.js"}' }, undefined],
    [
      'a repository of GitHub',
      { '.git/config': 'url = git@github.com:Jane/jane.github.io.git' },
      'https://jane.github.io/',
    ],
    [
      'a repository with a domain',
      { '.git/config': '\turl = https://github.com/jane/jane.example.git\n' },
      'https://jane.example/',
    ],
    ['other repositories', { '.git/config': 'url = https://github.com/jane/blog.git' }, undefined],
    ['scripts in Haskell', { 'site.hs': 'feedRoot = "https://a.example"' }, 'https://a.example/'],
    [
      'a host of pictures',
      { 'nuxt.config.ts': `x = { baseURL: 'https://res.cloudinary.com/a' }` },
      undefined,
    ],
  ])('is taken from %s', (_, files, url) => {
    expect(statedAddress(siteFolder(files))?.url).toBe(url)
  })
})

it('counts dated Markdown outside the folders of articles', () => {
  const folder = siteFolder({
    'posts/a.md': post('date: 2024-05-03'),
    'src/pages/shorts/2018/b.md': post('date: 2024-05-03'),
    'src/pages/shorts/2018/2024-05-04.md': post('title: C'),
    'docs/d.md': post('title: D'),
    'node_modules/x/e.md': post('date: 2024-05-03'),
  })
  expect(foldersLeftOut(folder, [{ folder: 'posts' }])).toEqual([{ path: 'src/pages/shorts/2018', count: 2 }])
})

it('has the date of an article of Next.js under the key datetime', () => {
  const names = ['a', 'b', 'c'].map((name) => `contents/${name}.md`)
  const files = Object.fromEntries(names.map((path) => [path, post('title: A\ndatetime: 2024-05-03')]))
  const { articles } = translated(next, { 'next.config.js': '', 'pages/blog/[slug].js': '', ...files })
  expect(articles['contents/a.md']).toMatchObject({ url: '/blog/a', date: '2024-05-03T00:00:00Z' })
})
