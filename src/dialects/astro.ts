import { dayInName, undatedName } from '../article/name-date.ts'
import { addressDay, expandPattern } from './address-pattern.ts'
import { ARTICLE_FOLDER, hasArticles, languageInName } from './article-folders.ts'
import { siteUrlOf } from './configuration.ts'
import type { ArticleRoot, Dialect, ForeignArticle, ForeignSite, SiteFolder, UsualFeed } from './dialect.ts'
import { EditedFields } from './fields.ts'
import { permanentLink } from './permanent-link.ts'
import { rollDateOver } from './rolled-over.ts'
import { barePath, pathBelow, rootOf } from './roots.ts'
import { withoutComments } from './script-literals.ts'
import { literalsOfFile, plainSite, scriptNamed, textOf } from './script-site.ts'

const ARTICLE = /\.(?:mdx?|markdown|mdoc)$/i
const COLLECTIONS = ['src/content', 'src/data', 'content', 'src/content/docs']

const SCHEMAS = ['src/content.config', 'src/content/config'].flatMap((name) =>
  ['ts', 'js', 'mjs', 'mts'].map((ending) => `${name}.${ending}`),
)

/** Sites made with Astro: the content collections of articles, and Markdown pages in folders with such names. */
export const astro: Dialect = {
  endings: /\.mdoc$/i,
  files: { atRoot: ['public'], others: 'renamed' },
  detect: (folder) => scriptNamed(folder, 'astro.config') !== undefined,
  readSite,
  isArticle: (path, { roots }) =>
    ARTICLE.test(path) && rootOf(path, roots) !== undefined && !/(?:^|\/)_/.test(path),
  translate,
  usualFeed,
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
  const feed = feedScript(folder)
  const title =
    textOf(stated, 'SITE_TITLE', 'siteTitle', 'title', 'name') ??
    textOf(literalsOfFile(folder, feed && `src/pages/${feed}`), 'title')
  const url = siteUrlOf(
    textOf(literals, 'site') ?? textOf(stated, 'SITE_URL', 'siteUrl', 'website', 'url'),
    textOf(literals, 'base'),
  )
  const author = textOf(stated, 'SITE_AUTHOR', 'author')
  const locale = textOf(literals, 'defaultLocale')
  const language =
    (locale === 'root' ? rootLanguage(folder.read(file ?? '') ?? '') : locale) ??
    textOf(stated, 'lang', 'language', 'locale')
  const named: ArticleRoot[] = parentsIn(folder).flatMap((parent) =>
    folder
      .names(parent)
      .filter((name) => name.endsWith('/') && ARTICLE_FOLDER.test(name.slice(0, -1)))
      .map((name) => ({
        folder: `${parent}/${name.slice(0, -1)}`,
        section: name.slice(0, -1),
        ...languageInName(name.slice(0, -1)),
      })),
  )
  const schema = SCHEMAS.find((path) => folder.read(path) !== undefined)
  const loaded = loadedFolders(folder.read(schema ?? '') ?? '').filter(
    ({ folder: root }) => !named.some(({ folder: known }) => known === root) && hasArticles(folder, root),
  )
  const roots = [...named, ...loaded]
  return plainSite({
    title,
    url,
    ...(language !== undefined && { language: language.replace('_', '-') }),
    author,
    roots,
    permalinks: routesOf(folder, roots),
    options: { slash: textOf(literals, 'trailingSlash') !== 'never' },
    files: [file, consts, schema].filter((name) => name !== undefined),
  })
}

/** Folders of collections, and that of pages. Outside `src`, articles are in none if there are others within. */
function parentsIn(folder: SiteFolder): readonly string[] {
  const hasNamed = (parent: string) =>
    folder.names(parent).some((name) => name.endsWith('/') && ARTICLE_FOLDER.test(name.slice(0, -1)))
  return [...COLLECTIONS.filter((parent) => parent !== 'content' || !hasNamed('src/content')), 'src/pages']
}

