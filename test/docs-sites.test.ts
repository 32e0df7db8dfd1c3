import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { dialectEntries } from '../src/dialects/index.ts'
import { runCommand } from './support/site.ts'

const pages = readdirSync('docs/sites').map((name) => name.replace(/\.md$/, ''))

it('has a page for every program, and each is named in docs/sites.md', () => {
  expect(pages.toSorted()).toEqual(dialectEntries.map(({ name }) => name).toSorted())
  const index = readFileSync('docs/sites.md', 'utf8')
  for (const { name, title } of dialectEntries)
    expect(index).toContain(`| ${title} | [sites/${name}.md](sites/${name}.md) |`)
})

const POST = '---\ntitle: First\ndate: 2024-02-03 09:00:00\n---\nIt rained all night.\n'

/** Small sites of the programs that have none in `test/sites`. */
const SMALL: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  bridgetown: {
    'bridgetown.config.yml': 'url: https://a.example\n',
    Gemfile: 'gem "bridgetown-feed"\n',
    'src/_posts/2024-02-03-first.md': POST,
  },
  gatsby: {
    'gatsby-config.js': `module.exports = { siteMetadata: { title: 'A', siteUrl: 'https://a.example' } }\n`,
    'content/blog/first.md': POST,
  },
  hexo: { '_config.yml': 'title: A\nurl: https://a.example\n', 'source/_posts/first.md': POST },
  next: {
    'next.config.js': 'module.exports = {}\n',
    'data/siteMetadata.js': `module.exports = { title: 'A', siteUrl: 'https://a.example' }\n`,
    'app/blog/[slug]/page.js': '',
    'data/blog/first.md': POST,
  },
  mkdocs: {
    'mkdocs.yml': 'site_name: A\nsite_url: https://a.example/\nplugins:\n  - blog\n  - rss\n',
    'docs/blog/posts/first.md': POST,
  },
  lektor: {
    'a.lektorproject': '[project]\nname = A\nurl = https://a.example/\n',
    'content/blog/contents.lr': 'title: All\n',
    'content/blog/first/contents.lr':
      'title: First\n---\npub_date: 2024-02-03\n---\nbody:\n\nIt rained all night.\n',
  },
  nikola: {
    'conf.py': `BLOG_TITLE = "A"\nSITE_URL = "https://a.example/"\nPOSTS = (("posts/*.md", "posts", "post.tmpl"),)\n`,
    'posts/first.md': '.. title: First\n.. slug: first\n.. date: 2024-02-03 09:00:00 UTC\n\nIt rained.\n',
  },
  nuxt: {
    'nuxt.config.ts': `export default { site: { url: 'https://a.example', name: 'A' } }\n`,
    'content/blog/first.md': POST,
  },
  other: {
    '_cobalt.yml': 'site: { title: A, base_url: "https://a.example" }\n',
    'posts/first.md': POST,
  },
  pelican: {
    'pelicanconf.py': `SITENAME = "A"\nSITEURL = "https://a.example"\nPATH = "content"\n`,
    'content/first.md': 'Title: First\nDate: 2024-02-03 09:00\n\nIt rained all night.\n',
  },
  quarto: {
    '_quarto.yml': 'website: { title: A, site-url: "https://a.example" }\n',
    'index.qmd': '---\ntitle: A\nlisting: { contents: posts, feed: true }\n---\n',
    'posts/first/index.qmd': POST,
  },
  quartz: {
    'quartz.config.ts': `const config = { configuration: { pageTitle: 'A', baseUrl: 'a.example' } }\n`,
    'content/notes/first.md': POST,
  },
  vitepress: {
    '.vitepress/config.mjs': `export default { title: 'A', sitemap: { hostname: 'https://a.example' } }\n`,
    'blog/first.md': POST,
  },
  vuepress: {
    '.vuepress/config.js': `module.exports = { title: 'A', hostname: 'https://a.example' }\n`,
    'blog/first.md': POST,
  },
  zola: {
    'zola.toml': 'base_url = "https://a.example"\ntitle = "A"\n',
    'content/blog/first.md': '+++\ntitle = "First"\ndate = 2024-02-03\n+++\nIt rained all night.\n',
  },
}

/** A clone of the site of this program. */
async function clone(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'feedwright-docs-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const site = join(import.meta.dirname, 'sites', name)
  const files = SMALL[name]
  if (files === undefined) {
    await cp(site, folder, { recursive: true })
    for (const proof of ['articles.json', 'published.json']) await rm(join(folder, proof))
  }
  for (const [path, text] of Object.entries(files ?? {})) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return folder
}

/** What needs the network, or the generator, whose pages are in the clone. */
const ELSEWHERE = /^(?:git clone |cd |npm )/

/** Runs one line of a page; returns its output. */
async function follow(line: string, folder: string): Promise<string> {
  if (ELSEWHERE.test(line)) return ''
  const [, name, rest = ''] = /^npx feedwright (\S+) ?(.*)$/.exec(line) ?? []
  if (name === undefined) return execFileSync('sh', ['-ec', line], { cwd: folder, encoding: 'utf8' })
  const { code, out, err } = await runCommand(folder, [name, ...rest.split(' ').filter(Boolean)])
  expect({ line, code, err: code === 0 ? '' : err }).toEqual({ line, code: 0, err: '' })
  return out
}

it.each([
  ...pages.map((name) => [`docs/sites/${name}.md`, name] as const),
  ['docs/built-pages.md', 'built'] as const,
])('%s leads from a clone to a feed that can be subscribed to', async (file, name) => {
  const page = readFileSync(file, 'utf8')
  const [, commands = ''] = /```sh\n([\s\S]*?)```/.exec(page) ?? []
  const folder = await clone(name)
  let last = ''
  for (const line of commands.trim().split('\n')) last = await follow(line, folder)
  expect(last).toContain('no problems')
  const [, path = ''] = /^The feed is in `out\/([^`]*)`/m.exec(page) ?? []
  expect(commands).toContain(`npx feedwright check out/${path}\n`)
  expect(page).toMatch(new RegExp(`readers subscribe\\s+to \`https://example\\.org/${path}\``))
  const feed = readFileSync(join(folder, 'out', path), 'utf8')
  const isHidden = existsSync(join(folder, '.feedwright.yaml'))
  const settings = readFileSync(join(folder, isHidden ? '.feedwright.yaml' : 'feedwright.yaml'), 'utf8')
  const [, base = ''] = /^feedsUrl: (.*)$/m.exec(settings) ?? /^url: (.*)$/m.exec(settings) ?? []
  expect(feed).toMatch(
    new RegExp(`rel="self"[^>]* href="${base}${path}"|href="${base}${path}"[^>]* rel="self"`),
  )
  const ids = [...feed.matchAll(/<guid[^>]*>([^<]*)|<entry>[\s\S]*?<id>([^<]*)/g)].map(
    ([, rss, atom]) => rss ?? atom,
  )
  expect(ids).not.toEqual([])
  if (page.includes('with the same ids')) {
    const known = readFileSync(`test/sites/${name}/published.json`, 'utf8')
    for (const id of ids) expect(known).toContain(`"${id} `)
  }
  expect(page.includes('`.feedwright.yaml`')).toBe(isHidden)
})
