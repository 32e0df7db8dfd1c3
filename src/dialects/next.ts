import type { FieldMap } from '../article/front-matter/fields.ts'
import { readScriptObject } from '../article/front-matter/script-object.ts'
import { dayInName, undatedName } from '../article/name-date.ts'
import { addressDay, expandPattern } from './address-pattern.ts'
import { articleFoldersBelow, datedFolderBelow } from './article-folders.ts'
import { siteUrlOf } from './configuration.ts'
import type { ArticleRoot, Dialect, ForeignArticle, ForeignSite, SiteFolder } from './dialect.ts'
import { EditedFields } from './fields.ts'
import { permanentLink } from './permanent-link.ts'
import { rollDateOver } from './rolled-over.ts'
import { pathBelow, rootOf } from './roots.ts'
import { withoutComments } from './script-literals.ts'
import { literalsOfFile, plainSite, scriptNamed, textOf } from './script-site.ts'

const ARTICLE = /\.(?:mdx?|markdown)$/i
/** Files in which blogs state the name of their site. */
const FACTS = [
  'data/siteMetadata',
  'src/data/siteMetadata',
  'config/site',
  'src/config/site',
  'lib/config',
  'site.config',
  'config',
  'next-sitemap.config',
  'lib/constants',
]
const ROUTES = ['app', 'src/app', 'pages', 'src/pages']
/** In these folders, only files named `page` are pages, and those beside them are parts of other pages. */
const APP = /^(?:src\/)?app\//
/** Folders whose path is the address. */
const PAGES = /^(?:src\/)?(?:app|pages)\//

/** Blogs made with Next.js: Markdown in folders with names of article folders. */
export const next: Dialect = {
  files: { atRoot: ['public'], others: 'renamed' },
  detect: (folder) =>
    (scriptNamed(folder, 'next.config') ?? scriptNamed(folder, 'contentlayer.config')) !== undefined &&
    rootsIn(folder).length > 0,
  readSite,
  isArticle: (path, { roots }) =>
    ARTICLE.test(path) &&
    rootOf(path, roots) !== undefined &&
    // The index of the folder is a list of its articles.
    !/^(?:index|page)\./i.test(pathBelow(path, rootOf(path, roots))) &&
    (!APP.test(path) || /\/page\.mdx?$/.test(path)) &&
    !/(?:^|\/)_(?!posts\/)/.test(path),
  translate,
}

/** Folders with names of article folders, or else the one with the most dated articles. */
function rootsIn(folder: SiteFolder): readonly ArticleRoot[] {
  const named = articleFoldersBelow(folder, '')
  return named.length > 0 ? named : datedFolderBelow(folder)
}

function readSite(folder: SiteFolder): ForeignSite {
  const files = FACTS.flatMap((name) =>
    ['js', 'ts', 'mjs', 'cjs', 'json'].map((ending) => `${name}.${ending}`),
  ).filter((path) => folder.read(path) !== undefined)
  const all = files.map((file) => literalsOfFile(folder, file))
  const stated = (...keys: readonly string[]) =>
    all.map((literals) => textOf(literals, ...keys)).find((text) => text !== undefined)
  const title = stated('title', 'siteTitle', 'SITE_TITLE', 'name')
  const url = siteUrlOf(
    stated('siteUrl', 'SITE_URL', 'siteURL', 'baseUrl', 'url', 'domain') ?? baseIn(folder),
  )
  const language = stated('language', 'lang')
  const author = stated('author')
  const roots = rootsIn(folder)
  const config = folder.read(scriptNamed(folder, 'next.config') ?? '') ?? ''
  return plainSite({
    title,
    url,
    language,
    author,
    roots,
    permalinks: routesOf(folder, roots),
    options: { hasFinalSlash: /\btrailingSlash\s*:\s*true\b/.test(withoutComments(config)) },
    files,
  })
}

