import { describe, expect, it } from 'vitest'
import { readFrontMatter } from '../../src/article/front-matter/read-front-matter.ts'
import { astro } from '../../src/dialects/astro.ts'
import type { Dialect } from '../../src/dialects/dialect.ts'
import { docusaurus } from '../../src/dialects/docusaurus.ts'
import { eleventy } from '../../src/dialects/eleventy.ts'
import { gatsby } from '../../src/dialects/gatsby.ts'
import { hexo } from '../../src/dialects/hexo.ts'
import { hugo } from '../../src/dialects/hugo.ts'
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
    ['2017-09-11-a.md', '\ndate: 11-9-2017', '2017-09-11T00:00:00Z'],
    ['2021-09-03-a.md', '\ndate: Fri Sep  3 11:21:31 CEST 2021', '2021-09-03T11:21:31Z'],
    ['2021-09-03-a.md', '\ndate: Fri Sep  3 11:21:31 EDT 2021', '2021-09-03T15:21:31Z'],
  ])('reads days as Ruby does, also those that the month does not have: %s%s', (name, front, date) => {
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

describe('addresses of Eleventy that a function writes', () => {
  it.each([
    `permalink: function({page}) { return \`/web/$\{ page.fileSlug }/\` }`,
    `permalink: (data) => \`/web/$\{data.page.fileSlug}/\``,
    `permalink(data) {\n return \`web/$\{data.page.fileSlug}/index.html\`; }`,
  ])('%s', (permalink) => {
    const files = {
      '.eleventy.js': '',
      'posts/posts.11tydata.js': `export default { tags: ['post'], ${permalink} }`,
      'posts/posts.md': post('title: All posts\npermalink: /web/'),
      'posts/2024-05-03-a.md': post('newstitle: A', '# Heading'),
      'posts/2024-05-04-b/index.md': post('title: B'),
    }
    const { articles } = translated(eleventy, files)
    expect(Object.values(articles).map(({ title, url }) => [title, url])).toEqual([
      ['A', '/web/a/'],
      ['B', '/web/b/'],
    ])
  })
})

describe('addresses of Eleventy that code makes of what is known', () => {
  /** Each calls the one before it twice. */
  const TWICE = Array.from({ length: 12 }, (_, at) => `const f${at + 1} = () => f${at}() + f${at}()`)
  const path = 'posts/2024-05-03-ferry-lines.md'
  const made = (script: string, front = '', files: Files = {}) => {
    const all = {
      '.eleventy.js': '',
      'posts/posts.11tydata.js': script,
      [path]: post(`title: 'Größe: Two'\n${front}`),
      ...files,
    }
    return { url: article(eleventy, all, path)?.['url'], code: codeOfAddress(eleventy, all, path) }
  }
  // `#{` stands for the start of code in a template.
  const permalink = (code: string) =>
    `export default { permalink: ${code.replaceAll('#{', '$'.concat('{'))} }`
  const date = 'date: 2024-01-02T23:30:00-05:00'

  it.each([
    ["({ page: { fileSlug: name } }) => '/n/' + name + '/'", '', '/n/ferry-lines/'],
    [
      'function (data) { const { title } = data; return `/n/#{this.slugify(title)}/` }',
      '',
      '/n/groesse-two/',
    ],
    [
      String.raw`(data) => {
        // The name of the file.
        const file = data.page.inputPath.split('/').pop().replace(/\.md$/, '')
        return '/n/' + file.replace(/^\d{4}-\d{2}-\d{2}-/, '') + '/'
      }`,
      '',
      '/n/ferry-lines/',
    ],
    ["({ page }) => `/#{String(page.date.getUTCMonth() + 1).padStart(2, '0')}/`", date, '/01/'],
    [
      "({ page }) => `/#{page.date.getFullYear()}/#{(page.date.getMonth() + 1).toString().padStart(2, '0')}/`",
      date,
      '/2024/01/',
    ],
    ["({ page }) => `/#{page.date.toISOString().split('T')[0].replaceAll('-', '/')}/`", date, '/2024/01/03/'],
    ['({ page }) => `/#{page.date.toISOString().slice(0, 4)}/`', date, '/2024/'],
    ['({ slug, page }) => `/n/#{slug || page.fileSlug}/`', '', '/n/ferry-lines/'],
    ['({ slug, page }) => `/n/#{slug || page.fileSlug}/`', 'slug: own', '/n/own/'],
    ["({ kind = 'x' }) => `/n/#{kind.toLowerCase()}/`", 'kind: NEWS', '/n/news/'],
    ['(data) => (data.draft ? false : `/n/#{data.page?.fileSlug}/`)', '', '/n/ferry-lines/'],
    ["(data) => `/n/#{data.title.replace(/(a+)+$/, '')}/`", '', undefined],
    ['(data) => `/n/#{data.title.at(0)}/`', '', undefined],
    ['(data) => `/n/#{data.missing}/`', '', undefined],
    ['({ page }) => { let name = page.fileSlug; name += 1; return name }', '', undefined],
    ['({ page }) => { while (true) {} }', '', undefined],
    ['() => { const f = () => f(); return f() }', '', undefined],
    [`() => { const f0 = () => 'a'; ${TWICE.join(';')}; return f12() }`, '', undefined],
    ["(data) => data.title.normalize('none')", '', undefined],
    ["(data) => data.title.replaceAll(/a/, '')", '', undefined],
    ["(data) => data.title.padStart(1e9, '/')", '', undefined],
    ['({ page }) => `/n/#{now()}/`', '', undefined],
    ['({ number }) => `/n/#{number}/`', 'number: 007', undefined],
    ['({ name }) => `/n/#{name}`', 'name: 2024-05-03', undefined],
  ])('%s with %j: %s', (code, front, url) => {
    const found = made(permalink(code), front)
    expect(found.code === undefined ? found.url : undefined).toBe(url)
  })

  it('follows functions into other scripts, which are part of the configuration', () => {
    const script =
      "import { urlOf } from '../lib/urls.js'\nexport default { permalink: ({ page }) => urlOf(page.fileSlug) }"
    const files = {
      'lib/urls.js': 'const base = "/n/"; export function urlOf(slug) { return base + slug + "/" }',
    }
    expect(made(script, '', files)).toEqual({ url: '/n/ferry-lines/', code: undefined })
    const all = { '.eleventy.js': '', 'posts/posts.11tydata.js': script, [path]: post(''), ...files }
    expect(eleventy.readSite(siteFolder(all)).files).toContain('lib/urls.js')
    expect(made(script).code).toBe('permalink')
    const circle = { 'lib/urls.js': "import { urlOf } from './urls.js'\nexport { urlOf }" }
    expect(made(script, '', circle).code).toBe('permalink')
  })

  it('reads dates of Luxon in the stated zone', () => {
    const script = (zone: string) =>
      `const { DateTime } = require('luxon')\nmodule.exports = () => ({ eleventyComputed: { permalink: (data) =>
        '/' + DateTime.fromJSDate(data.date, { zone: '${zone}' }).toFormat('yyyy/MM/dd') + '/' } })`
    expect(made(script('utc'), date).url).toBe('/2024/01/03/')
    expect(made(script('America/New_York'), date).url).toBe('/2024/01/02/')
    expect(made(script('Nowhere'), date).code).toBe('permalink')
  })

  it('computes an address from that of the article, and has no page for what has none', () => {
    const script = `const isProduction = process.env.NODE_ENV === 'production'
      const isHidden = (data) => 'held' in data || data.page.date > new Date()
      module.exports = { eleventyComputed: { permalink: (data) => isProduction && isHidden(data) ? false : data.permalink } }`
    expect(made(script, 'permalink: "/own/{{ page.fileSlug }}/"').url).toBe('/own/ferry-lines/')
    expect(made(script).url).toBe('/posts/2024-05-03-ferry-lines/')
    const all = { '.eleventy.js': '', 'posts/posts.11tydata.js': script, [path]: post('held: yes') }
    expect(article(eleventy, all, path)).toMatchObject({ permalink: false })
  })

  it.each([
    'module.exports = { permalink: () => "/a/" }; module.exports.permalink = () => "/b/"',
    'const data = { permalink: () => "/a/" }; data.permalink = f; export default data',
    'const data = { permalink: () => "/a/" }; if (x) f(data); export default data',
    'let permalink = () => "/a/"; export default { permalink }',
    'export default { markdown: { permalink: () => "/a/" } }',
    'export default { permalink: () => "/a/", ...others }',
    'export default { permalink: () => "/a/"',
  ])('does not know what a script may change: %s', (script) => {
    expect(made(script).code).toBe('permalink')
  })

  it('has a computed address of a farther or the own file before others', () => {
    const nearer = 'export default { permalink: () => "/a/" }'
    const computed = 'export default { eleventyComputed: { permalink: () => "/c/" } }'
    const own = { 'posts/2024-05-03-ferry-lines.11tydata.js': nearer }
    expect(made(computed, '', own).code).toBe('permalink')
    expect(made(computed, 'permalink: /own/').url).toBe('/c/')
    expect(made(computed, 'eleventyComputed: { permalink: /stated/ }').url).toBe('/stated/')
    expect(made(nearer, 'permalink: /own/').url).toBe('/own/')
  })

  it('does not take a value for missing that other code or data may have', () => {
    const code = "({ slug, page }) => '/n/' + (slug || page.fileSlug) + '/'"
    expect(made(`export default { slug: make(), permalink: ${code} }`).code).toBe('permalink')
    expect(
      made(`export default { eleventyComputed: { slug: make }, permalink: ${code} }`, 'slug: own').code,
    ).toBe('permalink')
    expect(made(permalink(code), '', { '_data/slug.js': 'export default 1' }).code).toBe('permalink')
    expect(made(permalink(code), '', { '.eleventy.js': "c.addGlobalData('slug', 1)" }).code).toBe('permalink')
  })
})

/** What decides on the address of an article, where it is code. */
function codeOfAddress(dialect: Dialect, files: Files, path: string): string | undefined {
  const folder = siteFolder(files)
  const source = files[path] ?? ''
  const front = readFrontMatter(source)
  if (!('fields' in front)) throw new Error('no front matter')
  return dialect.translate({ path, ...front, source }, dialect.readSite(folder), folder).unsureAddress
}

describe('addresses that code makes', () => {
  const data = 'posts/posts.11tydata.js'
  it.each([
    ['eleventy', { [data]: 'export default { permalink: (data) => data.page.fileSlug }' }, false],
    ['eleventy', { [data]: 'export default { permalink: (data) => data.page.url }' }, true],
    ['eleventy', { [data]: 'export default { permalink(data) { return 1 } }' }, true],
    ['eleventy', { [data]: `export default { permalink: \`/$\{base}/x/\` }` }, true],
    ['eleventy', { [data]: 'export default { permalink: "/x/{{ page.fileSlug }}/" }' }, false],
    ['eleventy', { [data]: 'export default { permalink: "/{% if a %}b{% endif %}/" }' }, true],
    ['eleventy', { [data]: 'export default { tags: ["post"] }' }, false],
    [
      'eleventy',
      { [data]: `export default { permalink({ page }) { return \`/x/$\{page.fileSlug}/\` } }` },
      false,
    ],
    ['eleventy', { [data]: `export default { permalink: (data) => \`/x/$\{data.title}/\` }` }, false],
    ['eleventy', { '_data/eleventyComputed.js': '' }, true],
    ['eleventy', { '.eleventy.js': 'c.addGlobalData("eleventyComputed.permalink", () => x)' }, true],
    ['astro', { 'src/pages/[year]/[slug].astro': "getCollection('posts')" }, true],
    ['astro', { 'src/pages/[slug].astro': "getCollection('posts')" }, false],
    ['astro', { 'src/pages/posts/[slug].astro': '' }, false],
    ['astro', { 'src/pages/index.astro': '' }, true],
  ])('%s %j', (name, files: Files, isUnsure) => {
    const path = name === 'astro' ? 'src/content/posts/a.md' : 'posts/a.md'
    const all = { '.eleventy.js': '', 'astro.config.mjs': '', [path]: post('title: A'), ...files }
    expect(codeOfAddress(name === 'astro' ? astro : eleventy, all, path) !== undefined).toBe(isUnsure)
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
    [
      { 'public/robots.txt': 'User-agent: *\nSitemap: https://r.example.org/map.xml' },
      'https://r.example.org/',
    ],
    [{ 'robots.txt': 'Sitemap: {{ site.url }}/sitemap.xml' }, undefined],
    [{ 'docs-config.ts': "export default { siteUrl: 'https://d.example.org' }" }, 'https://d.example.org/'],
    [{ 'src/config.yaml': 'site:\n  site: https://y.example.org/x' }, 'https://y.example.org/x/'],
    [
      {
        '_data/config.js':
          'export default { repo: "https://github.com/a/b", origin: "https://o.example.org" }',
      },
      'https://o.example.org/',
    ],
    [{ 'src/consts.ts': "export const SITE_URL = 'http://localhost:3000'" }, undefined],
    [
      { 'scripts/generate-rss.js': "new Feed({ site_url: 'https://f.example.org', title: 'F' })" },
      'https://f.example.org/',
    ],
    [{ 'package.json': '{"homepage": "https://h.example.org"}' }, 'https://h.example.org/'],
    [{ 'package.json': '{"homepage": "https://github.com/a/b#readme"}' }, undefined],
    [{}, undefined],
  ])('%j', (files: Files, address) => {
    expect(statedAddress(siteFolder(files))?.url).toBe(address)
  })
})

describe('Hugo as sites use it', () => {
  const config = { title: 'H', baseURL: 'https://h.example/' }
  const site = (over: object, files: Files) =>
    Object.values(
      translated(hugo, { 'hugo.json': JSON.stringify({ ...config, ...over }), ...files }).articles,
    )
  const told = (articles: readonly Record<string, unknown>[]) =>
    articles.map(({ title, url, section, language }) => [title, url, section, language])

  it('has the addresses of folders that are mounted', () => {
    const mounts = [
      { source: 'text/en', target: 'content' },
      { source: 'notes', target: 'content/log/old', excludeFiles: ['private/**'] },
      { source: 'text/fr', target: 'content', lang: 'fr' },
      { source: 'static', target: 'static' },
      { source: '../other', target: 'content/x' },
    ]
    const files = {
      'text/en/news/a.md': post('title: A'),
      'text/fr/news/a.md': post('title: F'),
      'notes/b.md': post('title: B'),
      'notes/_index.md': post('cascade: {draft: true}'),
      'notes/private/c.md': post('title: C'),
      'content/news/d.md': post('title: not mounted'),
    }
    const articles = site({ module: { mounts }, languages: { en: {}, fr: {} } }, files)
    expect(told(articles)).toEqual([
      ['A', '/news/a/', 'news', undefined],
      ['F', '/fr/news/a/', 'news', 'fr'],
      ['B', '/log/old/b/', 'log', undefined],
    ])
    expect(articles.at(-1)).toMatchObject({ draft: true })
  })

  it('hands down by language, and closes in all', () => {
    const files = {
      'content/news/_index.fr.md': post('cascade: {author: Anne, draft: true}'),
      'content/log/_index.fr.md': post('cascade: {author: Anne, draft: false}'),
      'content/news/a.md': post('title: A'),
      'content/news/a.fr.md': post('title: F'),
      'content/log/b.md': post('title: B'),
    }
    const languages = { en: {}, fr: { cascade: { summary: 'Oui' } } }
    const articles = site({ languages }, files).map(({ title, author, draft, summary }) => [
      title,
      author,
      draft,
      summary,
    ])
    expect(articles).toEqual([
      ['A', undefined, true, undefined],
      ['F', 'Anne', true, 'Oui'],
      ['B', undefined, undefined, undefined],
    ])
  })

  it('leaves out languages that are switched off', () => {
    const files = {
      'content/a/a.md': post('title: A'),
      'content/a/a.fr.md': post('title: F'),
      'de/a/a.md': post('title: D'),
    }
    const languages = { en: {}, fr: { disabled: true }, de: { contentDir: 'de' } }
    expect(told(site({ languages, disableLanguages: ['de'] }, files))).toEqual([
      ['A', '/a/a/', 'a', undefined],
    ])
  })

  it('has addresses that are files in some sections', () => {
    const files = { 'content/news/a.md': post('title: A'), 'content/log/b.md': post('title: B') }
    expect(told(site({ uglyURLs: { news: true }, permalinks: { news: '/:slug/' } }, files))).toEqual([
      ['A', '/a.html', 'news', undefined],
      ['B', '/log/b/', 'log', undefined],
    ])
  })

  it('lays the configuration of the public site over the others', () => {
    const files = {
      'config/_default/hugo.toml': 'title = "D"\nbaseURL = "http://localhost/"\n',
      'config/production/hugo.toml': 'baseURL = "https://p.example/"\n',
      'config/staging/hugo.toml': 'baseURL = "https://s.example/"\n',
      'content/a/a.md': post('title: A'),
    }
    expect(translated(hugo, files).site).toMatchObject({ title: 'D', url: 'https://p.example/' })
  })

  it('has articles that other programs read for it, and pages with a front matter', () => {
    const files = {
      'content/a/a.adoc': post('title: A', '== Heading'),
      'content/a/b.org': '#+title: B\n#+date: <2024-05-03 Fri>\n#+draft: true\n\nText\n',
      'content/a/c.html': post('title: C', '<p>Text</p>'),
      'content/a/d.html': '<!doctype html><title>no article</title>',
      'content/a/e.html': post('title: E', '<p>{{< x >}}</p>'),
    }
    const articles = site({}, files)
    expect(articles.map(({ title, url, date, draft, body }) => [title, url, date, draft, body])).toEqual([
      ['A', '/a/a/', undefined, undefined, ''],
      ['B', '/a/b/', '2024-05-03T00:00:00Z', true, ''],
      ['C', '/a/c/', undefined, undefined, '<p>Text</p>'],
      ['E', '/a/e/', undefined, undefined, ''],
    ])
  })

  it.each([
    ['baseURL: /', '/posts/a/map.png'],
    ['baseURL: https://h.example/x/', 'https://h.example/x/posts/a/map.png'],
  ])('places what lies in a bundle below its article: %s', (config, address) => {
    const path = 'content/posts/a/index.md'
    const files = {
      'hugo.yaml': config,
      [path]: post('title: A', '![](map.png)'),
      'content/posts/a/map.png': '',
    }
    expect(article(hugo, files, path)?.['body']).toBe(`![](${address})`)
  })
})

describe('Configurations of Astro', () => {
  const config = (rest: string) => `export default defineConfig({ site: 'https://a.example', ${rest} })`

  it('has the collections that its loaders name, wherever they lie', () => {
    const { articles } = translated(astro, {
      'astro.config.mjs': config(''),
      'src/content.config.ts': `
        const team = defineCollection({ loader: glob({ base: './team' }) })
        const posts = defineCollection({
          loader: glob({ pattern: '**/*.md', base: './texts' }), schema: z.object({}) })
        // const notes = defineCollection({ loader: glob({ base: './old' }) })`,
      'src/pages/read/[slug].astro': "await getCollection('posts')",
      'texts/ferry.md': post("title: A\nadded: 'May 01 2024'"),
      'team/jane.md': post('title: Jane'),
      'old/b.md': post('title: B'),
    })
    expect(Object.values(articles).map(({ url, section, date }) => [url, section, date])).toEqual([
      ['/read/ferry/', 'posts', '2024-05-01T00:00:00Z'],
    ])
  })

  it('has the language of the root of a Starlight site', () => {
    const locales = "defaultLocale: 'root', locales: { root: { label: 'Deutsch', lang: 'de' }, en: {} }"
    expect(translated(astro, { 'astro.config.mjs': config(locales) }).site.language).toBe('de')
  })
})

describe('Jekyll in a folder of its own', () => {
  const path = 'src/_posts/notes/2024-05-03-fog.md'

  it.each(['src', '.build/src'])('reads the sources in %s', (source) => {
    const files = {
      '_config.yml': `source: ${source}\npermalink: /:categories/:title/\ndefaults: [{scope: {path: _posts/notes}, values: {categories: [log]}}]`,
      'src/feed.xml': '<feed',
      [path]: post('title: Fog'),
    }
    const site = jekyll.readSite(siteFolder(files))
    expect(article(jekyll, files, path)).toMatchObject({ url: '/log/fog/', id: '/log/fog' })
    expect(jekyll.usualFeed?.(siteFolder(files), site)).toEqual({ path: '/feed.xml', format: 'atom' })
  })
})

it('has the languages of Polyglot below their codes', () => {
  const posts = { '_posts/2024-05-03-fog.md': '', '_posts/nl/2024-05-03-fog.md': '\nlang: nl' }
  const files = {
    '_config.yml': 'languages: [en, nl]\ndefault_lang: en\npermalink: /:title/\nurl: https://a.example',
    ...Object.fromEntries(Object.entries(posts).map(([path, lang]) => [path, post(`title: A${lang}`)])),
  }
  const { site, articles } = translated(jekyll, files)
  expect(site).toMatchObject({ language: 'en', lists: { languages: ['nl'] } })
  expect(Object.values(articles).map(({ id, url, language }) => [id, url, language])).toEqual([
    ['https://a.example/fog', '/fog/', undefined],
    ['https://a.example/nl/fog', '/nl/fog/', 'nl'],
  ])
})

describe('Hugo with a folder of configuration', () => {
  it('is recognized by any of its files', () => {
    const files = { 'config/_default/build.yaml': 'a: 1', 'config/_default/hugo.yaml': 'title: A' }
    expect(hugo.detect(siteFolder({ ...files, 'content/posts/a.md': '' }))).toBe(true)
  })

  it.each([
    ['/guide', '/guide/'],
    ['/guide.html', '/guide.html'],
  ])('has a page with the address %s at %s', (url, shown) => {
    const path = 'content/posts/a.md'
    const files = { 'hugo.toml': 'title = "A"', [path]: post(`title: A\nurl: ${url}`) }
    expect(article(hugo, files, path)).toMatchObject({ url: shown })
  })
})

describe('Astro with dates in addresses or languages in names', () => {
  it('takes the date from the name, and the address from the only page of articles', () => {
    const path = 'src/content/posts/2024-05-03-fog.mdoc'
    const files = {
      'astro.config.mjs': `export default { site: 'https://a.example' }`,
      'src/pages/[year]/[month]/[day]/[slug].astro': 'import { posts } from "../posts"',
      [path]: post('title: Fog'),
    }
    expect(article(astro, files, path)).toMatchObject({
      url: '/2024/05/03/fog/',
      date: '2024-05-03T00:00:00Z',
    })
  })

  it('reads the language in the name of a collection', () => {
    const path = 'src/content/blog_ja/fog.md'
    const files = {
      'astro.config.mjs': `export default { site: 'https://a.example' }`,
      'src/pages/blog/ja/[slug].astro': `getCollection("blog_ja")`,
      'src/pages/blog/ko/[slug].astro': `getCollection("blog_ko")`,
      [path]: post('title: Fog\ndate: 2024-05-03'),
    }
    expect(article(astro, files, path)).toMatchObject({ url: '/blog/ja/fog/', language: 'ja' })
  })
})

it('takes the facts about a site of Eleventy from a folder of data', () => {
  const files = { '.eleventy.js': '', '_data/site/config.json': '{"url": "https://a.example", "name": "A"}' }
  expect(eleventy.readSite(siteFolder(files))).toMatchObject({ title: 'A', url: 'https://a.example/' })
})

it.each([
  ['its command', { 'package.json': '{"scripts": {"build": "eleventy --input=texts"}}', '.eleventy.js': '' }],
  ['a folder of data', { '.eleventy.js': 'x = { input: dir.src }', 'texts/_data/a.json': '{}' }],
])('takes the input of Eleventy from %s', (_, files) => {
  const path = 'texts/posts/fog.md'
  expect(article(eleventy, { ...files, [path]: post('title: A') }, path)).toMatchObject({
    url: '/posts/fog/',
  })
})

it('has the date of a post of Gatsby under any of its usual keys', () => {
  const path = 'content/blog/fog.md'
  const files = { 'gatsby-config.js': '', [path]: post('title: A\ndateCreated: 2024-05-03') }
  expect(article(gatsby, files, path)).toMatchObject({ date: '2024-05-03T00:00:00Z' })
})

describe('Eleventy as more sites use it', () => {
  const path = 'src/posts/2024-05-03-ferry.md'
  const files = (config: string, others: Files = {}) => ({
    'eleventy.config.js': `export default (c) => { ${config} }; export const config = { dir: { input: 'src' } }`,
    [path]: post('title: Größe der Fähre\ndate: 2024-05-03T23:30:00Z'),
    ...others,
  })

  it.each([
    [
      'a filter in the configuration',
      "c.addFilter('day', (d) => DateTime.fromJSDate(d).toFormat('yyyy/LL/d'))",
      '2024/05/3',
    ],
    ['the zone of a filter in a file', "c.addFilter('day', require('./day.js'))", '2024-05-04'],
  ])('takes the date in an address from %s', (_, config, day) => {
    const all = files(config, {
      'src/posts/posts.json': '{"permalink": "{{ page.date | day }}/{{ title | slugify }}/"}',
      'day.js': "module.exports = (d) => at(d, { zone: 'Europe/Berlin' }).toFormat('yyyy-MM-dd')",
    })
    expect(article(eleventy, all, path)).toMatchObject({ url: `/${day}/groesse-der-faehre/` })
  })

  it.each([
    "(d) => d.toFormat('EEEE')",
    '(d) => d.toISOString()',
    "(d) => a.toFormat('yyyy') + b.toFormat('dd')",
  ])('does not know the address with the filter %s', (code) => {
    const all = files(`c.addFilter('day', ${code})`, {
      'src/posts/posts.json': '{"permalink": "{{ date | day }}/"}',
    })
    expect(codeOfAddress(eleventy, all, path)).toBe('{{ date | day }}/')
  })

  it('reads data files in YAML with a parser for them, and folders that functions set', () => {
    const all = {
      'eleventy.config.js':
        "export default (c) => { c.setInputDirectory('src'); c.addDataExtension('yml', load); c.addPassthroughCopy('a/*/b.webc') }",
      'src/_data/site.js': "export default { title: 'Harbor', url: 'https://a.example' }",
      'src/articles/ferry/index.md': 'Text\n',
      'src/articles/ferry/index.yml': 'title: Ferry\ndate: 2023-04-31\n',
    }
    expect(eleventy.readSite(siteFolder(all))).toMatchObject({ title: 'Harbor', url: 'https://a.example/' })
    expect(article(eleventy, all, 'src/articles/ferry/index.md')).toMatchObject({
      title: 'Ferry',
      date: '2023-05-01T00:00:00Z',
      url: '/articles/ferry/',
    })
  })

  it('takes the address of the feed, and facts of the site, from the template of the feed of articles', () => {
    const feed = (root: string, collection: string, front: string) =>
      `---\n${front}\n---\n<?xml version="1.0"?>\n<${root}>{% for post in collections.${collection} %}{% endfor %}`
    const all = files('', {
      'src/a-feed.njk': feed(
        'feed',
        'links',
        'permalink: links.xml\ntitle: Links\nurl: "https://a.example/links"',
      ),
      'src/_includes/feed.njk': feed('feed', 'posts', 'permalink: other.xml'),
      'src/feed/rss.njk': feed(
        'rss',
        'posts',
        'permalink: feed/index.xml\nmetadata: {title: Harbor, url: "https://a.example"}',
      ),
      'src/feeds/computed.njk': feed('feed', 'posts', 'permalink: "{{ metadata.path }}"'),
    })
    const site = eleventy.readSite(siteFolder(all))
    expect(site).toMatchObject({ title: 'Harbor', url: 'https://a.example/' })
    expect(eleventy.usualFeed?.(siteFolder(all), site)).toEqual({ path: '/feed/index.xml', format: 'rss' })
  })

  it('keeps a fence behind the mark of raw text', () => {
    const all = files('', {
      [path]: post('title: A', '{% raw %}``` html\n---\na: 1\n---\n```{% endraw %}\n'),
    })
    expect(article(eleventy, all, path)).toMatchObject({ body: '``` html\n---\na: 1\n---\n```' })
  })
})

it('does not publish a post of Hexo whose address depends on a date that it does not state', () => {
  const path = 'source/_posts/ferry.md'
  const unknown = (config: string, front: string) => {
    const folder = siteFolder({ '_config.yml': config, 'source/_posts/a.md': '' })
    const read = readFrontMatter(post(front))
    if (!('fields' in read)) throw new Error('no front matter')
    return hexo.translate({ path, ...read, source: '' }, hexo.readSite(folder), folder).unknownAddress
  }
  expect(unknown('', 'title: A')).toBe('date')
  expect(unknown('permalink: ":year/:title/"', 'title: A')).toBe('date')
  expect(unknown('', 'title: A\ndate: 2024-05-03')).toBeUndefined()
  expect(unknown('permalink: ":title/"', 'title: A')).toBeUndefined()
  expect(unknown('', 'title: A\npermalink: own/')).toBeUndefined()
})

it('reads the blog of a plug-in that extends that of Docusaurus', () => {
  const config =
    "export default { url: 'https://d.example', presets: [['classic', { blog: false }]], plugins: [['./src/plugin-content-blog-more.js', { path: './news', routeBasePath: 'n' }]] }"
  const files = { 'docusaurus.config.js': config, 'news/a.md': post('title: A\ndate: 2023-02-29') }
  expect(article(docusaurus, files, 'news/a.md')).toMatchObject({ url: '/n/a', date: '2023-03-01T00:00:00Z' })
})

it('reads collections of Astro in src alone if some are there, and the title of the feed', () => {
  const files = {
    'astro.config.mjs': "export default { site: 'https://a.example' }",
    'src/pages/rss.xml.js': "export const GET = () => rss({ title: 'Harbor', items: posts })",
    'src/content/blog/a.md': post('title: A\npubDate: 2023-04-31'),
  }
  expect(astro.readSite(siteFolder(files)).title).toBe('Harbor')
  const both = { ...files, 'content/blog/a.md': post('title: A\ndate: 2024-05-03') }
  expect(Object.keys(translated(astro, both).articles)).toEqual(['src/content/blog/a.md'])
  expect(article(astro, files, 'src/content/blog/a.md')).toMatchObject({ date: '2023-05-01T00:00:00Z' })
})

it('finds the address of a site among the variables of its hosting', () => {
  const files = { 'netlify.toml': '[build.environment]\n  SITE_URL = "https://harbor.example/"\n' }
  expect(statedAddress(siteFolder(files))).toEqual({ url: 'https://harbor.example/', file: 'netlify.toml' })
})

it.each([
  [
    'a page for each collection',
    { 'src/pages/[collection]/[slug].astro': 'await getCollection(name)' },
    false,
  ],
  [
    'the only page that does not lead elsewhere',
    {
      'src/pages/articles/[slug].astro': "await getCollection('blog')",
      'src/pages/notes/[slug].astro': 'await getCollection(\'blog\'); <meta http-equiv="refresh">',
    },
    false,
  ],
  [
    'no page, of two that render the articles',
    {
      'src/pages/articles/[slug].astro': "await getCollection('blog')",
      'src/pages/notes/[slug].astro': "await getCollection('blog'); Astro.redirect(to); <Content />",
    },
    true,
  ],
  [
    'no page whose code makes the name',
    {
      'src/pages/[collection]/[slug].astro': 'const slug = nameOf(post)\nreturn { params: { slug }, props }',
    },
    true,
  ],
  [
    'no page whose code makes one of the names',
    { 'src/pages/[collection]/[slug].astro': 'return { params: { collection, slug: nameOf(post) } }' },
    true,
  ],
  [
    'a page that takes the name of the file',
    {
      'src/pages/[collection]/[slug].astro':
        'return posts.map((post) => ({ params: { slug: post.id }, props }))',
    },
    false,
  ],
])('takes the address of an article of Astro from %s', (_, pages, isUnsure) => {
  const path = 'src/content/blog/a.md'
  const files: Files = {
    'astro.config.mjs': "export default { site: 'https://a.example' }",
    [path]: post('title: A\ndate: 2024-05-03'),
    'src/pages/x/[slug].astro': '',
    ...pages,
  }
  expect(codeOfAddress(astro, files, path) !== undefined).toBe(isUnsure)
  if (!isUnsure)
    expect(article(astro, files, path)).toMatchObject({
      url: 'src/pages/articles/[slug].astro' in pages ? '/articles/a/' : '/blog/a/',
    })
})

it('takes facts about an Eleventy site from several files of data', () => {
  const files = {
    '.eleventy.js': '',
    '_data/metadata.js': "export default () => ({ title: 'Harbor', url: process.env.URL })",
    '_data/site.js': "export default { title: 'Other', url: 'https://a.example' }",
  }
  expect(eleventy.readSite(siteFolder(files))).toMatchObject({ title: 'Harbor', url: 'https://a.example/' })
})
