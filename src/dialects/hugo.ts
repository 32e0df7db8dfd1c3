import type { TranslatedFile } from '../article/article.ts'
import { fieldsOf } from '../article/front-matter/fields.ts'
import { findFrontMatter } from '../article/front-matter/read-front-matter.ts'
import type { Finding } from '../finding.ts'
import { BUNDLE, withBundleFiles } from './bundle-files.ts'
import {
  type Configuration,
  firstText,
  isMap,
  readConfiguration,
  siteUrlOf,
  textAt,
  valueAt,
} from './configuration.ts'
import { configurationFinding } from './configuration-finding.ts'
import type { ArticleRoot, Dialect, ForeignArticle, ForeignSite, SiteFolder } from './dialect.ts'
import { EditedFields } from './fields.ts'
import { matchesGlob, matchesPagePattern } from './glob.ts'
import { belowContent, placeOf, sectionsOf, urlOf } from './hugo-address.ts'
import { cascadesBelow, cascadesOf, closing, defaultsOf } from './hugo-cascades.ts'
import { permanentLink } from './permanent-link.ts'
import { barePath, rootOf } from './roots.ts'
import { firstParagraphOfRst } from './written-header.ts'

const ENDINGS = ['toml', 'yaml', 'yml', 'json']
/** Before Hugo 0.110, the file was named `config`. */
const CONFIG_FILES = ['hugo', 'config'].flatMap((name) => ENDINGS.map((ending) => `${name}.${ending}`))
const CONFIG_ROOT = 'config'
/** The folder for all builds, and the one for production builds, which overrides it. */
const CONFIG_FOLDERS = [`${CONFIG_ROOT}/_default`, `${CONFIG_ROOT}/production`]
const MARKDOWN = /\.(?:md|markdown|pandoc|pdc)$/i
/** Formats that Hugo converts with other programs. */
const OTHERS: Readonly<Record<string, string>> = {
  adoc: 'AsciiDoc',
  asciidoc: 'AsciiDoc',
  ad: 'AsciiDoc',
  rst: 'reStructuredText',
  org: 'Org',
}
const ARTICLE = /\.(?:md|markdown|pandoc|pdc|html?|adoc|asciidoc|ad|rst|org)$/i
const CONTENT = 'content'

/**
 * Hugo's order of precedence (gohugo.io, configuration of dates); `:fileModTime`, `:git` and the file name are handled
 * elsewhere.
 */
const DATES = ['date', 'publishdate', 'pubdate', 'published', 'lastmod', 'modified']
const UPDATES = ['lastmod', 'modified']

/** Sites made with Hugo. Configuration and front matter are in YAML, TOML or JSON; letter case of keys is ignored. */
export const hugo: Dialect = {
  endings: ARTICLE,
  lastCounts: true,
  files: { atRoot: ['static'], others: 'article' },
  detect: (folder) => configFilesOf(folder).length > 0 && isHugo(folder),
  readSite,
  isArticle(path, site, folder) {
    const root = rootOf(path, site.roots)
    return (
      root !== undefined &&
      // Top-level files are pages of the site itself: about.md, search.md.
      belowContent(path, root).includes('/') &&
      !/(?:^|\/)_index(?:\.[\w-]+)?\.\w+$/i.test(path) &&
      isPageIn(root, path, site, folder) &&
      // Without front matter, Hugo copies the file unchanged.
      (!/\.html?$/i.test(path) || findFrontMatter(folder.read(path) ?? '') !== undefined)
    )
  },
  isPage(path, site, folder) {
    const root = rootOf(path, site.roots)
    return root !== undefined && isPageIn(root, path, site, folder)
  },
  translate,
  usualFeed: () => ({ path: '/index.xml', format: 'rss' }),
}

function isPageIn(root: ArticleRoot, path: string, { lists }: ForeignSite, folder: SiteFolder): boolean {
  return (
    ARTICLE.test(path) &&
    !isDisabled(belowContent(path, root), root, lists['disabled'] ?? []) &&
    isMounted(path, root, lists) &&
    !isIgnored(path, lists['ignored'] ?? []) &&
    !isResource(path, root.folder, folder)
  )
}

