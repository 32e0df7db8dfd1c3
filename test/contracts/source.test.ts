import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, onTestFinished } from 'vitest'
import { dialectEntries, loadDialect } from '../../src/dialects/index.ts'
import { createBuiltSource } from '../../src/sources/built.ts'
import { combineSources } from '../../src/sources/combined-source.ts'
import { createFolderSource } from '../../src/sources/folder.ts'
import { createSiteFolderSource } from '../../src/sources/site-folder.ts'
import type { ArticleSource } from '../../src/sources/source.ts'
import { memorySourceCase } from './memory-source.ts'
import { type SourceCase, sourceContract } from './source.ts'

/** A kind of source whose articles are files in a folder. */
interface FolderKind {
  open(folder: string, options: { readonly now: () => number; readonly siteUrl: string }): ArticleSource
  pathOf(name: string): string
  readonly textOf?: (title: string) => string
  /** What else is there. */
  readonly files?: Readonly<Record<string, string>>
}

const markdown = (title: string) => `---\ntitle: ${title}\nsection: world\n---\nText.\n`

async function folderCase({ open, pathOf, textOf = markdown, files = {} }: FolderKind): Promise<SourceCase> {
  const top = mkdtempSync(join(tmpdir(), 'source-'))
  onTestFinished(() => rmSync(top, { recursive: true, force: true }))
  const folder = join(top, 'content')
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  for (const [path, text] of Object.entries(files)) put(path, text)
  return {
    // A minute after the files were written: their revisions stand.
    source: open(folder, { siteUrl: 'https://example.org/', now: () => Date.now() + 60_000 }),
    write: async (name, title) => put(pathOf(name), textOf(title)),
    remove: async (name) => rmSync(join(folder, pathOf(name))),
    away: async (isAway) =>
      isAway ? renameSync(folder, join(top, 'away')) : renameSync(join(top, 'away'), folder),
  }
}

const content: FolderKind = {
  open: createFolderSource,
  pathOf: (name) => `world/${name}.md`,
}

const pages: FolderKind = {
  open: createBuiltSource,
  pathOf: (name) => `world/${name}.html`,
  textOf: (title) =>
    `<html><head><script type="application/ld+json">${JSON.stringify({
      '@type': 'NewsArticle',
      headline: title,
      articleSection: 'world',
      datePublished: '2024-02-02T12:00:00Z',
    })}</script></head><body><article><h1>${title}</h1><p>${'The ferry runs again. '.repeat(9)}</p></article></body></html>`,
}

