import { dateIn, localDay, readDate } from '../article/dates.ts'
import { fieldsOf } from '../article/front-matter/fields.ts'
import { readFrontMatter } from '../article/front-matter/read-front-matter.ts'
import { dayInName } from '../article/name-date.ts'
import { isTimeZone } from '../article/time-zone.ts'
import { EnvironmentError } from '../errors.ts'
import type { Finding } from '../finding.ts'
import { addressDay } from './address-pattern.ts'
import { ARTICLE_FOLDER } from './article-folders.ts'
import { type Configuration, firstText, readConfiguration, siteUrlOf } from './configuration.ts'
import { configurationFinding } from './configuration-finding.ts'
import type {
  Dialect,
  FolderDefaults,
  ForeignArticle,
  ForeignSite,
  SiteFolder,
  UsualFeed,
} from './dialect.ts'
import { madeAddress, slugified } from './eleventy-addresses.ts'
import { dateFiltersIn, strftime } from './eleventy-dates.ts'
import { feedTemplatesIn } from './eleventy-feeds.ts'
import { EditedFields, wordsOf } from './fields.ts'
import { matchesGlob } from './glob.ts'
import { withRootedLinks } from './page-links.ts'
import { permanentLink } from './permanent-link.ts'
import { rollDateOver } from './rolled-over.ts'
import { pathBelow, rootOf } from './roots.ts'
import { literalsIn, withoutComments } from './script-literals.ts'
import { literalsOfFile, plainSite, scriptNamed, textOf } from './script-site.ts'
import { importedFiles } from './script-values.ts'

const ARTICLE = /\.(?:md|markdown)$/i
const CONFIG_NAMES = ['.eleventy', 'eleventy.config']
/** Tags by which a site collects its articles, which are not topics. */
const COLLECTIONS: ReadonlySet<string> = new Set([
  'post',
  'posts',
  'blog',
  'article',
  'articles',
  'news',
  'all',
  'nav',
  'featured',
])
const NOT_LOOKED_AT =
  /(?:^|\/)(?:_(?:includes|layouts|data|site|drafts?|components|partials|templates)|node_modules|\.[^/]*)(?:\/|$)/

/** Sites made with Eleventy: the Markdown in folders that a data file tags as articles, or that have such names. */
export const eleventy: Dialect = {
  files: { atRoot: ['public'], others: 'path' },
  detect: (folder) => scriptNamed(folder, ...CONFIG_NAMES) !== undefined,
  readSite,
  isArticle(path, { roots, lists }) {
    const root = rootOf(path, roots)
    if (root === undefined || !ARTICLE.test(path)) return false
    const below = pathBelow(path, root)
    if (isIgnored(path, lists['ignored'] ?? [])) return false
    // `posts/posts.md` is the page of the folder.
    const name = root.folder.slice(root.folder.lastIndexOf('/') + 1)
    return (
      !NOT_LOOKED_AT.test(below) &&
      !['index', 'readme', name].includes(below.replace(ARTICLE, '').toLowerCase())
    )
  },
  isPage(path, { options, lists }) {
    const input = String(options['input'] ?? '')
    return (
      isIn(input, path) &&
      ARTICLE.test(path) &&
      !isIn(String(options['layouts'] ?? '_includes'), path) &&
      !NOT_LOOKED_AT.test(path) &&
      !isIgnored(path, lists['ignored'] ?? [])
    )
  },
  translate,
  usualFeed,
}

const isIn = (folder: string, path: string): boolean => folder === '' || path.startsWith(`${folder}/`)

