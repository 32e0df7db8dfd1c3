import type { TranslatedFile } from '../article/article.ts'
import { articleFoldersBelow } from './article-folders.ts'
import { siteUrlOf } from './configuration.ts'
import type { Dialect, ForeignArticle, ForeignSite, SiteFolder } from './dialect.ts'
import { EditedFields } from './fields.ts'
import { firstHeading } from './first-heading.ts'
import { matchesGlob } from './glob.ts'
import { withRootedLinks } from './page-links.ts'
import { permanentLink } from './permanent-link.ts'
import { rollDateOver } from './rolled-over.ts'
import { barePath, rootOf } from './roots.ts'
import { textsOf, withoutComments } from './script-literals.ts'
import { plainSite } from './script-site.ts'

const ARTICLE = /\.md$/i
/** Folders of sites within a repository. */
const TOPS = ['', 'docs/', 'src/', 'blog/']
const SCRIPT = /\.(?:[cm]?[jt]s)$/

interface Press {
  /** The folder of the configuration: `.vitepress`. */
  readonly folder: string
  /** Path without extension of the page of a folder. */
  readonly index: RegExp
}

/** A program whose pages are Markdown at the addresses of their files, configured by scripts in a folder of its own. */
export function pressDialect(press: Press): Dialect {
  return {
    files: {
      atRoot: TOPS.flatMap((top) => [`${top}public`, `${top}${press.folder}/public`]),
      others: 'renamed',
    },
    detect: (folder) => placeOf(folder, press) !== undefined,
    readSite: (folder) => readSite(folder, press),
    translate: (article, site, folder) => translate(article, site, folder, press),
    ...PAGES,
  }
}