/** Whether the file is in a language that is disabled. */
const isDisabled = (below: string, { language }: ArticleRoot, disabled: readonly string[]): boolean =>
  disabled.some(
    (code) =>
      language?.toLowerCase() === code.toLowerCase() ||
      below
        .replace(/\.[^./]+$/, '')
        .toLowerCase()
        .endsWith(`.${code.toLowerCase()}`),
  )

/** Whether the mount of the folder includes the file: `includeFiles`, `excludeFiles`. */
function isMounted(path: string, { folder }: ArticleRoot, lists: ForeignSite['lists']): boolean {
  const isNamed = (pattern: string) => matchesGlob(path, pattern)
  const included = (lists['included'] ?? []).filter((pattern) => pattern.startsWith(`${folder}/`))
  return (included.length === 0 || included.some(isNamed)) && !(lists['excluded'] ?? []).some(isNamed)
}

const isText = (value: unknown): value is string => typeof value === 'string'

/** A Go pattern as a regular expression; undefined if not supported. */
function patternOf(pattern: string): RegExp | undefined {
  const [, flag, rest = ''] = /^(\(\?i\))?([\s\S]*)$/.exec(pattern) ?? []
  try {
    return new RegExp(rest, flag === undefined ? '' : 'i')
  } catch {
    return undefined
  }
}

/** `ignoreFiles:` patterns that match the file's path. */
const isIgnored = (path: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => pattern !== '' && patternOf(pattern)?.test(`/${path}`) === true)

/** Whether a parent folder is the bundle of one article, to which its files belong. */
function isResource(path: string, root: string, folder: SiteFolder): boolean {
  const parent = parentOf(path)
  const isOwn = BUNDLE.test(path.slice(parent.length + 1))
  return isInBundle(isOwn ? parentOf(parent) : parent, root, folder)
}

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))

/** Caches for each listing of a site whether folders are in bundles: a folder may contain ten thousand articles. */
const bundles = new WeakMap<SiteFolder, Map<string, boolean>>()

/** Whether the folder below `root`, or one of its parents below it, is a bundle. */
function isInBundle(path: string, root: string, folder: SiteFolder): boolean {
  if (path.length <= root.length) return false
  const known = bundles.get(folder) ?? new Map<string, boolean>()
  bundles.set(folder, known)
  const found =
    known.get(path) ??
    (folder.names(path).some((name) => BUNDLE.test(name)) || isInBundle(parentOf(path), root, folder))
  known.set(path, found)
  return found
}

const OWN_KEYS = [
  'baseurl',
  'languagecode',
  'theme',
  'module',
  'taxonomies',
  'defaultcontentlanguage',
  'permalinks',
]

/** Many programs use `config.yaml`; Hugo's has one of its keys, or its folders beside it. */
function isHugo(folder: SiteFolder): boolean {
  const names = folder.names('')
  if (names.some((name) => name.startsWith('hugo.'))) return true
  const files = configFilesOf(folder)
  if (files.some((file) => /\/hugo\.\w+$/.test(file))) return true
  const isKnown = files.some((file) => {
    const text = folder.read(file) ?? ''
    const read = readConfiguration(file, text)
    // A configuration with a mistake is Hugo's as well: no other program may read its site in its place.
    return read === undefined
      ? new RegExp(`^["']?(?:${OWN_KEYS.join('|')})["']?\\s*[:=]`, 'im').test(text)
      : OWN_KEYS.some((key) => valueAt(read, key) !== undefined)
  })
  return (
    isKnown &&
    ['content/', 'archetypes/', 'layouts/', 'themes/', 'static/'].some((name) => names.includes(name))
  )
}

