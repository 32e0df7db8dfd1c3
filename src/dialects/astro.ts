import { ARTICLE_FOLDER } from './article-folders.ts'
import { siteUrlOf } from './configuration.ts'
import type { ArticleRoot, Dialect, ForeignArticle, ForeignSite, SiteFolder } from './dialect.ts'
import { EditedFields } from './fields.ts'
import { permanentLink } from './permanent-link.ts'
import { pathBelow, rootOf } from './roots.ts'
import { literalsOfFile, plainSite, scriptNamed, textOf } from './script-site.ts'

const ARTICLE = /\.(?:mdx?|markdown)$/i
const COLLECTIONS = ['src/content', 'src/data', 'content', 'src/content/docs']

/** Sites made by Astro: the content collections of articles, and Markdown pages in folders of such names. */
export const astro: Dialect = {
  name: 'astro',
  title: 'Astro',
  detect: (folder) => scriptNamed(folder, 'astro.config') !== undefined,
  readSite,
  isArticle: (path, { roots }) =>
    ARTICLE.test(path) && rootOf(path, roots) !== undefined && !/(?:^|\/)_/.test(path),
  translate,
}

function readSite(folder: SiteFolder): ForeignSite {
  const file = scriptNamed(folder, 'astro.config')
  const literals = literalsOfFile(folder, file)
  const consts = [
    'src/consts.ts',
    'src/config.ts',
    'src/site.config.ts',
    'src/siteConfig.ts',
    'src/data/site.ts',
  ].find((path) => folder.read(path) !== undefined)
  const stated = literalsOfFile(folder, consts)
  const title = textOf(stated, 'SITE_TITLE', 'siteTitle', 'title', 'name')
  const url = siteUrlOf(
    textOf(literals, 'site') ?? textOf(stated, 'SITE_URL', 'siteUrl', 'website', 'url'),
    textOf(literals, 'base'),
  )
  const author = textOf(stated, 'SITE_AUTHOR', 'author')
  const language = textOf(literals, 'defaultLocale') ?? textOf(stated, 'lang', 'language', 'locale')
  const roots: ArticleRoot[] = [...COLLECTIONS, 'src/pages'].flatMap((parent) =>
    folder
      .names(parent)
      .filter((name) => name.endsWith('/') && ARTICLE_FOLDER.test(name.slice(0, -1)))
      .map((name) => ({ folder: `${parent}/${name.slice(0, -1)}`, section: name.slice(0, -1) })),
  )
  return plainSite('astro', {
    ...(title !== undefined && { title }),
    ...(url !== undefined && { url }),
    ...(language !== undefined && { language: language.replace('_', '-') }),
    ...(author !== undefined && { author }),
    roots,
    permalinks: routesOf(folder, roots),
    options: { slash: textOf(literals, 'trailingSlash') !== 'never' },
    files: [file, consts].filter((name) => name !== undefined),
  })
}

/** The folder of the page that shows the articles of a collection, where the route says so: `src/pages/news/[...slug].astro`. */
function routesOf(folder: SiteFolder, roots: readonly ArticleRoot[]): Readonly<Record<string, string>> {
  const routes = routesBelow(folder, 'src/pages')
  return Object.fromEntries(
    roots.flatMap(({ folder: root, section = '' }): [string, string][] => {
      const collection = new RegExp(`getCollection\\(\\s*['"\`]${section.replace(/s$/, '')}s?['"\`]`)
      const own = routes.filter(({ text }) => collection.test(text))
      const [only, ...others] = own.filter(({ base }) => !base.includes('['))
      if (only !== undefined && others.length === 0) return [[root, only.base]]
      // Starlight shows its collection by itself.
      const isShown = root.startsWith('src/content/docs/') || folder.names(`src/pages/${section}`).length > 0
      return own.length > 0 || !isShown ? [[root, UNKNOWN]] : []
    }),
  )
}

/** Where the parts of an address are made by code. */
const UNKNOWN = '?'

/** Pages that stand for many, by the folder they are in. */
function routesBelow(folder: SiteFolder, path: string): readonly { base: string; text: string }[] {
  return folder.names(path).flatMap((name) => {
    const file = `${path}/${name}`
    if (/^\[(?:\.\.\.)?(?:slug|id|post|entry|path)\]\.astro$/.test(name))
      return [{ base: path.slice('src/pages/'.length), text: folder.read(file) ?? '' }]
    return name.endsWith('/') ? routesBelow(folder, file.slice(0, -1)) : []
  })
}

function translate(article: ForeignArticle, site: ForeignSite) {
  const edited = new EditedFields(article.fields)
  const root = rootOf(article.path, site.roots)
  const section = root?.section ?? 'blog'
  const below = pathBelow(article.path, root)
    .replace(ARTICLE, '')
    .replace(/(?:^|\/)index$/, '')
  const isPage = root?.folder.startsWith('src/pages') === true
  const path = edited.text('slug') ?? (isPage ? below : below.split('/').map(githubSlug).join('/'))
  const route = isPage ? undefined : site.permalinks[root?.folder ?? '']
  const base = route === undefined || route === UNKNOWN ? section : route
  const url = `/${base}/${path}${site.options['slash'] === false ? '' : '/'}`.replace(/\/{2,}/g, '/')
  const isStated = edited.has('permalink')
  edited.state('url', edited.text('permalink') ?? url)
  edited.drop('slug', 'permalink', 'layout')
  if (!edited.has('id') && !edited.has('guid'))
    edited.state('id', permanentLink(edited.text('url') ?? url, site))
  edited.state('section', section)
  for (const name of ['pubDate', 'pubDatetime', 'publishDate', 'datePublished', 'publishedAt', 'published'])
    if (edited.field(name)?.kind === 'text') edited.rename(name, 'date')
  for (const name of [
    'updatedDate',
    'modDatetime',
    'lastUpdated',
    'updatedAt',
    'dateModified',
    'lastModified',
  ])
    if (edited.field(name)?.kind === 'text') edited.rename(name, 'updated')
  for (const name of ['heroImage', 'ogImage', 'coverImage']) edited.rename(name, 'image')
  const made = route === UNKNOWN && !isStated ? { unsureAddress: 'src/pages' } : {}
  return { fields: edited.fields, body: article.body, ...made }
}

/** The slug that `github-slugger` makes, as Astro's collections do: lower case, signs gone, blanks one hyphen each. */
function githubSlug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replace(/ /g, '-')
}
