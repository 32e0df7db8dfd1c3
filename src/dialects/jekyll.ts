import type { TranslatedFile } from '../article/article.ts'
import { type Field, fieldsOf } from '../article/front-matter/fields.ts'
import { findFrontMatter } from '../article/front-matter/read-front-matter.ts'
import type { Finding } from '../finding.ts'
import { expandPattern } from './address-pattern.ts'
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
import type { Dialect, ForeignArticle, ForeignSite, SiteFolder } from './dialect.ts'
import { EditedFields, wordsOf } from './fields.ts'
import { matchesGlob } from './glob.ts'
import { dayOf, styled, urlOf } from './jekyll-address.ts'
import { defaultsOf } from './jekyll-defaults.ts'
import { readOwnFeed, usualFeed, writtenGuid } from './jekyll-feed.ts'
import { withoutSimpleLiquid } from './jekyll-liquid.ts'
import { peopleIn, withPeople } from './people.ts'
import { permanentLink } from './permanent-link.ts'
import { rolledOver } from './rolled-over.ts'
import { barePath } from './roots.ts'
import type { SettledFacts } from './settled-facts.ts'

const CONFIG_FILES = ['_config.yml', '_config.yaml', '_config.toml']
const POST = /(?:^|\/)_posts\/(?:.*\/)?\d{2,4}-\d{1,2}-\d{1,2}-[^/]+\.(?:md|markdown|mkd|mkdn|mkdown|html)$/i
const NAME = /(?:^|\/)(\d{2,4})-(\d{1,2})-(\d{1,2})-([^/]+)\.\w+$/
/** Folders of Jekyll that contain no sources. */
const NOT_LOOKED_AT = /^(?:_site|node_modules|vendor|\.[^/]*)\//

/** Unquoted texts that Ruby's YAML parses as a moment; one without a zone is in UTC. */
const YAML_MOMENT = /^\d{4}-\d{1,2}-\d{1,2}(?:T|[ \t]+)\d{1,2}:\d\d:\d\d(?:\.\d*)?$/i

const YEAR_TWICE = /^((\d{4})-\S+\s+[\d:]+)\s+\2\s+/
/** Ruby does not compare it with the date. */
const WEEKDAY = /^\s*(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?\s+(?=\S)/i
/** Ruby ignores zones that it does not know by name, such as `CEST`; months in capitals are no zones. */
const UNKNOWN_ZONE =
  /\s(?!UTC\b|GMT\b|[ECMP][SD]T\b|(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|MON|TUE|WED|THU|FRI|SAT|SUN))[A-Z]{3,5}(?=\s|$)/
/** Ruby takes the first number of `11-9-2017` for the day. */
const DAY_FIRST = /^\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)/

/** Sites made with Jekyll, including GitHub Pages: the posts in `_posts` folders. */
export const jekyll: Dialect = {
  endings: /\.(?:mkdn?|mkdown|html)$/i,
  lastCounts: true,
  detect(folder) {
    const names = folder.names('')
    const file = CONFIG_FILES.find((name) => names.includes(name))
    if (file === undefined) return false
    // Hexo's folder of this name is not in its configuration.
    const isHexo = names.includes('source/') && sourceStated(file, folder) === undefined
    return !isHexo
  },
  readSite,
  isArticle,
  isPage: (path, site, folder) =>
    POST.test(path)
      ? isArticle(path, site)
      : isRead(path, site) &&
        !isHidden(path, site) &&
        // Without front matter, Jekyll copies the file unchanged.
        findFrontMatter(folder.read(path) ?? '') !== undefined,
  translate: (article, site, folder) =>
    POST.test(article.path) ? translate(article, site, folder) : translatedPage(article, site),
  usualFeed,
}

function isArticle(path: string, site: ForeignSite): boolean {
  return POST.test(path) && isRead(path, site) && !isSetAside(path, collectionsFolder(site))
}

function isRead(path: string, site: ForeignSite): boolean {
  const below = belowSource(path, site)
  return !NOT_LOOKED_AT.test(below) && !isExcluded(below, site.lists['exclude'] ?? [])
}

/** The path below the folder of the sources. */
const belowSource = (path: string, { options }: ForeignSite): string =>
  path.slice(path.startsWith(String(options['source'] ?? '')) ? String(options['source'] ?? '').length : 0)

const collectionsFolder = ({ roots }: ForeignSite): string => roots[0]?.folder ?? ''

/** The path below the folder of the collections, if it is there. */
const belowCollections = (path: string, folder: string): string =>
  folder !== '' && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path