/** Collections of articles in folders that their loaders name: `posts = defineCollection({ loader: glob({ base: './posts' }) })`. */
function loadedFolders(script: string): readonly ArticleRoot[] {
  const text = withoutComments(script)
  const heads = [...text.matchAll(/\b(\w+)\s*[:=]\s*defineCollection\(/g)]
  return heads.flatMap(({ 1: section = '', index }, at) => {
    const loader = /\bglob\(\s*\{[^}]*?\bbase\s*:\s*(['"`])([^'"`$]*)\1/.exec(
      text.slice(index, heads[at + 1]?.index),
    )
    const root = loader?.[2] === undefined ? undefined : barePath(loader[2])
    const isArticles = [section, root?.slice(root.lastIndexOf('/') + 1) ?? ''].some((name) =>
      ARTICLE_FOLDER.test(name),
    )
    return root !== undefined && !root.startsWith('..') && isArticles ? [{ folder: root, section }] : []
  })
}

/** The language that Starlight shows at the root of the site: `locales: { root: { lang: 'en' } }`. */
const rootLanguage = (script: string): string | undefined =>
  /\broot\s*:\s*\{[^{}]*?\blang\s*:\s*['"`]([\w-]+)['"`]/.exec(withoutComments(script))?.[1]

/**
 * The folder of the page that renders the articles of a collection, if its route is named so:
 * `src/pages/news/[...slug].astro`.
 */
function routesOf(folder: SiteFolder, roots: readonly ArticleRoot[]): Readonly<Record<string, string>> {
  const routes = routesBelow(folder, 'src/pages')
  return Object.fromEntries(
    roots.flatMap(({ folder: root, section = '' }): [string, string][] => {
      const collection = new RegExp(`getCollection\\(\\s*['"\`]${section.replace(/s$/, '')}s?['"\`]`)
      const shown = routes
        .filter(({ text }) => !isRedirect(text))
        .map(({ base, text }) => ({ base: base.replace(OF_COLLECTION, section), text }))
      const own = shown.filter(({ text }) => collection.test(text))
      // Starlight renders its collection itself.
      const isKnown = root.startsWith('src/content/docs/') || folder.names(`src/pages/${section}`).length > 0
      // The page that renders articles, of all collections or of this one, may get them from a script.
      const general = shown.filter(({ base }) => base === section)
      const possible = own.length > 0 || isKnown ? own : general.length > 0 ? general : shown
      const [only, ...others] = possible.filter(({ base }) => !base.includes('['))
      if (
        only !== undefined &&
        others.length === 0 &&
        (own.length > 0 || general.length > 0 || shown.length === 1)
      )
        return [[root, hasComputedName(only.text) ? UNKNOWN : only.base]]
      return own.length > 0 || !isKnown ? [[root, UNKNOWN]] : []
    }),
  )
}

/**
 * Whether code makes the name in the address: `params: { slug: nameOf(post) }`, also by a variable, unlike
 * `post.slug` and `post.id`.
 */
function hasComputedName(page: string): boolean {
  const script = withoutComments(page)
  const [, params = ''] = /\bparams\s*:\s*\{([^{}]*)\}/.exec(script) ?? []
  return params.split(',').some((param) => {
    const [name = '', value] = param.split(/:(.*)/s).map((part) => part.trim())
    const variable = /^\w+$/.exec(value ?? name)?.[0]
    const stated =
      variable === undefined
        ? value
        : new RegExp(`\\b(?:const|let)\\s+${variable}\\s*=\\s*([^;\\n]*)`).exec(script)?.[1]
    return /(?:^|[^.\w])(?!String\b)[a-z]\w*\(/i.test(stated ?? '')
  })
}

/** A folder of pages for each collection. */
const OF_COLLECTION = /^\[(?:collection|section)\]/

/** Whether a page only leads from an old address to the article. */
const isRedirect = (text: string): boolean =>
  /\bAstro\.redirect\(|http-equiv=["']refresh/i.test(text) && !/<Content\b|\brender\(/.test(text)

/** Stands for the parts of an address that code computes. */
const UNKNOWN = '?'

/** Dynamic pages, by their folder, in which the parts of a date are written as `:year`. */
function routesBelow(folder: SiteFolder, path: string): readonly { base: string; text: string }[] {
  return folder.names(path).flatMap((name) => {
    const file = `${path}/${name}`
    if (/^\[(?:\.\.\.)?(?:slug|id|post|entry|path)\](?:\.astro|\/)$/.test(name)) {
      const page = name.endsWith('/') ? `${file}index.astro` : file
      const base = path.slice('src/pages/'.length).replace(/\[(year|month|day)\]/g, ':$1')
      return [{ base, text: folder.read(page) ?? '' }]
    }
    return name.endsWith('/') ? routesBelow(folder, file.slice(0, -1)) : []
  })
}

function translate(article: ForeignArticle, site: ForeignSite) {
  const edited = new EditedFields(article.fields)
  edited.renameText(
    [
      'pubDate',
      'pubDatetime',
      'publishDate',
      'datePublished',
      'publishedAt',
      'published',
      'added',
      'created',
    ],
    'date',
  )
  const root = rootOf(article.path, site.roots)
  const section = root?.section ?? 'blog'
  const below = pathBelow(article.path, root)
    .replace(ARTICLE, '')
    .replace(/(?:^|\/)index$/, '')
  const isPage = root?.folder.startsWith('src/pages') === true
  const path = edited.text('slug') ?? (isPage ? below : below.split('/').map(githubSlug).join('/'))
  const route = isPage ? undefined : site.permalinks[root?.folder ?? '']
  const base = route === undefined || route === UNKNOWN ? section : route
  const isDated = base.includes(':')
  edited.stateIfMissing('date', dayInName(article.path))
  rollDateOver(edited)
  const day = isDated ? addressDay(edited.field('date'), site) : undefined
  const url =
    `/${expandPattern(base, { day, words: {} })}/${isDated ? undatedName(path) : path}${site.options['slash'] === false ? '' : '/'}`.replace(
      /\/{2,}/g,
      '/',
    )
  const isStated = edited.has('permalink')
  edited.state('url', edited.text('permalink') ?? url)
  edited.drop('slug', 'permalink', 'layout')
  if (!edited.has('id') && !edited.has('guid'))
    edited.state('id', permanentLink(edited.text('url') ?? url, site))
  edited.state('section', section)
  if (root?.language !== undefined && !edited.has('language')) edited.state('language', root.language)
  edited.renameText(
    ['updatedDate', 'modDatetime', 'lastUpdated', 'updatedAt', 'dateModified', 'lastModified'],
    'updated',
  )
  for (const name of ['heroImage', 'ogImage', 'coverImage']) edited.rename(name, 'image')
  const isUnsure = route === UNKNOWN || (isDated && day === undefined)
  const made = isUnsure && !isStated ? { unsureAddress: 'src/pages' } : {}
  return { fields: edited.fields, body: article.body, ...made }
}

/**
 * The slug of `github-slugger`, which Astro's collections use: lower case, without punctuation, one hyphen for each
 * space.
 */
function githubSlug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replace(/ /g, '-')
}

/** The script of the feed, which usually calls `@astrojs/rss`. */
const feedScript = (folder: SiteFolder): string | undefined =>
  folder.names('src/pages').find((file) => /^(?:rss|feed|index|atom)\.xml\.[jt]s$/.test(file))

/** The page that the example of `@astrojs/rss` makes. */
function usualFeed(folder: SiteFolder): UsualFeed | undefined {
  const name = feedScript(folder)
  return name === undefined ? undefined : { path: `/${name.replace(/\.[jt]s$/, '')}`, format: 'rss' }
}
