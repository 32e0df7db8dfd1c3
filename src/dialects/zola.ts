import { fieldsOf } from '../article/front-matter/fields.ts'
import { findFrontMatter } from '../article/front-matter/read-front-matter.ts'
import type { Finding } from '../finding.ts'
import { withBundleFiles } from './bundle-files.ts'
import { isMap, readConfiguration, siteUrlOf, textAt, valueAt } from './configuration.ts'
import { configurationFinding } from './configuration-finding.ts'
import type { Dialect, FolderDefaults, ForeignArticle, ForeignSite, SiteFolder } from './dialect.ts'
import { EditedFields } from './fields.ts'
import { matchesGlob } from './glob.ts'
import { permanentLink } from './permanent-link.ts'
import { rootOf } from './roots.ts'
import { plainSite } from './script-site.ts'

const CONFIG_FILES = ['zola.toml', 'config.toml']
const CONTENT = 'content'
const ARTICLE = /\.md$/i
/** A date, optionally with a time, at the beginning of a name. */
const DATED = /^(\d{4}-\d\d-\d\d)(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?\s?[_-]\s?(?=\S)/

/** Sites made with Zola. Like Zola's feeds, includes only pages that state a date. */
export const zola: Dialect = {
  files: { atRoot: ['static'], others: 'article' },
  detect: (folder) => configOf(folder) !== undefined,
  readSite,
  isArticle: (path, site) => isPage(path, site) && !/(?:^|\/)_index(?:\.[\w-]+)?\.md$/.test(path),
  isPage,
  translate,
}

function isPage(path: string, { lists }: ForeignSite): boolean {
  return (
    path.startsWith(`${CONTENT}/`) &&
    ARTICLE.test(path) &&
    !(lists['ignored'] ?? []).some(
      (pattern) => matchesGlob(path.slice(CONTENT.length + 1), pattern) || matchesGlob(path, pattern),
    )
  )
}

function configOf(folder: SiteFolder): string | undefined {
  const names = folder.names('')
  return CONFIG_FILES.find(
    (name) => names.includes(name) && /^\s*base_url\s*=/m.test(folder.read(name) ?? ''),
  )
}

const isBundle = (name: string): boolean => /^index(?:\.[\w-]+)?\.md$/.test(name)

function readSite(folder: SiteFolder): ForeignSite {
  const findings: Finding[] = []
  const file = configOf(folder) ?? 'config.toml'
  const read = readConfiguration(file, folder.read(file) ?? '')
  if (read === undefined) findings.push(configurationFinding(file, 'Zola', folder.read(file)))
  const title = textAt(read, 'title')
  const url = siteUrlOf(textAt(read, 'base_url'))
  const author = textAt(read, 'author')
  const languages = valueAt(read, 'languages')
  const ignored = [valueAt(read, 'ignored_content')].flat().filter((pattern) => typeof pattern === 'string')
  return plainSite({
    title,
    url,
    author,
    language: textAt(read, 'default_language') ?? 'en',
    roots: [
      { folder: CONTENT, section: 'posts' },
      ...folder.names(CONTENT).flatMap((name) =>
        // A folder with an `index.md` is a page with its files, not a section.
        name.endsWith('/') && !folder.names(`${CONTENT}/${name.slice(0, -1)}`).some(isBundle)
          ? [{ folder: `${CONTENT}/${name.slice(0, -1)}`, section: name.slice(0, -1) }]
          : [],
      ),
    ],
    defaults: draftsBelow(folder, CONTENT, findings),
    options: {
      slugs: textAt(read, 'slugify.paths') ?? 'on',
      keepsDay: valueAt(read, 'slugify.paths_keep_dates') === true,
    },
    lists: { languages: isMap(languages) ? Object.keys(languages) : [], ignored },
    files: [file],
    findings,
  })
}

/** Folders whose `_index.md` is a draft, which applies to everything below them. */
function draftsBelow(folder: SiteFolder, path: string, findings: Finding[]): readonly FolderDefaults[] {
  return folder.names(path).flatMap((name): readonly FolderDefaults[] => {
    if (name.endsWith('/')) return draftsBelow(folder, `${path}/${name.slice(0, -1)}`, findings)
    if (!/^_index(?:\.[\w-]+)?\.md$/.test(name)) return []
    const file = `${path}/${name}`
    const text = folder.read(file) ?? ''
    const block = findFrontMatter(text)
    if (block === undefined) return []
    const read =
      'code' in block
        ? undefined
        : readConfiguration(`_index.${block.language}`, text.slice(block.start, block.end))
    if (read === undefined && /draft/i.test(text)) findings.push(configurationFinding(file, 'Zola'))
    return valueAt(read, 'draft') === true ? [{ folder: path, values: { draft: true } }] : []
  })
}

function translate(article: ForeignArticle, site: ForeignSite, folder: SiteFolder) {
  const edited = new EditedFields(article.fields)
  const below = article.path.slice(CONTENT.length + 1).replace(ARTICLE, '')
  const language = (site.lists['languages'] ?? []).find((code) => below.endsWith(`.${code}`))
  const parts = (language === undefined ? below : below.slice(0, -language.length - 1)).split('/')
  const isFolder = parts.at(-1) === '_index' || (parts.at(-1) === 'index' && parts.length > 1)
  const named = isFolder ? parts.slice(0, -1) : parts
  const name = named.at(-1) ?? ''
  const day = DATED.exec(name)?.[1]
  if (!edited.has('date') && day !== undefined) edited.state('date', day)
  const stated = edited.text('path')
  const inPath = /(?:^|\/)(\d{4})\/(\d\d)\/(\d\d)(?=\/)/.exec(stated ?? '')
  if (!edited.has('date') && inPath !== null) edited.state('date', inPath.slice(1).join('-'))
  for (const { folder: scope, values } of site.defaults)
    if (article.path.startsWith(`${scope}/`))
      for (const [key, { field }] of fieldsOf(values)) edited.state(key, field)
  // A page without a date is in no feed, and one that is not rendered does not exist.
  if (edited.flag('render') === false || !edited.has('date'))
    edited.state('draft', { kind: 'flag', flag: true, text: 'true', offset: 0 })
  const slug = edited.text('slug') ?? (site.options['keepsDay'] === true ? name : name.replace(DATED, ''))
  const own = [...named.slice(0, -1), slug].map((part) => pathSegment(part, site)).join('/')
  const prefix = language === undefined ? '' : `/${language}`
  const url = `${prefix}/${stated?.replace(/^\/|\/$/g, '') ?? own}/`.replace(/\/{2,}$/, '/')
  edited.state('url', url)
  if (!edited.has('id')) edited.state('id', permanentLink(url, site))
  flattened(edited, 'taxonomies', ['tags', 'categories', 'authors'])
  edited.drop(
    'path',
    'slug',
    'template',
    'render',
    'weight',
    'in_search_index',
    'extra',
    'taxonomies',
    'insert_anchor_links',
  )
  edited.state('section', rootOf(article.path, site.roots)?.section ?? 'posts')
  if (language !== undefined && !edited.has('language')) edited.state('language', language)
  const body = withBundleFiles(
    edited,
    withFileLinks(article.body),
    article.path,
    permanentLink(url, site),
    folder,
  )
  return { fields: edited.fields, body }
}

/** Adds fields that are nested one level down, unless the article states them itself. */
function flattened(edited: EditedFields, below: string, names: readonly string[]): void {
  const map = edited.field(below)
  if (map?.kind !== 'map') return
  for (const name of names) {
    const found = map.entries.get(name)?.field
    if (found !== undefined && !edited.has(name)) edited.state(name, found)
  }
}

/** Converts `@/posts/a.md`, the file of another page, to its path in the site. */
const withFileLinks = (body: string): string => body.replace(/(\]\(|\]:\s*)@\//g, `$1/${CONTENT}/`)

/** Zola's slugs, for letters without accents; `safe` and `off` keep more characters. */
function pathSegment(text: string, { options }: ForeignSite): string {
  if (options['slugs'] === 'off') return text
  if (options['slugs'] === 'safe')
    return text
      .replace(/[<>:/|?*#()[\]\\"\n\t\r]/g, '')
      .trim()
      .replace(/\s+/g, '_')
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
}