/** The address in the metadata of the layout: `metadataBase: new URL('https://…')`. */
function baseIn(folder: SiteFolder): string | undefined {
  const layouts = ['app', 'src/app'].flatMap((path) =>
    folder.names(path).flatMap((name) => (/^layout\.[jt]sx?$/.test(name) ? [`${path}/${name}`] : [])),
  )
  for (const layout of layouts) {
    const found = /\bmetadataBase\s*:\s*new\s+URL\(\s*["'`](https?:[^"'`$]+)/.exec(folder.read(layout) ?? '')
    if (found !== null) return found[1]
  }
  return undefined
}

/** The route of each folder, if known. */
function routesOf(folder: SiteFolder, roots: readonly ArticleRoot[]): Readonly<Record<string, string>> {
  const routes = ROUTES.flatMap((path) => routesBelow(folder, path, ''))
  return Object.fromEntries(
    roots.flatMap(({ folder: path, section = '' }) => {
      if (PAGES.test(path)) return [[path, `/${path.replace(PAGES, '').replace(/\([^)]*\)\//g, '')}`]]
      const parts = [section, ...path.split('/')].map((part) => part.replace(/^_|s$/g, ''))
      const same = routes.filter((route) =>
        route.split('/').some((part) => parts.includes(part.replace(/s$/, ''))),
      )
      const [only, ...others] = same.length > 0 ? same : routes
      return only === undefined || others.length > 0 ? [] : [[path, only]]
    }),
  )
}

/**
 * Folders of dynamic pages: `app/blog/[...slug]/page.tsx`, `pages/posts/[slug].js`. Parts of a date are written as
 * `:year`; route groups are not part of addresses.
 */
function routesBelow(folder: SiteFolder, path: string, route: string): readonly string[] {
  return folder.names(path).flatMap((name) => {
    if (/^\[{1,2}(?:\.\.\.)?(?:slug|id|post|path)\]{1,2}(?:\/|\.[jt]sx?)$/.test(name)) return [route]
    if (!name.endsWith('/') || /^(?:api|node_modules)\/|^[_@]/.test(name)) return []
    const part = name.slice(0, -1)
    const dated = /^\[(year|month|day)\]$/.exec(part)?.[1]
    if (part.startsWith('[') && dated === undefined) return []
    const shown = part.startsWith('(') ? '' : `/${dated === undefined ? part : `:${dated}`}`
    return routesBelow(folder, `${path}/${part}`, `${route}${shown}`)
  })
}

/**
 * What a page without front matter states in code, and the rest of its text: `export const metadata = { title: 'A' }`.
 * Undefined if the code would have to be run.
 */
function exportedIn(body: string): { readonly fields: FieldMap; readonly body: string } | undefined {
  const found =
    /^export const (?:metadata|meta|article|frontmatter|post)\b[^=\n]*=\s*(\{[\s\S]{0,10000}?^\});?[ \t]*$/m.exec(
      body,
    )
  const [whole = '', object = ''] = found ?? []
  const fields = found === null ? undefined : readScriptObject(object, 0)
  return fields && { fields, body: body.replace(whole, () => '') }
}

function translate(article: ForeignArticle, site: ForeignSite) {
  const exported = article.fields.size === 0 ? exportedIn(article.body) : undefined
  const edited = new EditedFields(exported?.fields ?? article.fields)
  const root = rootOf(article.path, site.roots)
  const section = root?.section ?? 'posts'
  const below = pathBelow(article.path, root)
    .replace(ARTICLE, '')
    .replace(/(?:^|\/)(?:index|page)$/, '')
  edited.renameText(
    ['publishedAt', 'pubDate', 'published', 'publishDate', 'created_at', 'createdAt', 'datetime'],
    'date',
  )
  rollDateOver(edited)
  const route = site.permalinks[root?.folder ?? '']
  const stated = edited.text('permalink')
  const isDated = route?.includes(':') === true
  const name = edited.text('slug') ?? (isDated ? undatedName(below.slice(below.lastIndexOf('/') + 1)) : below)
  // The name has the date of the address; the article may state a later one.
  const named = dayInName(article.path)
  const day = addressDay(
    named === undefined ? edited.field('date') : { kind: 'text', text: named, offset: 0 },
    site,
  )
  const end = site.options['hasFinalSlash'] === true ? '/' : ''
  const url = `${expandPattern(route ?? `/${section}`, { day, words: {} })}/${name}${end}`
  edited.state('url', stated ?? url)
  edited.drop('slug', 'permalink', 'layout')
  if (!edited.has('id') && !edited.has('guid'))
    edited.state('id', permanentLink(edited.text('url') ?? url, site))
  edited.state('section', section)
  edited.renameText(['lastmod', 'updatedAt', 'modifiedAt'], 'updated')
  for (const name of ['coverImage', 'heroImage', 'images']) edited.rename(name, 'image')
  edited.rename('author_name', 'author')
  const made = route === undefined && stated === undefined ? { unsureAddress: 'the pages of the site' } : {}
  return { fields: edited.fields, body: exported?.body ?? article.body, ...made }
}
