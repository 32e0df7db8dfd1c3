import type { TranslatedFile } from '../article/article.ts'
import { dayInName, undatedName } from '../article/name-date.ts'
import type { Finding } from '../finding.ts'
import { addressDay, expandPattern } from './address-pattern.ts'
import { ARTICLE_FOLDER, articleFoldersBelow, datedFolderBelow, hasDated } from './article-folders.ts'
import { readConfiguration, siteUrlOf, textAt } from './configuration.ts'
import type { ArticleRoot, Dialect, ForeignArticle, ForeignSite, SiteFolder } from './dialect.ts'
import { EditedFields } from './fields.ts'
import { firstHeading } from './first-heading.ts'
import { permanentLink } from './permanent-link.ts'
import { barePath, pathBelow, rootOf } from './roots.ts'
import { literalsIn } from './script-literals.ts'
import { plainSite } from './script-site.ts'
import type { SettledFacts } from './settled-facts.ts'

/** Some programs put the extension of the page first: `fog.html.md`. */
const ARTICLE = /(?:\.html)?\.(?:mdx?|markdown)$/i
/** Files in which sites state their name. */
const FACTS = [
  'gridsome.config.js',
  'src/lib/config.ts',
  'src/lib/config.js',
  'src/lib/info.js',
  'src/config.ts',
  'src/_data/site.json',
  '_data/site.json',
  'site.config.ts',
  'site.config.js',
  '_config.ts',
  '_config.js',
  '_cobalt.yml',
  'nanoc.yaml',
  'config.yml',
  'config.yaml',
  'config.toml',
  'site.yml',
  'site.yaml',
  'site.toml',
  'site.json',
]
const TITLES = ['site.title', 'siteName', 'siteTitle', 'site_name', 'site_title', 'SITE_TITLE', 'title']

/** How a program makes the address of an article. */
interface Style {
  /** In the syntax of `expandPattern`; `:path` is the path below the folder of articles. */
  readonly pattern: string
  /** Whether the name of the file has its date in the address. */
  readonly keepsDate?: boolean
  /** Whether only code of the site determines the addresses. */
  readonly isUnsure?: boolean
}

/** Folders of articles in Markdown, of a program that is not known, or that has no settings for addresses. */
export const other: Dialect = {
  files: { atRoot: ['static', 'public', 'source'], others: 'renamed' },
  detect: (folder) => rootsIn(folder).length > 0,
  readSite,
  isArticle(path, { roots }) {
    const root = rootOf(path, roots)
    return (
      root !== undefined &&
      ARTICLE.test(path) &&
      !/(?:^|\/)(?:[_.]|(?:readme|license)\.)/i.test(pathBelow(path, root)) &&
      !/^(?:index|\+page)\./.test(pathBelow(path, root))
    )
  },
  translate,
}

/** Folders with names of article folders that have dated articles, or else the one with most of these. */
function rootsIn(folder: SiteFolder): readonly ArticleRoot[] {
  const named = articleFoldersBelow(folder, '').filter(({ folder: path }) => hasDated(folder, path))
  return named.length > 0 ? named : datedFolderBelow(folder)
}

/** The folder of articles with this path in the settings, with the section that {@link rootsIn} gives it. */
function rootNamed(path: string): ArticleRoot {
  const folder = barePath(path)
  const name = folder.slice(folder.lastIndexOf('/') + 1)
  return { folder, section: ARTICLE_FOLDER.test(name) ? name.replace(/^_/, '') : 'posts' }
}

const folderMissing = ({ folder }: ArticleRoot): Finding => ({
  code: 'configuration-unread',
  severity: 'error',
  file: folder,
  message: 'this folder of articles is missing or empty',
  fix: 'correct `folders` in the settings of the source, or remove the folder there',
})

const folderNotTaken = ({ folder }: ArticleRoot): Finding => ({
  code: 'folder-not-taken',
  severity: 'note',
  file: folder,
  message: 'this folder with dated articles is not in the settings of the source, so it is not read',
  fix: 'to publish its articles, add it to `folders`',
})