/** Where each program has its articles, and what else makes the folder one of its sites. */
const SITES: Readonly<Record<string, Omit<FolderKind, 'open'>>> = {
  astro: {
    pathOf: (name) => `src/content/posts/${name}.md`,
    files: { 'astro.config.mjs': "export default { site: 'https://example.org' }" },
  },
  bridgetown: {
    pathOf: (name) => `src/_posts/2024-02-02-${name}.md`,
    files: { 'bridgetown.config.yml': 'url: https://example.org' },
  },
  docusaurus: {
    pathOf: (name) => `blog/${name}.md`,
    files: { 'docusaurus.config.js': "module.exports = { url: 'https://example.org', baseUrl: '/' }" },
  },
  eleventy: {
    pathOf: (name) => `posts/${name}.md`,
    files: { 'eleventy.config.js': 'module.exports = {}' },
  },
  gatsby: {
    pathOf: (name) => `content/blog/${name}.md`,
    files: { 'gatsby-config.js': "module.exports = { siteMetadata: { siteUrl: 'https://example.org' } }" },
  },
  hexo: {
    pathOf: (name) => `source/_posts/${name}.md`,
    files: { '_config.yml': 'url: https://example.org\npermalink: :title/', 'scaffolds/post.md': '' },
  },
  hugo: {
    pathOf: (name) => `content/world/${name}.md`,
    files: { 'hugo.toml': 'baseURL = "https://example.org/"' },
  },
  jekyll: {
    pathOf: (name) => `_posts/2024-02-02-${name}.md`,
    files: { '_config.yml': 'url: https://example.org' },
  },
  lektor: {
    pathOf: (name) => `content/world/${name}/contents.lr`,
    textOf: (title) => `title: ${title}\n---\npub_date: 2024-02-02\n---\nbody: Text.\n`,
    files: { 'a.lektorproject': '[project]\nurl = https://example.org/\n' },
  },
  next: {
    pathOf: (name) => `data/blog/${name}.md`,
    files: { 'next.config.js': '', 'pages/blog/[slug].js': '' },
  },
  mkdocs: {
    pathOf: (name) => `docs/blog/posts/${name}.md`,
    files: { 'mkdocs.yml': 'site_url: https://example.org/\nplugins: [blog]\n' },
  },
  nikola: {
    pathOf: (name) => `posts/${name}.rst`,
    textOf: (title) => `.. title: ${title}\n\nText.\n`,
    files: { 'conf.py': "BLOG_TITLE = 'N'\nSITE_URL = 'https://example.org/'\n" },
  },
  nuxt: {
    pathOf: (name) => `content/blog/${name}.md`,
    files: { 'nuxt.config.ts': "export default { siteUrl: 'https://example.org' }" },
  },
  obsidian: {
    pathOf: (name) => `world/${name}.md`,
    textOf: (title) => `---\ntitle: ${title}\nsection: world\npublish: true\n---\nText.\n`,
    files: { '.obsidian/app.json': '{}' },
  },
  other: {
    pathOf: (name) => `posts/${name}.md`,
    textOf: (title) => `---\ntitle: ${title}\ndate: 2024-02-02\n---\nText.\n`,
    files: { 'site.json': '{ "url": "https://example.org" }' },
  },
  pelican: {
    pathOf: (name) => `content/${name}.md`,
    textOf: (title) => `Title: ${title}\nDate: 2024-02-02\n\nText.\n`,
    files: { 'pelicanconf.py': "SITEURL = 'https://example.org'\n" },
  },
  quarto: {
    pathOf: (name) => `posts/${name}.qmd`,
    files: { '_quarto.yml': 'website: { site-url: https://example.org }' },
  },
  quartz: {
    pathOf: (name) => `content/world/${name}.md`,
    files: { 'quartz.config.ts': "export default { configuration: { baseUrl: 'example.org' } }" },
  },
  vitepress: {
    pathOf: (name) => `posts/${name}.md`,
    files: { '.vitepress/config.ts': "export default { hostname: 'https://example.org' }" },
  },
  vuepress: {
    pathOf: (name) => `posts/${name}.md`,
    files: { '.vuepress/config.ts': "export default { hostname: 'https://example.org' }" },
  },
  zola: {
    pathOf: (name) => `content/world/${name}.md`,
    files: { 'config.toml': 'base_url = "https://example.org"\n' },
  },
}

describe('a folder as a source', () => sourceContract(() => folderCase(content)))
describe('built pages as a source', () => sourceContract(() => folderCase(pages)))
describe.each(dialectEntries)('a site folder of $title as a source', ({ name }) =>
  sourceContract(() => {
    const site = SITES[name]
    if (site === undefined) throw new Error(`there is no example of a site of ${name}`)
    return folderCase({
      ...site,
      open: (folder, options) => createSiteFolderSource(folder, () => loadDialect(name), options),
    })
  }),
)
describe('fields in memory as a source', () => sourceContract(async () => memorySourceCase()))
describe('two sources together as one', () =>
  sourceContract(async () => {
    const { source, ...hand } = await folderCase(content)
    const combined = combineSources(
      new Map([
        ['', source],
        ['feed', memorySourceCase().source],
      ]),
    )
    return { source: combined, ...hand }
  }))
