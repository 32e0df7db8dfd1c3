import type { Finding } from '../finding.ts'
import { ARTICLE_FOLDER } from './article-folders.ts'
import { type Configuration, firstText, readConfiguration, siteUrlOf } from './configuration.ts'
import { configurationFinding } from './configuration-finding.ts'
import type { FolderDefaults, ForeignSite, SiteFolder } from './dialect.ts'
import { dateFiltersIn } from './eleventy-dates.ts'
import { feedTemplatesIn } from './eleventy-feeds.ts'
import { importedFiles } from './script-exports.ts'
import { literalsIn, withoutComments } from './script-literals.ts'
import { literalsOfFile, plainSite, scriptNamed, textOf } from './script-site.ts'

export const ARTICLE = /\.(?:md|markdown)$/i
export const CONFIG_NAMES = ['.eleventy', 'eleventy.config']
/** Tags by which a site collects its articles, which are not topics. */
export const COLLECTIONS: ReadonlySet<string> = new Set([
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
export const NOT_LOOKED_AT =
  /(?:^|\/)(?:_(?:includes|layouts|data|site|drafts?|components|partials|templates)|node_modules|\.[^/]*)(?:\/|$)/

/** The configuration, the data of the whole site, and the folders of articles with their data files. */
export function readSite(folder: SiteFolder): ForeignSite {
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
export const COMPUTED = 'permalink()'
export const SCRIPT = '11tydata()'

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