function readSite(folder: SiteFolder, { folders }: SettledFacts = {}): ForeignSite {
  const files = FACTS.filter((path) => folder.read(path) !== undefined)
  const facts = files.map((path) => {
    const text = folder.read(path) ?? ''
    return /[jt]s$/.test(path) ? literalsIn(text) : readConfiguration(path, text)
  })
  const stated = (...keys: readonly string[]) =>
    facts.flatMap((one) => keys.flatMap((key) => textAt(one, key) ?? []))[0]
  const title = stated(...TITLES)
  const url = siteUrlOf(
    stated('site.base_url', 'site.url', 'siteUrl', 'SITE_URL', 'base_url', 'baseUrl', 'url'),
  )
  const language = stated('site.language', 'language', 'lang')
  const author = stated('site.author', 'author.name', 'author')
  const found = rootsIn(folder)
  const roots = folders?.map(rootNamed) ?? found
  const isTaken = ({ folder: path }: ArticleRoot) => rootOf(`${path}/`, roots) !== undefined
  const styled = roots.map((root) => ({ folder: root.folder, ...styleOf(folder, root) }))
  return plainSite({
    title,
    url,
    language,
    author,
    roots,
    permalinks: Object.fromEntries(styled.map(({ folder: path, pattern }) => [path, pattern])),
    lists: {
      dated: styled.flatMap(({ folder: path, keepsDate }) => (keepsDate === true ? [path] : [])),
      unsure: styled.flatMap(({ folder: path, isUnsure }) => (isUnsure === true ? [path] : [])),
    },
    files,
    findings: roots.filter(({ folder: path }) => folder.names(path).length === 0).map(folderMissing),
    remarks: found.filter((root) => !isTaken(root)).map(folderNotTaken),
    facts: { folders: roots.map((root) => root.folder) },
  })
}