function configFilesOf(folder: SiteFolder): readonly string[] {
  const top = new Set(folder.names(''))
  const parts = CONFIG_FOLDERS.flatMap((path) =>
    folder
      .names(path)
      .filter((name) => ENDINGS.some((ending) => name.endsWith(`.${ending}`)))
      .map((name) => `${path}/${name}`),
  )
  return [...CONFIG_FILES.filter((name) => top.has(name)).slice(0, 1), ...parts]
}

function readSite(folder: SiteFolder): ForeignSite {
  const files = configFilesOf(folder)
  let configuration: Configuration = {}
  const findings: Finding[] = []
  for (const file of files) {
    const read = readConfiguration(file, folder.read(file) ?? '')
    if (read === undefined) findings.push(configurationFinding(file, 'Hugo', folder.read(file)))
    const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.\w+$/, '')
    const isWhole = !file.startsWith(`${CONFIG_ROOT}/`) || name === 'hugo' || name === 'config'
    const part = isWhole ? (read ?? {}) : nested(name.split('.'), read ?? {})
    configuration = merged(configuration, part)
  }
  const language = firstText(configuration, 'defaultContentLanguage') ?? 'en'
  const own = valueAt(configuration, `languages.${language}`)
  const contentDir = folderAt(own, 'contentDir') ?? folderAt(configuration, 'contentDir') ?? CONTENT
  const stated =
    firstText(own, 'languageCode', 'locale') ?? firstText(configuration, 'languageCode', 'locale') ?? language
  const title = textAt(own, 'title') ?? textAt(configuration, 'title')
  const url = siteUrlOf(textAt(own, 'baseURL') ?? textAt(configuration, 'baseURL'))
  const timeZone = textAt(configuration, 'timeZone')
  const ignored = [valueAt(configuration, 'ignoreFiles'), valueAt(own, 'ignoreFiles')].flat().filter(isText)
  if (!ignored.every((pattern) => patternOf(pattern) !== undefined))
    findings.push(configurationFinding(files[0] ?? 'hugo.toml', 'Hugo'))
  const author = firstText(configuration, 'params.author.name', 'params.author', 'author.name', 'author')
  const others = otherLanguages(configuration, language)
  const mounts = mountsOf(configuration)
  const mounted = mounts
    .map(({ root }) => root)
    .map(({ language: code, ...root }) =>
      code === undefined || code === language ? root : { ...root, language: code },
    )
  const roots: readonly ArticleRoot[] =
    mounted.length > 0
      ? mounted
      : [
          { folder: contentDir },
          ...others.flatMap(({ name, folder }) => (folder === undefined ? [] : [{ folder, language: name }])),
        ]
  const codes = [language, ...others.map(({ name }) => name)]
  return {
    title,
    url,
    language: stated,
    timeZone,
    author,
    roots,
    defaults: [
      ...roots.flatMap((root) => cascadesBelow(folder, root.folder, codes, findings)),
      ...codes.flatMap((code) => defaultsOf('', cascadesOf(languageOf(configuration, code)), code)),
      ...defaultsOf('', cascadesOf(configuration)),
    ].toSorted((one, other) => other.folder.length - one.folder.length),
    permalinks: permalinksOf(configuration),
    people: {},
    remarks: [],
    options: {
      ugly: valueAt(configuration, 'uglyURLs') === true,
      keepsCase: valueAt(configuration, 'disablePathToLower') === true,
      dropsAccents: valueAt(configuration, 'removePathAccents') === true,
      prefixes: valueAt(configuration, 'defaultContentLanguageInSubdir') === true,
      language,
    },
    lists: {
      languages: others.map(({ name }) => name),
      dates: datesOf(configuration, 'date', DATES),
      ignored,
      disabled: disabledIn(configuration),
      ugly: uglySections(configuration),
      included: mounts.flatMap(({ included }) => included),
      excluded: mounts.flatMap(({ excluded }) => excluded),
      publishDate: datesOf(configuration, 'publishDate', ['publishdate', 'pubdate', 'published']),
      expiryDate: datesOf(configuration, 'expiryDate', ['expirydate', 'unpublishdate']),
    },
    files,
    findings,
  }
}