/** Whether the file or a folder that it is in has a name that Jekyll ignores. */
function isHidden(path: string, site: ForeignSite): boolean {
  const parts = belowCollections(path, collectionsFolder(site)).split('/')
  const included = [...(site.lists['include'] ?? []), ...Object.keys(site.permalinks)]
  return parts.some((part) => /^[_.#~]/.test(part) && !included.includes(part))
}

/** Whether the file is in a folder that Jekyll ignores, such as `_drafts/_posts`, or is an editor's file. */
function isSetAside(path: string, collections: string): boolean {
  const [, marked, inMarked] = MARKED.exec(belowCollections(path, collections)) ?? []
  return marked !== undefined && (marked !== '_posts' || inMarked !== undefined)
}

/** The first name that begins with a character by which Jekyll ignores it, and that character if the next one does so, too. */
const MARKED = /(?:^|\/)([_.#~][^/]*)(?:\/([_.#~]))?/

/** `exclude:`: path prefixes, and patterns with `*` (Jekyll's EntryFilter). */
const isExcluded = (path: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => pattern !== '' && (path.startsWith(pattern) || matchesGlob(path, pattern)))

function patternsIn(configuration: Configuration, key: 'exclude' | 'include'): readonly string[] {
  return [valueAt(configuration, key)]
    .flat()
    .filter((pattern) => typeof pattern === 'string')
    .map((pattern) => pattern.replace(/^\.?\//, ''))
}

function readSite(folder: SiteFolder, { guid }: SettledFacts = {}): ForeignSite {
  const file = CONFIG_FILES.find((name) => folder.names('').includes(name)) ?? '_config.yml'
  const read = readConfiguration(file, folder.read(file) ?? '')
  const configuration: Configuration = read ?? {}
  const title = textAt(configuration, 'title') ?? textAt(configuration, 'name')
  const url = siteUrlOf(textAt(configuration, 'url'), textAt(configuration, 'baseurl'))
  const language = firstText(configuration, 'lang', 'locale', 'language', 'default_lang')
  const timeZone = textAt(configuration, 'timezone')
  const author = firstText(configuration, 'author.name', 'author')
  const source = sourceIn(folder, textAt(configuration, 'source'))
  const collections = [source, barePath(textAt(configuration, 'collections_dir') ?? '')]
    .filter(Boolean)
    .join('/')
  const languages = languagesIn(configuration)
  // The collection of posts takes precedence over the site.
  const stated = firstText(configuration, 'collections.posts.permalink', 'permalink') ?? 'date'
  const remarks: Finding[] = []
  const below = source === '' ? '' : `${source}/`
  const people = `${below}${textAt(configuration, 'data_dir') ?? '_data'}/authors`
  const ownFeed = readOwnFeed(folder, below, hasPlugin(configuration, 'jekyll-feed'))
  const site: ForeignSite = {
    title,
    url,
    ...(language !== undefined && { language: language.replace('_', '-') }),
    timeZone,
    author,
    roots: [{ folder: collections, section: 'posts' }],
    defaults: defaultsOf(configuration),
    permalinks: {
      '': styled(stated),
      pages: styled(textAt(configuration, 'permalink') ?? 'date'),
      ...collectionsIn(configuration),
    },
    people: peopleIn(folder, people, remarks),
    remarks,
    options: {
      ...literalsOf(configuration),
      // The heading at the beginning of a post is its title.
      headings: hasPlugin(configuration, 'jekyll-titles-from-headings'),
      source: below,
      ...(ownFeed.hasHidden === true && { hasHidden: true }),
      ...(guid !== undefined && { guid }),
      ...(languages.length > 0 && { language: textAt(configuration, 'default_lang') ?? 'en' }),
    },
    lists: {
      languages,
      posts: postFolders(folder),
      exclude: patternsIn(configuration, 'exclude'),
      include: patternsIn(configuration, 'include').map((pattern) => pattern.replace(/\/$/, '')),
    },
    files: [file, `${people}.yml`],
    findings: read === undefined ? [configurationFinding(file, 'Jekyll', folder.read(file))] : [],
  }
  const isKnown = (expression: string) => writtenGuid(expression, { url: '/', id: '/' }, site) !== undefined
  return {
    ...site,
    ...(ownFeed.guid !== undefined && isKnown(ownFeed.guid) && { facts: { guid: ownFeed.guid } }),
    findings: [...site.findings, ...(guid === undefined || isKnown(guid) ? [] : [guidUnknown(guid)])],
  }
}

const guidUnknown = (guid: string): Finding => ({
  code: 'configuration-unread',
  severity: 'error',
  message: `the ids of posts are not known, because \`guid\` of the source contains something unknown: ${guid}`,
  fix: 'use texts, `post.url`, `post.id`, `site.…`, and the filters `prepend`, `append`, `relative_url` and `absolute_url`',
})

const sourceStated = (file: string, folder: SiteFolder): string | undefined =>
  textAt(readConfiguration(file, folder.read(file) ?? ''), 'source')

/** The folder of the sources; if a build creates it elsewhere, the one with posts that has its name. */
function sourceIn(folder: SiteFolder, stated: string | undefined): string {
  const path = barePath(stated ?? '')
  if (path === '' || path === '.') return ''
  const name = path.slice(path.lastIndexOf('/') + 1)
  return folder.names(path).length === 0 && folder.names(name).includes('_posts/') ? name : path
}

/** The languages besides the default one that the plug-in Polyglot makes. */
function languagesIn(configuration: Configuration): readonly string[] {
  const main = textAt(configuration, 'default_lang') ?? 'en'
  const stated = [valueAt(configuration, 'languages')].flat()
  const isPolyglot =
    valueAt(configuration, 'default_lang') !== undefined || hasPlugin(configuration, 'jekyll-polyglot')
  return isPolyglot ? stated.filter((code) => typeof code === 'string').filter((code) => code !== main) : []
}

/** Patterns of the addresses of collections with pages, by their folder. */
function collectionsIn(configuration: Configuration): Readonly<Record<string, string>> {
  const collections = valueAt(configuration, 'collections')
  if (!isMap(collections)) return {}
  return Object.fromEntries(
    Object.entries(collections).flatMap(([name, options]) =>
      name === 'posts' || valueAt(options, 'output') !== true
        ? []
        : [[`_${name}`, styled(textAt(options, 'permalink') ?? '/:collection/:path:output_ext')]],
    ),
  )
}

const hasPlugin = (configuration: Configuration, name: string): boolean =>
  ['plugins', 'gems'].some((key) => [valueAt(configuration, key)].flat().includes(name))

/** Texts of the configuration that posts may contain (`{{ site.title }}`). */
function literalsOf(configuration: Configuration): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(configuration).flatMap(([key, value]) =>
      ['string', 'number', 'boolean'].includes(typeof value) ? [[`site.${key}`, String(value)]] : [],
    ),
  )
}

/** A page of the site, or a document of a collection: its address and its gates. */
function translatedPage(article: ForeignArticle, site: ForeignSite): TranslatedFile {
  const edited = new EditedFields(article.fields)
  const path = belowSource(article.path, site).replace(/\.\w+$/, '')
  const inCollections = belowCollections(article.path.replace(/\.\w+$/, ''), collectionsFolder(site))
  const [, folder, below = ''] = /^(_[^/]+)\/(.+)$/.exec(inCollections) ?? []
  const collection = folder !== undefined && Object.hasOwn(site.permalinks, folder) ? folder : undefined
  fillDefaults(edited, article.path, site, collection?.slice(1) ?? 'pages')
  const usual = site.permalinks['pages']?.endsWith('/') === true ? `/${path}/` : `/${path}.html`
  const pattern = collection === undefined ? usual : site.permalinks[collection]
  const stated = edited.text('permalink') ?? pattern ?? ''
  const name = below.slice(below.lastIndexOf('/') + 1)
  const words = {
    collection: collection?.slice(1) ?? '',
    path: below,
    name,
    title: name,
    output_ext: '.html',
  }
  const url = expandPattern(stated, { day: undefined, words }).replace(/(^|\/)index(?:\.html|\/)?$/, '$1')
  edited.state('url', url)
  return {
    fields: edited.fields,
    body: '',
    ...((styled(stated) !== stated || url.includes(':')) && { unsureAddress: 'permalink' }),
  }
}

/** `defaults` of the configuration. */
function fillDefaults(edited: EditedFields, path: string, site: ForeignSite, of: string): void {
  // A scope may omit `collections_dir`.
  const inCollections = belowCollections(path, collectionsFolder(site))
  const below = belowSource(path, site)
  for (const { folder: scope, values, type = of } of site.defaults)
    if (type === of && (scope === '' || below.startsWith(scope) || inCollections.startsWith(scope)))
      edited.fill(fieldsOf(values))
}

function guidIn(site: ForeignSite, post: { readonly url: string; readonly id: string }): string | undefined {
  const { guid } = site.options
  return typeof guid === 'string' ? writtenGuid(guid, post, site) : undefined
}

function translate(article: ForeignArticle, site: ForeignSite, folder: SiteFolder) {
  const edited = new EditedFields(article.fields)
  fillDefaults(edited, article.path, site, 'posts')
  const [, year = '', month = '', day = '', name = ''] = NAME.exec(article.path) ?? []
  const date = edited.field('date')
  const named = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  if (date === undefined) edited.state('date', rolledOver(named))
  else if (
    date.kind === 'text' &&
    YAML_MOMENT.test(date.text) &&
    !/["']/.test(article.source.charAt(date.offset))
  )
    edited.state('date', { ...date, text: rolledOver(`${date.text}Z`) })
  // Ruby ignores a repeated year, as in the output of `date`.
  else if (date.kind === 'text' && YEAR_TWICE.test(date.text))
    edited.state('date', { ...date, text: date.text.replace(YEAR_TWICE, '$1 ') })
  else if (date.kind === 'text')
    edited.state('date', {
      ...date,
      text: rolledOver(
        date.text.replace(WEEKDAY, '').replace(UNKNOWN_ZONE, '').replace(DAY_FIRST, '$3-$2-$1'),
      ),
    })
  if (!edited.has('title') && !(site.options['headings'] === true && /^\s*#/.test(article.body)))
    edited.state('title', titleOf(name))
  edited.rename('last_modified_at', 'updated')
  const categories = categoriesOf(edited, belowSource(article.path, site))
  const slug = edited.text('slug')
  const language = languageOf(edited, article.path, site)
  const path = urlOf(edited, { slug: slug ?? name, categories, day: dayOf(edited.field('date'), site) }, site)
  const url = language === undefined ? path : `/${language}${path}`
  if (language !== undefined) edited.state('language', language)
  edited.drop('permalink', 'slug', 'layout')
  edited.state('url', url)
  // Jekyll's own id of a post (Document#id), which jekyll-feed makes absolute.
  const id = `${url.replace(/[^/]*\/?$/, '')}${slug ?? name}`
  if (!edited.has('id') && !edited.has('guid'))
    edited.state('id', guidIn(site, { url, id }) ?? permanentLink(id, site))
  if (site.options['hasHidden'] === true) edited.drop('hidden')
  edited.state('section', 'posts')
  const tags = [
    ...wordsOf(edited.field('tags'), /\s+/),
    ...wordsOf(edited.field('tag'), /$^/),
    ...categories.map(textField),
  ]
  edited.drop('tags', 'tag', 'category', 'categories')
  if (tags.length > 0) edited.state('tags', { kind: 'list', items: tags, offset: 0 })
  withPeople(edited, site.people)
  const body = withoutSimpleLiquid(article, edited, site, folder)
  if (!article.path.endsWith('.html')) return { fields: edited.fields, body }
  return /\{[{%]/.test(body)
    ? { fields: edited.fields, body: '', unread: 'a template' }
    : { fields: edited.fields, body, kind: 'html' as const }
}

/** The language of a post that is not in the default one of a site of Polyglot. */
function languageOf(edited: EditedFields, path: string, { lists, options }: ForeignSite): string | undefined {
  const languages = lists['languages'] ?? []
  if (languages.length === 0) return undefined
  const inPath = options['site.lang_from_path'] === 'true' ? path.split('/') : []
  const stated = edited.text('lang') ?? inPath.find((part) => languages.includes(part))
  if (edited.has('lang')) edited.drop('lang')
  return languages.find((code) => code === stated)
}

/** The title of a post that states none (Jekyll's `titleize_slug`). */
const titleOf = (name: string): string =>
  name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    .join(' ')

const textField = (text: string): Field => ({ kind: 'text', text, offset: 0 })

/** Parent folders of `_posts`, then those that the article states. */
function categoriesOf(edited: EditedFields, path: string): readonly string[] {
  const folders = path
    .slice(0, path.search(/(?:^|\/)_posts\//))
    .split('/')
    .filter(Boolean)
  const stated = [...wordsOf(edited.field('categories'), /\s+/), ...wordsOf(edited.field('category'), /$^/)]
  return [...new Set([...folders, ...stated.flatMap((field) => (field.kind === 'text' ? [field.text] : []))])]
}

/** Folders named `_posts`, and their subfolders. */
function postFolders(folder: SiteFolder): readonly string[] {
  const found: string[] = []
  const waiting = ['']
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (/(?:^|\/)_posts(?:\/|$)/.test(path)) found.push(path)
    for (const name of folder.names(path)) {
      const below = path === '' ? name : `${path}/${name}`
      if (name.endsWith('/') && !NOT_LOOKED_AT.test(below)) waiting.push(below.slice(0, -1))
    }
  }
  return found.toSorted()
}