function styleOf(folder: SiteFolder, { folder: path, section = 'posts' }: ArticleRoot): Style {
  const names = folder.names('')
  const cobalt = readConfiguration('_cobalt.yml', folder.read('_cobalt.yml') ?? '')
  const permalink = textAt(cobalt, 'posts.default.permalink')
  if (permalink !== undefined) return { pattern: permalink.replace(/\{\{\s*(\w+)\s*\}\}/g, ':$1') }
  const gridsome = /\btemplates\s*:\s*\{[^{}]*?\b\w*(?:post|blog|article)\w*\s*:\s*['"`](\/[^'"`]+)/i.exec(
    folder.read('gridsome.config.js') ?? '',
  )?.[1]
  if (gridsome !== undefined) return { pattern: gridsome.replace(/:(?:title|id)\b/g, ':slug') }
  const ruby = (folder.read('config.rb') ?? '').replace(/^\s*#.*$/gm, '')
  if (/\bactivate\s+:blog\b/.test(ruby)) return middleman(ruby)
  if (names.some((name) => name.endsWith('.cabal') || /^site\.l?hs$/.test(name)))
    return { pattern: `/${path}/:path.html`, keepsDate: true, isUnsure: true }
  const lume = ['_config.ts', '_config.js']
    .map((name) => folder.read(name) ?? '')
    .find((text) => /\blume\b/.test(text))
  if (lume !== undefined)
    return {
      pattern: `/${path.replace(/^src\//, '')}/:path${/\bprettyUrls\s*:\s*false\b/.test(lume) ? '.html' : '/'}`,
      // A plug-in may change letters of the name.
      isUnsure: true,
    }
  const route = routeIn(folder, section)
  if (route !== undefined) return { pattern: `/${route}/:path`, keepsDate: true }
  const below = path.replace(/^(?:.*\/)?(?:content|contents|pages|routes|source|src|data|docs)\//, '')
  const isPage = /(?:^|\/)(?:pages|routes)\//.test(path)
  return {
    pattern: `/${below}/:path${isPage || /^(?:src|content)\//.test(path) ? '' : '/'}`,
    keepsDate: true,
    isUnsure: !isPage,
  }
}

/** The blog of Middleman, whose articles have dates in their names. */
function middleman(ruby: string): Style {
  const stated = (key: string) => new RegExp(`\\b${key}\\s*=\\s*["']([^"']*)["']`).exec(ruby)?.[1]
  const isPretty = /\bactivate\s+:directory_indexes\b/.test(ruby)
  const permalink = (stated('permalink') ?? '{year}/{month}/{day}/{title}.html').replace(/\{(\w+)\}/g, ':$1')
  const path = `/${stated('prefix') ?? ''}/${permalink}`.replace(/\/{2,}/g, '/').replace(/:title/g, ':slug')
  return { pattern: isPretty ? path.replace(/(?:\/index)?\.html$/, '/') : path }
}

const ROUTES = ['src/routes', 'app/routes', 'pages', 'src/pages', 'app/pages']

/** The folder of the dynamic page of a section: `src/routes/blog/[slug]/+page.svelte`. */
function routeIn(folder: SiteFolder, section: string): string | undefined {
  const bare = section.replace(/s$/, '')
  const find = (path: string, route: string): readonly string[] =>
    folder.names(path).flatMap((name) => {
      if (/^\[{1,2}(?:\.\.\.)?(?:slug|id|post|path)\]{1,2}(?:\/|\.\w+)$/.test(name)) return [route]
      if (!name.endsWith('/') || /^(?:api|\[)/.test(name)) return []
      const part = name.slice(0, -1)
      return find(`${path}/${part}`, part.startsWith('(') ? route : [route, part].filter(Boolean).join('/'))
    })
  const routes = ROUTES.flatMap((path) => find(path, ''))
  const own = routes.filter((route) => route.split('/').some((part) => part.replace(/s$/, '') === bare))
  const [only, ...others] = own.length > 0 ? own : routes.filter((route) => route !== '')
  return others.length === 0 ? only : undefined
}

function translate(article: ForeignArticle, site: ForeignSite): TranslatedFile {
  const edited = new EditedFields(article.fields)
  const root = rootOf(article.path, site.roots)
  const below = pathBelow(article.path, root)
    .replace(ARTICLE, '')
    .replace(/\/(?:index|\+page)$/, '')
  const name = below.slice(below.lastIndexOf('/') + 1)
  edited.renameText(DATES, 'date')
  edited.renameText(UPDATES, 'updated')
  edited.stateIfMissing('date', dayInName(article.path))
  if (!edited.has('title')) edited.stateIfMissing('title', firstHeading(article.body))
  const place = root?.folder ?? ''
  const keepsDate = site.lists['dated']?.includes(place) === true
  const stated = edited.text('permalink') ?? edited.text('url')
  const slug = edited.text('slug')
  const path = slug ?? (keepsDate ? below : below.replace(name, undatedName(name)))
  const expanded = expandPattern(site.permalinks[place] ?? '/:path', {
    day: addressDay(edited.field('date'), site),
    words: { path, slug: slug ?? undatedName(name), name, section: root?.section ?? '' },
  })
  const url = stated?.startsWith('/') === true ? stated : expanded.replace(/\/{2,}/g, '/')
  edited.state('url', url)
  edited.drop('permalink', 'slug', 'layout')
  if (!edited.has('id') && !edited.has('guid')) edited.state('id', permanentLink(url, site))
  edited.state('section', root?.section ?? 'posts')
  for (const key of ['coverImage', 'heroImage', 'cover', 'cover_image', 'thumbnail'])
    edited.rename(key, 'image')
  const isUnsure =
    stated === undefined && (site.lists['unsure']?.includes(place) === true || url.includes(':'))
  return {
    fields: edited.fields,
    body: article.body,
    ...(isUnsure && { unsureAddress: 'the program of the site' }),
  }
}

const DATES = [
  'pubDate',
  'published',
  'published_date',
  'publishedAt',
  'publishDate',
  'created_at',
  'createdAt',
  'created',
  'datetime',
  'dateCreated',
]
const UPDATES = ['dateModified', 'updated_at', 'updatedAt', 'modified', 'lastmod']