const PAGES: Pick<Dialect, 'isArticle' | 'isPage'> = {
  isArticle: (path, site) =>
    rootOf(path, site.roots) !== undefined &&
    !/(?:^|\/)(?:index|README)\.md$/i.test(path) &&
    isIncluded(path, site),
  // `rewrites` changes addresses, and a name in brackets is a template for several pages.
  isPage: (path, site) =>
    site.options['isRewritten'] !== true &&
    !/\[|(?:^|\/)(?:node_modules|dist|\.[^/]*)\//.test(path) &&
    isIncluded(path, site),
}

/** Whether the file is in the folder of the content, and `srcExclude` does not name it. */
function isIncluded(path: string, { options, lists }: ForeignSite): boolean {
  const content = String(options['content'] ?? '')
  const below = path.slice(content === '' ? 0 : content.length + 1)
  return (
    (content === '' || path.startsWith(`${content}/`)) &&
    ARTICLE.test(path) &&
    !(lists['excluded'] ?? []).some((pattern) => matchesGlob(below, pattern))
  )
}

const placeOf = (folder: SiteFolder, press: Press): string | undefined =>
  TOPS.map((top) => `${top}${press.folder}`).find((path) =>
    folder.names(path).some((name) => /^config\b/.test(name)),
  )

function readSite(folder: SiteFolder, press: Press): ForeignSite {
  const place = placeOf(folder, press) ?? press.folder
  const configs = folder.names(place).filter((name) => SCRIPT.test(name))
  const scripts = configs
    .toSorted((one, other) => Number(other.startsWith('config')) - Number(one.startsWith('config')))
    .map((name) => folder.read(`${place}/${name}`) ?? '')
  const all = scripts.join('\n')
  // Other scripts are about people and sponsors, who have titles as well.
  const own = scripts.slice(0, configs.filter((name) => name.startsWith('config')).length).join('\n')
  const text = (key: string) => textsOf(own, key, all).find((found) => found.trim() !== '')
  // The configuration may state the host for the sitemap, and so may a script that writes a feed.
  const host = ['hostname', 'baseUrl', 'siteUrl', 'hostName', 'baseURL', 'ogUrl', 'SITE_URL']
    .flatMap((key) => textsOf(all, key))
    .find((found) => /^https?:\/\/[^/]+\/?/.test(found))
  const url = siteUrlOf(host?.match(/^https?:\/\/[^/]+/)?.[0], text('base'))
  const title = text('title')
  const language = text('lang')
  const top = place === press.folder ? '' : place.slice(0, -press.folder.length - 1)
  const source = barePath(text('srcDir') ?? '')
  const content = [top, source].filter((part) => part !== '' && part !== '.').join('/')
  const rewrites = rewritesIn(withoutComments(all))
  return plainSite({
    title,
    url,
    language,
    roots: articleFoldersBelow(folder, content),
    options: {
      content,
      isClean: /\bcleanUrls\s*:\s*true\b/.test(all),
      isRewritten: rewrites === undefined,
      isPatterned: /\bpermalink(?:Pattern)?\s*:/.test(withoutComments(all)),
    },
    lists: { excluded: excludedIn(all), rewrites: rewrites ?? [] },
    files: configs.map((name) => `${place}/${name}`),
  })
}

/** Pairs of `rewrites`, each in one text; undefined if code or a pattern makes them. */
function rewritesIn(script: string): readonly string[] | undefined {
  if (!/\brewrites\b/.test(script)) return []
  const [, object] = /\brewrites\s*:\s*\{([^{}]*)\}/.exec(script) ?? []
  const pairs = [...(object ?? '').matchAll(/(['"`])([^'"`]+)\1\s*:\s*(['"`])([^'"`]+)\3\s*,?/g)]
  const others = pairs.reduce((rest, [pair]) => rest.replace(pair, ''), object ?? '?')
  const isKnown = pairs.every(([, , from = '', , to = '']) => !/[()*+?{}]/.test(from + to))
  return others.trim() === '' && isKnown ? pairs.map(([, , from, , to]) => `${from} ${to}`) : undefined
}

/** The path of a file after `rewrites`: `posts/:name.md` matches one file of any name. */
function rewritten(path: string, rewrites: readonly string[]): string {
  for (const rewrite of rewrites) {
    const [from = '', to = ''] = rewrite.split(' ')
    const pattern = from.replace(/[\\^$.|[\]]/g, '\\$&').replace(/:(\w+)/g, '(?<$1>[^/]+)')
    const { groups } = new RegExp(`^${pattern}$`).exec(path) ?? {}
    if (groups !== undefined || path === from)
      return to.replace(/:(\w+)/g, (whole, name: string) => groups?.[name] ?? whole)
  }
  return path
}

/** The patterns of `srcExclude`; with double asterisks at the beginning, also for files in no folder. */
function excludedIn(script: string): readonly string[] {
  // Comments are not removed from the list: patterns look like them.
  const list = /^(?![ \t]*\/\/).*\bsrcExclude\s*:\s*\[([^\]]*)\]/m.exec(script)?.[1] ?? ''
  return [...list.matchAll(/(['"`])(.+?)\1/g)].flatMap(([, , pattern = '']) => {
    const below = pattern.replace(/^\.?\//, '')
    return below.startsWith('**/') ? [below, below.slice('**/'.length)] : [below]
  })
}

function translate(
  article: ForeignArticle,
  site: ForeignSite,
  folder: SiteFolder,
  { index }: Press,
): TranslatedFile {
  const edited = new EditedFields(article.fields)
  const content = String(site.options['content'] ?? '')
  const file = article.path.slice(content === '' ? 0 : content.length + 1)
  const path = rewritten(file, site.lists['rewrites'] ?? []).replace(ARTICLE, '')
  const isIndex = index.test(path)
  const end = isIndex || site.options['isClean'] === true ? '' : '.html'
  const stated = edited.text('permalink')
  const url = stated ?? `/${isIndex ? path.replace(/[^/]*$/, '') : path}${end}`
  edited.drop('permalink')
  rollDateOver(edited)
  if (!edited.has('title')) edited.stateIfMissing('title', firstHeading(article.body))
  edited.state('url', url)
  if (!edited.has('id') && !edited.has('guid')) edited.state('id', permanentLink(url, site))
  edited.state('section', rootOf(article.path, site.roots)?.section ?? 'posts')
  edited.drop('layout', 'gravatar', 'twitter', 'head', 'sidebar', 'aside')
  const linked = withRootedLinks(article.body, { content, isRooted: (link) => link.startsWith('/') }, folder)
  return {
    fields: edited.fields,
    body: linked.replace(/^\[\[toc\]\]\s*$/gim, ''),
    ...(site.options['isPatterned'] === true && stated === undefined && { unsureAddress: 'permalink' }),
    ...(site.options['isRewritten'] === true && { unsureAddress: 'rewrites' }),
  }
}

/** Blogs made with VitePress: Markdown in folders with names of article folders. */
export const vitepress: Dialect = pressDialect({ folder: '.vitepress', index: /(?:^|\/)index$/ })