/** `languages.fr.toml` has the content of `languages.fr`. */
function nested(keys: readonly string[], value: Configuration): Configuration {
  const [key = '', ...rest] = keys
  return { [key]: rest.length === 0 ? value : nested(rest, value) }
}

function merged(one: Configuration, other: Configuration): Configuration {
  const both = Object.entries(other).map(([key, value]) => {
    const there = one[key]
    return [key, isMap(there) && isMap(value) ? merged(there, value) : value] as const
  })
  return { ...one, ...Object.fromEntries(both) }
}

function folderAt(configuration: unknown, path: string): string | undefined {
  const text = textAt(configuration, path)
  return text === undefined ? undefined : barePath(text)
}

function otherLanguages(configuration: Configuration, main: string) {
  const languages = valueAt(configuration, 'languages')
  if (!isMap(languages)) return []
  return Object.keys(languages)
    .filter((name) => name.toLowerCase() !== main.toLowerCase())
    .map((name) => ({ name, folder: folderAt(languages, `${name}.contentDir`) }))
}

const languageOf = (configuration: Configuration, code: string): Configuration | undefined => {
  const found = valueAt(configuration, `languages.${code}`)
  return isMap(found) ? found : undefined
}

/** Disabled languages, whose pages are not public. */
function disabledIn(configuration: Configuration): readonly string[] {
  const languages = valueAt(configuration, 'languages')
  const off = isMap(languages)
    ? Object.keys(languages).filter((code) => valueAt(languages[code], 'disabled') === true)
    : []
  return [...off, ...[valueAt(configuration, 'disableLanguages')].flat().filter(isText)]
}

/** Sections whose addresses are files: `uglyURLs` by section. */
function uglySections(configuration: Configuration): readonly string[] {
  const stated = valueAt(configuration, 'uglyURLs')
  return isMap(stated) ? Object.keys(stated).filter((section) => stated[section] === true) : []
}

/** Folders that `module.mounts` maps into the content, instead of the default one. */
function mountsOf(configuration: Configuration) {
  const mounts = [valueAt(configuration, 'module.mounts')].flat().filter(isMap)
  return mounts.flatMap((mount) => {
    const [component, ...at] = (folderAt(mount, 'target') ?? '').split('/')
    const folder = folderAt(mount, 'source')
    if (component !== CONTENT || folder === undefined || folder.startsWith('..')) return []
    const language = textAt(mount, 'lang')
    const patterns = (key: string) =>
      [valueAt(mount, key)]
        .flat()
        .filter(isText)
        .map((pattern) => `${folder}/${pattern.replace(/^\//, '')}`)
    const [section] = at
    const root: ArticleRoot = {
      folder,
      ...(section !== undefined && { at: at.join('/'), section }),
      ...(language !== undefined && { language }),
    }
    return [{ root, included: patterns('includeFiles'), excluded: patterns('excludeFiles') }]
  })
}

function permalinksOf(configuration: Configuration): Readonly<Record<string, string>> {
  const stated = valueAt(configuration, 'permalinks')
  // Since 0.115, `permalinks.page.SECTION` as well as `permalinks.SECTION`.
  const all = {
    ...(isMap(stated) ? stated : {}),
    ...(isMap(valueAt(stated, 'page')) ? Object(valueAt(stated, 'page')) : {}),
  }
  return Object.fromEntries(
    Object.entries(all).flatMap(([section, pattern]) =>
      typeof pattern === 'string' ? [[section, pattern]] : [],
    ),
  )
}

function datesOf(configuration: Configuration, kind: string, usual: readonly string[]): readonly string[] {
  const stated = valueAt(configuration, `frontmatter.${kind}`)
  const names =
    typeof stated === 'string' ? [stated] : Array.isArray(stated) ? stated.map(String) : [':default']
  return names.flatMap((name) => (name === ':default' ? usual : [name.toLowerCase()]))
}