function readSite(folder: SiteFolder): ForeignSite {
  const file = scriptNamed(folder, ...CONFIG_NAMES)
  const literals = literalsOfFile(folder, file)
  const script = withoutComments(file === undefined ? '' : (folder.read(file) ?? ''))
  const dir = (name: string) => textOf(literals, name) ?? directorySet(script, name)
  const input = (dir('input') ?? computedInput(folder, script) ?? '').replace(/^\.?\/|\/$|^\.$/g, '')
  const data = `${input === '' ? '' : `${input}/`}${dir('data') ?? '_data'}`.replace(/[^/]+\/\.\.\//, '')
  const { files: dataFiles, values: metadata, unread } = metadataIn(folder, data)
  const feeds = feedTemplatesIn(folder, input)
  const title =
    firstText(metadata, 'title', 'siteName', 'siteTitle', 'name') ?? feeds.find((feed) => feed.title)?.title
  const url =
    siteUrlOf(firstText(metadata, 'url', 'baseUrl', 'origin', 'site.url', 'domain')) ??
    siteUrlOf(feeds.find((feed) => feed.url)?.url)
  const language = firstText(metadata, 'language', 'lang', 'locale')
  const author = firstText(metadata, 'author.name', 'author')
  const datesInCode = /\baddDateParsing\s*\(/.test(script)
  const timeZone = datesInCode ? zoneIn(script) : undefined
  const { roots, defaults, files, findings } = articleFolders(folder, input, dataEndings(script))
  return plainSite({
    title,
    url,
    language,
    author,
    timeZone,
    roots,
    defaults: [...defaults, { folder: '', values: globalGates(folder, data, script) }],
    findings: [
      ...unread.map((name) => configurationFinding(name, 'Eleventy', folder.read(name))),
      ...findings,
    ],
    options: {
      input,
      datesInCode,
      layouts: layoutsIn(dir('layouts') ?? dir('includes'), input),
      computed:
        folder.names(data).some((name) => /^(?:eleventyComputed|permalink)\./.test(name)) ||
        /addGlobalData\(\s*["'`](?:permalink|eleventyComputed)/.test(script),
    },
    lists: {
      ignored: ignoredIn(folder, input),
      globals: [
        ...folder.names(data).map((name) => name.replace(/\/$|\..*$/, '')),
        ...[...script.matchAll(/\baddGlobalData\(\s*["'`](\w+)/g)].map(([, name = '']) => name),
      ],
      dateFilters: Object.entries(dateFiltersIn(script, folder)).map(
        ([name, { zone, format }]) => `${name} ${zone} ${format}`,
      ),
    },
    files: [...(file === undefined ? [] : [file]), ...dataFiles, ...feeds.map((feed) => feed.file), ...files],
  })
}

/** A folder that a function of the configuration sets: `setInputDirectory('src')`. */
const directorySet = (script: string, name: string): string | undefined =>
  new RegExp(
    `\\bset${name.charAt(0).toUpperCase()}${name.slice(1)}Directory\\(\\s*["'\`]([^"'\`$]+)["'\`]`,
  ).exec(script)?.[1]

/** The folder of the input if code or a command names it: that of the command, or the one with a folder of data or layouts. */
function computedInput(folder: SiteFolder, script: string): string | undefined {
  const command = /\beleventy\b[^"&|]*?--input[= ]([\w./-]+)/.exec(folder.read('package.json') ?? '')?.[1]
  if (command !== undefined || !/\binput\b/.test(script)) return command
  return folder
    .names('')
    .find(
      (name) =>
        name.endsWith('/') &&
        folder.names(name.slice(0, -1)).some((one) => /^_(?:data|includes)\/$/.test(one)),
    )
    ?.slice(0, -1)
}

/** The only time zone that a script names. */
function zoneIn(script: string): string | undefined {
  const names = script.matchAll(
    /(["'`])((?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)\/[\w/+-]+)\1/g,
  )
  const [only, ...others] = new Set([...names].map(([, , name]) => name))
  return others.length === 0 ? only : undefined
}

const GLOBAL_GATES = ['draft', 'eleventyExcludeFromCollections'] as const

/**
 * The gates that are closed for the whole site, in the folder of data or in the configuration. A computed one counts as
 * closed; a list or map is other data of that name.
 */
function globalGates(folder: SiteFolder, data: string, script: string): Configuration {
  const closed = GLOBAL_GATES.filter((gate) => {
    const texts = folder
      .names(data)
      .filter((name) => name.startsWith(`${gate}.`))
      .map((name) => folder.read(`${data}/${name}`) ?? '')
    const stated = new RegExp(`addGlobalData\\(\\s*["'\`]${gate}["'\`]\\s*,\\s*(?!false\\b|[[{])`)
    const isOpen = /^\s*(?:module\.exports\s*=|export default)?\s*(?:false\s*;?\s*$|[[{])/
    return texts.some((text) => !isOpen.test(text)) || stated.test(script)
  })
  return Object.fromEntries(closed.map((gate) => [gate, true]))
}

/** The folders of layouts: nested, unless stated. */
function layoutsIn(stated: string | undefined, input: string): string {
  const below = stated ?? '_includes'
  return input === '' ? below : `${input}/${below}`.replace(/[^/]+\/\.\.\//, '')
}

/**
 * Lines of the files that list what Eleventy ignores, relative to the site folder; negated lines (`!`) are not applied.
 */
function ignoredIn(folder: SiteFolder, input: string): readonly string[] {
  const linesIn = (file: string) =>
    (folder.read(file) ?? '').split(/\r?\n/).map((line) => line.trim().replace(/^\.?\//, ''))
  const below =
    input === '' ? [] : linesIn(`${input}/.eleventyignore`).map((line) => line && `${input}/${line}`)
  return [...linesIn('.eleventyignore'), ...linesIn('.gitignore'), ...below].filter((line) =>
    /^[^#!]/.test(line),
  )
}

/** Whether a line matches the path or one of its parent folders; a line without a `/` matches at any depth. */
function isIgnored(path: string, lines: readonly string[]): boolean {
  const parts = path.split('/')
  const places = parts.map((_, index) => parts.slice(0, index + 1).join('/'))
  return lines.some((line) => {
    const pattern = line.replace(/\/(?:\*\*(?:\/\*)?)?$/, '')
    if (pattern === '') return false
    return (pattern.includes('/') ? places : [...parts, ...places]).some((place) =>
      matchesGlob(place, pattern),
    )
  })
}

/** The files about the site, their values, of which the first counts, and those that cannot be read. */
function metadataIn(folder: SiteFolder, data: string) {
  const files = ['metadata', 'site', 'meta', 'config'].flatMap((name) =>
    ['', '/config', '/index', '/meta', '/info', '/site'].flatMap((part) =>
      ['json', 'yaml', 'yml', 'toml', 'js', 'mjs', 'cjs', 'ts']
        .map((ending) => `${data}/${name}${part}.${ending}`)
        .filter((path) => folder.read(path) !== undefined)
        .slice(0, 1),
    ),
  )
  const read = files.map((path) => {
    const text = folder.read(path) ?? ''
    return [path, /[jt]s$/.test(path) ? literalsIn(text) : readConfiguration(path, text)] as const
  })
  const values: Configuration = Object.assign({}, ...read.map(([, found]) => found).toReversed())
  return { files, values, unread: read.flatMap(([path, found]) => (found === undefined ? [path] : [])) }
}

/** Folders of articles: by name, or tagged by their data file, which also has defaults for their articles. */
function articleFolders(folder: SiteFolder, input: string, endings: readonly string[]) {
  const roots: { folder: string; section: string }[] = []
  const defaults: FolderDefaults[] = []
  const files: string[] = []
  const findings: Finding[] = []
  const waiting = [{ path: input, isArticles: false }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { path } = next
    const prefix = path === '' ? '' : `${path}/`
    const name = path.slice(path.lastIndexOf('/') + 1)
    const names = folder.names(path)
    const there = new Set(names)
    const found = path === '' ? [] : dataOf(folder, prefix, name, there, endings)
    const ofArticles = articlesIn(names).flatMap((article) =>
      dataOf(folder, prefix, article, there, endings).map((data) => ({ ...data, of: prefix + article })),
    )
    const all = [...ofArticles, ...found.map((data) => ({ ...data, of: path }))]
    defaults.unshift(...all.map(({ of, values }) => ({ folder: of, values })))
    files.push(...all.flatMap(({ file, imported }) => [file, ...imported]))
    findings.push(
      ...all
        .filter(({ isUnread }) => isUnread)
        .map(({ file }) => configurationFinding(file, 'Eleventy', folder.read(file))),
    )
    const tags = found.flatMap(({ values }) => [values['tags']].flat()).map(String)
    const isArticles =
      next.isArticles || ARTICLE_FOLDER.test(name) || tags.some((tag) => COLLECTIONS.has(tag))
    if (isArticles && !next.isArticles && path !== '')
      roots.push({ folder: path, section: name.replace(/^_/, '') })
    for (const below of names)
      if (below.endsWith('/') && !NOT_LOOKED_AT.test(below))
        waiting.push({ path: prefix + below.slice(0, -1), isArticles })
  }
  return {
    roots: roots.toSorted((one, other) => (one.folder < other.folder ? -1 : 1)),
    defaults,
    files,
    findings,
  }
}

/** Extensions of data files in order of precedence: Eleventy merges them. */
const DATA_ENDINGS = ['11tydata.js', '11tydata.mjs', '11tydata.cjs', '11tydata.json', 'json']

/** These, and those in YAML or TOML, if the configuration has a parser for them. */
function dataEndings(script: string): readonly string[] {
  const added = [...script.matchAll(/\baddDataExtension\(\s*["'`]([\w., ]+)["'`]/g)]
    .flatMap(([, names = '']) => names.split(/[, ]+/))
    .filter((name) => /^(?:ya?ml|toml)$/.test(name))
  return [...DATA_ENDINGS, ...added.flatMap((name) => [`11tydata.${name}`, name])]
}

/** The data files of a folder, or of one article. */
function dataOf(
  folder: SiteFolder,
  prefix: string,
  name: string,
  there: ReadonlySet<string>,
  endings: readonly string[],
) {
  return endings
    .map((ending) => `${name}.${ending}`)
    .filter((file) => there.has(file))
    .map((file) => {
      const path = prefix + file
      const text = folder.read(path) ?? ''
      const values = /js$/.test(file) ? taggedIn(text, path) : readConfiguration(path, text)
      return {
        file: path,
        imported: /js$/.test(file) ? importedFiles(path, folder) : [],
        values: values ?? {},
        isUnread: values === undefined,
      }
    })
}

/** Names of articles in a folder, without extensions. */
const articlesIn = (names: readonly string[]): readonly string[] =>
  names.filter((name) => ARTICLE.test(name)).map((name) => name.replace(ARTICLE, ''))

/** A computed gate is unknown, and treated as closed. */
const COMPUTED_GATE =
  /(?:^|[\s,{])["']?(?:draft|published|unlisted|hidden)["']?\s*(?:\(|:(?!\s*(?:true|false)\b|\s*["'`]))/

/** A computed address is unknown. */
const COMPUTED_ADDRESS =
  /(?:^|[\s,{])["']?permalink["']?\s*(?:[(,}]|:\s*(?:\(|async\b|function\b|(?!true\b|false\b)[\w$]|`[^`]*\$\{))/
/** Mark a computed address among the values of a data file, and name the file itself. */
const COMPUTED = 'permalink()'
const SCRIPT = '11tydata()'

/** Literals of a script, and its list of tags. */
function taggedIn(script: string, path: string): Configuration {
  const list = /\btags\s*:\s*\[([^\][]*)\]/.exec(script)?.[1]
  const tags = [...(list ?? '').matchAll(/['"]([^'"]+)['"]/g)].map(([, tag = '']) => tag)
  const code = withoutComments(script)
  return {
    ...literalsIn(script),
    ...(tags.length > 0 && { tags }),
    ...(COMPUTED_GATE.test(code) && { draft: true }),
    ...(COMPUTED_ADDRESS.test(code) && { [COMPUTED]: true }),
    [SCRIPT]: path,
  }
}

function translate(article: ForeignArticle, site: ForeignSite, folder: SiteFolder) {
  const edited = new EditedFields(article.fields)
  const own = wordsOf(edited.field('tags'), /$^/)
  const inherited = []
  const scripts: string[] = []
  let maker: { readonly script: string; readonly isOverridden: boolean } | undefined
  for (const { folder, values } of site.defaults) {
    const isBelow = folder === '' || article.path.startsWith(`${folder}/`)
    if (!isBelow && article.path.replace(ARTICLE, '') !== folder) continue
    const { tags, [COMPUTED]: isComputed, [SCRIPT]: script, ...others } = values
    if (typeof script === 'string') {
      scripts.push(script)
      if (isComputed === true) maker ??= { script, isOverridden: edited.has('permalink') }
    }
    inherited.push(...wordsOf(fieldsOf({ tags }).get('tags')?.field, /$^/))
    edited.fill(fieldsOf(others))
  }
  fillFromLayouts(edited, String(site.options['layouts'] ?? '_includes'), folder)
  const computed = edited.field('eleventyComputed')
  if (computed?.kind === 'map')
    for (const [key, { field }] of computed.entries) if (field.kind === 'text') edited.state(key, field)
  const data = new Map(edited.fields)
  // Eleventy merges lists of tags.
  const tags = [...own, ...inherited].filter(
    (tag) => tag.kind === 'text' && !COLLECTIONS.has(tag.text.toLowerCase()),
  )
  edited.drop('tags', 'layout')
  if (tags.length > 0) edited.state('tags', { kind: 'list', items: tags, offset: own[0]?.offset ?? 0 })
  const input = String(site.options['input'] ?? '')
  const below = (input === '' ? article.path : article.path.slice(input.length + 1)).replace(ARTICLE, '')
  // Without the date at the beginning of the name.
  const filePathStem = `/${below.replace(/(^|\/)\d{4}-\d{2}-\d{2}-([^/]+)$/, '$1$2')}`
  const stem = filePathStem.slice(1).replace(/(?:^|\/)index$/, '')
  edited.stateIfMissing('date', dayInName(article.path))
  rollDateOver(edited)
  if (!edited.has('title')) titleByAnotherName(edited)
  // Also without the date of the folder, if that has the name.
  const fileSlug = stem.slice(stem.lastIndexOf('/') + 1).replace(/^\d{4}-\d{2}-\d{2}-/, '')
  const isStated = computed?.kind === 'map' && computed.entries.has('permalink')
  const made =
    maker === undefined || isStated
      ? undefined
      : madeAddress(
          maker,
          scripts,
          {
            path: article.path,
            fileSlug,
            filePathStem,
            date: dateIn(edited.text('date'), site.timeZone ?? 'UTC'),
            field: (name) => data.get(name)?.field,
            isGlobal: (name) => site.lists['globals']?.includes(name) === true,
          },
          folder,
        )
  if (made?.isKnown) {
    edited.drop('permalink')
    if (made.permalink !== undefined) edited.fill(fieldsOf({ permalink: made.permalink }))
  }
  const permalink = edited.field('permalink')
  const isCode = made?.isKnown === false || site.options['computed'] === true
  let codeOfAddress = permalink === undefined && isCode ? 'permalink' : undefined
  // `permalink: false` is a gate, and remains one.
  if (permalink === undefined || permalink.kind === 'text') {
    const pattern = permalink?.kind === 'text' ? permalink.text : undefined
    // Without a permalink, the date in the name is kept; a file in a folder of the same name has the address of the
    // folder.
    const usual = `/${below.replace(/(?:^|\/)index$/, '').replace(/(^|\/)([^/]+)\/\2$/, '$1$2')}/`
    const known = filled(pattern, edited, { fileSlug, filePathStem }, site)
    if (pattern !== undefined && known === undefined) codeOfAddress = pattern
    const url = known ?? usual
    edited.drop('permalink')
    edited.state('url', url.replace(/(?:^|\/)index\.html$/, '/').replace(/\/{2,}/g, '/'))
  }
  if (!edited.has('id') && !edited.has('guid'))
    edited.state('id', permanentLink(edited.text('url') ?? `/${stem}/`, site))
  const root = rootOf(article.path, site.roots)
  edited.state('section', root?.section ?? 'posts')
  return {
    fields: edited.fields,
    body: withRootedLinks(
      article.body.replace(RAW_FENCE, (_, before?: string, after?: string) => before ?? after ?? ''),
      // Pictures and other files are relative to the address of the page.
      { content: input, isRooted: (link) => !link.startsWith('.') && ARTICLE.test(link) },
      folder,
    ),
    ...(codeOfAddress !== undefined && { unsureAddress: codeOfAddress }),
    ...(site.options['datesInCode'] === true && { datesInCode: site.timeZone ?? 'addDateParsing' }),
  }
}

/** Marks of raw text on the lines of a fence, which then begin no line of their own. */
const RAW_FENCE = /^\{%-?\s*raw\s*-?%\}(`{3,}|~{3,})|^(`{3,}|~{3,})[ \t]*\{%-?\s*endraw\s*-?%\}[ \t]*$/gm

/** A permalink in Nunjucks or Liquid whose parts are known; undefined if it would have to be executed. */
function filled(
  pattern: string | undefined,
  edited: EditedFields,
  { fileSlug, filePathStem }: { readonly fileSlug: string; readonly filePathStem: string },
  site: ForeignSite,
): string | undefined {
  if (pattern === undefined) return undefined
  const day = addressDay(edited.field('date'), site)
  const dated = pattern.replace(PAGE_DATE, (whole, format: string) =>
    day === undefined ? whole : strftime(format, day),
  )
  const path = dated.replace(
    /\{\{-?\s*([\w.]+)(?:\s*\|\s*([\w-]+))?\s*-?\}\}/g,
    (whole, name: string, filter?: string) => {
      if (/^(?:page\.)?date$/.test(name) && filter !== undefined)
        return filteredDate(edited, filter, site) ?? whole
      const value =
        name === 'page.fileSlug' ? fileSlug : name === 'page.filePathStem' ? filePathStem : edited.text(name)
      if (value === undefined || (filter !== undefined && !/^slug(?:ify)?$/.test(filter))) return whole
      return filter === undefined ? value : slugified(value)
    },
  )
  return /\{[{%]/.test(path) ? undefined : path.startsWith('/') ? path : `/${path}`
}

/** The date of the page in an address, in Liquid. */
const PAGE_DATE = /\{\{-?\s*(?:page\.)?date\s*\|\s*date:\s*["']([^"']*)["']\s*-?\}\}/g

/** The date of the article as a filter of the site writes it; undefined if the filter is not known. */
function filteredDate(edited: EditedFields, filter: string, site: ForeignSite): string | undefined {
  const known = site.lists['dateFilters']?.find((one) => one.startsWith(`${filter} `))
  const [, zone = 'UTC', ...format] = known?.split(' ') ?? []
  const date = edited.field('date')
  const moment =
    known !== undefined && date?.kind === 'text' ? readDate(date.text, site.timeZone ?? 'UTC') : undefined
  if (typeof moment !== 'string') return undefined
  const { year, month, day } = localDay(moment, isTimeZone(zone) ? zone : 'UTC')
  return strftime(format.join(' '), [year, month, day])
}

/** The front matter of layouts applies to everything that the article does not state. */
function fillFromLayouts(edited: EditedFields, layouts: string, folder: SiteFolder): void {
  let name = edited.text('layout')
  const seen = new Set<string>()
  while (name !== undefined) {
    const base = `${layouts}/${name}`
    if (seen.has(name))
      throw new EnvironmentError(
        'CONTENT_UNREADABLE',
        `${base}: the layouts lead to each other in a circle, so it is not known what is public`,
        { fix: `Correct \`layout\` in ${[...seen].join(', ')}; feeds stay as they are until then.` },
      )
    seen.add(name)
    const text = ['', ...LAYOUT_ENDINGS].map((ending) => folder.read(base + ending)).find((found) => found)
    const front = text === undefined ? [] : readFrontMatter(text)
    if (!('fields' in front)) return
    edited.fill(new Map([...front.fields].filter(([key]) => !OWN_WORDS.has(key.toLowerCase()))))
    const next = front.fields.get('layout')?.field
    name = next?.kind === 'text' ? next.text : undefined
  }
}

/** Keys of a layout that describe the layout itself. */
const OWN_WORDS: ReadonlySet<string> = new Set(['title', 'description', 'tags', 'date'])
const LAYOUT_ENDINGS = ['.njk', '.html', '.liquid', '.webc', '.vto', '.hbs', '.md']

/** A site may have another key for the titles of its articles (`newstitle`): used if it is the only such key. */
function titleByAnotherName(edited: EditedFields): void {
  const titles = [...edited.fields].filter(
    ([key, { field }]) =>
      /(?:^|[a-z_-])title$/i.test(key) &&
      !/sub|sidebar|header|seo|og|meta/i.test(key) &&
      field.kind === 'text',
  )
  const [only, ...others] = titles
  if (only !== undefined && others.length === 0) edited.rename(only[0], 'title')
}

/** That of the RSS plug-in, or of a template. */
function usualFeed(folder: SiteFolder, { options }: ForeignSite): UsualFeed | undefined {
  const file = scriptNamed(folder, ...CONFIG_NAMES)
  // A site may have several feeds; the type of one and the path of another would be no feed of it.
  const plugins = withoutComments(folder.read(file ?? '') ?? '').split(/\baddPlugin\s*\(/)
  for (const literals of plugins.map(literalsIn)) {
    const path = textOf(literals, 'outputPath')
    if (path === undefined || !/^\/.*\.(?:xml|json)$/.test(path)) continue
    const type = textOf(literals, 'type')
    return { path, format: type === 'rss' || type === 'json' ? type : 'atom' }
  }
  const [template] = feedTemplatesIn(folder, String(options['input'] ?? ''))
  return template && { path: template.path, format: template.format }
}