function translate(article: ForeignArticle, site: ForeignSite, folder: SiteFolder) {
  const header =
    article.fields.size === 0 && /\.org$/i.test(article.path) ? orgHeader(article.body) : undefined
  const edited = new EditedFields(header?.fields ?? article.fields)
  const root = rootOf(article.path, site.roots)
  const place = placeOf(article.path, root, site)
  const ownLanguage = place.language ?? String(site.options['language'] ?? '')
  const page = `/${[...place.folders, place.name].join('/')}`
  for (const { folder: scope, values, pages, language = ownLanguage } of site.defaults)
    if (
      (scope === '' || article.path.startsWith(`${scope}/`)) &&
      (pages === undefined || matchesPagePattern(page, pages))
    )
      edited.fill(fieldsOf(language.toLowerCase() === ownLanguage.toLowerCase() ? values : closing(values)))
  for (const gate of ['publishDate', 'expiryDate']) limitBy(edited, gate, site.lists[gate] ?? [])
  dateBy(edited, site.lists['dates'] ?? DATES, place.name)
  const url = urlOf(edited, place, () => sectionsOf(place.folders, root, folder), site)
  const link = permanentLink(url, site)
  edited.state('url', url)
  edited.drop('permalink', 'slug')
  if (!edited.has('id') && !edited.has('guid')) edited.state('id', link)
  if (!edited.has('section')) edited.state('section', place.section)
  if (place.language !== undefined && !edited.has('language')) edited.state('language', place.language)
  if (!edited.has('title') && edited.has('linktitle')) edited.rename('linktitle', 'title')
  if (edited.has('publishDate')) edited.drop('pubdate')
  if (edited.has('expiryDate')) edited.drop('unpublishdate')
  edited.drop('linktitle', 'type', 'layout')
  const body = withBundleFiles(edited, header?.body ?? article.body, article.path, link, folder)
  return { fields: edited.fields, ...bodyOf(article.path, body) }
}

/** `#+key: value`, in the syntax of Org. */
function orgHeader(text: string) {
  const [block = ''] = /^(?:\s*#\+\w+:[^\n]*\n)+/.exec(`${text}\n`) ?? []
  const values = [...block.matchAll(/^\s*#\+(\w+):[ \t]*(.*)$/gm)].map(([, key = '', value = '']) => {
    const text = value.trim().replace(/^[<[](\d{4}-\d\d-\d\d)(?: \w{2,4})?(.*)[>\]]$/, '$1$2')
    return [key.toLowerCase(), text === 'true' ? true : text] as const
  })
  return { fields: fieldsOf(Object.fromEntries(values)), body: text.slice(block.length) }
}

function bodyOf(path: string, body: string): Pick<TranslatedFile, 'body' | 'kind' | 'unread'> {
  if (MARKDOWN.test(path)) return { body }
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase()
  if (ending.startsWith('htm'))
    return body.includes('{{') ? { body: '', unread: 'HTML with shortcodes' } : { body, kind: 'html' }
  return { body: ending === 'rst' ? firstParagraphOfRst(body) : '', unread: OTHERS[ending] ?? ending }
}

/** The site may have its own keys for the moments between which an article is public. */
function limitBy(edited: EditedFields, gate: string, names: readonly string[]): void {
  const stated = names.map((name) => edited.field(name)).find((field) => field?.kind === 'text')
  if (stated !== undefined) edited.state(gate, stated)
}

/** The first of the site's date keys that the article states becomes its date, under the given name. */
function dateBy(edited: EditedFields, names: readonly string[], name: string): void {
  for (const key of names) {
    if (key === ':filename') {
      const day = /^(\d{4}-\d{2}-\d{2})[-_ ]?/.exec(name)?.[1]
      if (day === undefined) continue
      edited.state('date', day)
      break
    }
    const field = edited.field(key)
    // `published: true` is not a date.
    if (field?.kind !== 'text') continue
    if (key !== 'date') edited.state('date', field)
    break
  }
  const updated = UPDATES.map((key) => edited.field(key)).find((field) => field?.kind === 'text')
  if (updated !== undefined) edited.state('updated', updated)
  edited.drop(...UPDATES)
}
