import type { TranslatedFile } from '../article/article.ts'
import { fieldsOf } from '../article/front-matter/fields.ts'
import { findFrontMatter } from '../article/front-matter/read-front-matter.ts'
import { dayInName } from '../article/name-date.ts'
import type { Finding } from '../finding.ts'
import { articleFoldersBelow, hasArticles } from './article-folders.ts'
import { withBundleFiles } from './bundle-files.ts'
import { type Configuration, isMap, readConfiguration, siteUrlOf, textAt, valueAt } from './configuration.ts'
import { configurationFinding } from './configuration-finding.ts'
import type {
  ArticleRoot,
  Dialect,
  FolderDefaults,
  ForeignArticle,
  ForeignSite,
  SiteFolder,
  UsualFeed,
} from './dialect.ts'
import { changedOutsideCode, fencedParts } from './fenced-parts.ts'
import { EditedFields } from './fields.ts'
import { permanentLink } from './permanent-link.ts'
import { barePath, rootOf } from './roots.ts'
import { plainSite } from './script-site.ts'

const CONFIG_FILES = ['_quarto.yml', '_quarto.yaml']
const ARTICLE = /\.(?:qmd|rmd|md|markdown)$/i
/** A file that Quarto writes beside its source, with `keep-md`. */
const KEPT = /\.html\.md$/i

/** Web sites made with Quarto: the articles that the listings of their pages show. */
export const quarto: Dialect = {
  endings: /\.(?:qmd|rmd)$/i,
  files: { atRoot: [], others: 'path' },
  detect: (folder) => configOf(folder) !== undefined,
  readSite,
  isArticle(path, site, folder) {
    const root = rootOf(path, site.roots)
    return (
      root !== undefined &&
      ARTICLE.test(path) &&
      !KEPT.test(path) &&
      // Quarto ignores these names, and this is the page of the listing.
      !/(?:^|\/)[_.]|(?:^|\/)README\.md$/i.test(path) &&
      path.replace(ARTICLE, '') !== `${root.folder}/index` &&
      !isMade(path, folder)
    )
  },
  translate,
  usualFeed,
}

const configOf = (folder: SiteFolder): string | undefined =>
  CONFIG_FILES.find((name) => folder.names('').includes(name))

/** Whether the file is Markdown that Quarto makes from the source beside it. */
function isMade(path: string, folder: SiteFolder): boolean {
  const at = path.lastIndexOf('/')
  const name = path.slice(at + 1).replace(ARTICLE, '')
  return (
    !/\.qmd$/i.test(path) &&
    folder
      .names(path.slice(0, at))
      .some((other) => /\.(?:qmd|ipynb)$/i.test(other) && other.startsWith(`${name}.`))
  )
}

function readSite(folder: SiteFolder): ForeignSite {
  const findings: Finding[] = []
  const file = configOf(folder) ?? '_quarto.yml'
  const read = readConfiguration(file, folder.read(file) ?? '')
  if (read === undefined) findings.push(configurationFinding(file, 'Quarto', folder.read(file)))
  const listings = listingsIn(folder)
  const title = textAt(read, 'website.title') ?? listings.find(({ title: own }) => own !== undefined)?.title
  const url = siteUrlOf(
    textAt(read, 'website.site-url') ?? publishedAt(folder),
    textAt(read, 'website.site-path'),
  )
  const language = textAt(read, 'lang')
  const author = textAt(read, 'author')
  const shown = [...new Set(listings.flatMap(({ folders }) => folders))].filter((path) =>
    hasArticles(folder, path),
  )
  const roots: readonly ArticleRoot[] =
    shown.length > 0
      ? shown.map((path) => ({ folder: path, section: path.slice(path.lastIndexOf('/') + 1) }))
      : articleFoldersBelow(folder, '')
  const metadata = roots.flatMap((root) => metadataBelow(folder, root.folder, findings))
  return plainSite({
    title,
    url,
    language,
    author,
    roots,
    defaults: metadata.toSorted((one, other) => other.folder.length - one.folder.length),
    files: [file],
    findings,
  })
}

/** The address to which `quarto publish` has published the site. */
function publishedAt(folder: SiteFolder): string | undefined {
  return /^\s*(?:-\s*)?url:\s*["']?(https?:\/\/[^\s"']+)/m.exec(folder.read('_publish.yml') ?? '')?.[1]
}

interface Listing {
  readonly title: string | undefined
  readonly folders: readonly string[]
  /** The page whose listing has a feed, without extension. */
  readonly feed: string | undefined
}

/** The listings of the pages at the top of the site. */
function listingsIn(folder: SiteFolder): readonly Listing[] {
  return folder.names('').flatMap((name): readonly Listing[] => {
    if (!/\.qmd$/i.test(name)) return []
    const text = folder.read(name) ?? ''
    const block = findFrontMatter(text)
    if (block === undefined || 'code' in block) return []
    const read = readConfiguration('front.yml', text.slice(block.start, block.end))
    const listings = [valueAt(read, 'listing')].flat().filter(isMap)
    if (listings.length === 0) return []
    return [
      {
        title:
          listings.map((one) => textAt(one, 'feed.title')).find((own) => own !== undefined) ??
          textAt(read, 'title') ??
          textAt(read, 'pagetitle'),
        folders: listings.flatMap(foldersOf),
        feed: listings.some((one) => (valueAt(one, 'feed') ?? false) !== false)
          ? name.replace(/\.qmd$/i, '')
          : undefined,
      },
    ]
  })
}

/** The folders of `contents`: a folder, a pattern such as `posts/*.qmd`, or a list of these. */
const foldersOf = (listing: Configuration): readonly string[] =>
  [valueAt(listing, 'contents')].flat().flatMap((contents) => {
    if (typeof contents !== 'string' || contents.startsWith('!')) return []
    const path = barePath(contents.replace(/(?:^|\/)[^/]*\*.*$/, ''))
    return path === '' || /\.\w+$/.test(path) ? [] : [path]
  })

/** `_metadata.yml`, whose values all articles below its folder have. */
function metadataBelow(folder: SiteFolder, path: string, findings: Finding[]): readonly FolderDefaults[] {
  return folder.names(path).flatMap((name): readonly FolderDefaults[] => {
    const file = `${path}/${name}`
    if (name.endsWith('/')) return metadataBelow(folder, file.slice(0, -1), findings)
    if (!/^_metadata\.ya?ml$/.test(name)) return []
    const values = readConfiguration(file, folder.read(file) ?? '')
    if (values === undefined) findings.push(configurationFinding(file, 'Quarto', folder.read(file)))
    return values === undefined ? [] : [{ folder: path, values }]
  })
}

/** Options of pages that are nothing for readers. */
const OPTIONS = [
  'aliases',
  'bibliography',
  'citation',
  'code-fold',
  'code-tools',
  'comments',
  'csl',
  'editor',
  'editor_options',
  'engine',
  'execute',
  'filters',
  'format',
  'freeze',
  'jupyter',
  'knitr',
  'license',
  'listing',
  'page-layout',
  'resources',
  'title-block-banner',
  'toc',
  'toc-location',
]

/** Of a date in figures, Quarto takes the first for the month. */
const MONTH_FIRST = /^(0?[1-9]|1[0-2])([/-])(\d{1,2})\2((?:\d\d)?\d\d)$/

const dayOfMonthFirst = (_: string, month: string, _between: string, day: string, year: string): string =>
  `${year.padStart(4, '20')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`

function translate(article: ForeignArticle, site: ForeignSite, folder: SiteFolder): TranslatedFile {
  const edited = new EditedFields(article.fields)
  for (const { folder: scope, values } of site.defaults)
    if (article.path.startsWith(`${scope}/`)) edited.fill(fieldsOf(values))
  const path = article.path.replace(ARTICLE, '')
  const url = `/${path}.html`.replace(/(^|\/)index\.html$/, '$1')
  // `today` and `last-modified` are moments of the build.
  for (const key of ['date', 'date-modified']) {
    const text = edited.text(key) ?? ''
    if (/^(?:today|now|last-modified)$/.test(text)) edited.drop(key)
    else if (MONTH_FIRST.test(text)) edited.state(key, text.replace(MONTH_FIRST, dayOfMonthFirst))
  }
  edited.stateIfMissing('date', dayInName(article.path))
  edited.rename('date-modified', 'updated')
  edited.rename('categories', 'tags')
  edited.rename('abstract', 'summary')
  edited.drop(...OPTIONS)
  edited.state('url', url)
  if (!edited.has('id')) edited.state('id', permanentLink(url, site))
  edited.state('section', rootOf(article.path, site.roots)?.section ?? 'posts')
  const plain = changedOutsideCode(article.body, withoutDivs)
  const body = withBundleFiles(
    edited,
    plain,
    article.path.replace(/\.(?:qmd|rmd)$/i, '.md'),
    permanentLink(url, site),
    folder,
  )
  // A cell of code shows a result, which only Quarto can make.
  if (!CELL.test(body)) return { fields: edited.fields, body }
  return { fields: edited.fields, body: firstParagraph(body), unread: 'Quarto with code' }
}

const CELL = /^[ \t]*(?:```+|~~~+)\{[^}]*\}|`\{?r [^`\n]+`/m

/** The first paragraph of a text that is only words, without what comes from code. */
function firstParagraph(body: string): string {
  const paragraphs = fencedParts(body)
    .filter(({ isCode }) => !isCode)
    .flatMap(({ text }) => text.split(/\n[ \t]*\n/))
  return (
    paragraphs
      .map((part) => part.trim())
      .find((part) => /^[\p{L}\p{N}*_["“'‘(]/u.test(part) && !CELL.test(part)) ?? ''
  )
}

/** Lines that begin and end parts of a page (`::: {.callout-note}`), and attributes behind pictures, links and headings. */
const withoutDivs = (text: string): string =>
  text
    .replace(/^[ \t]*:{3,}[^\n]*$/gm, '')
    .replace(/([\])])\{[.#\w][^{}\n]*\}/g, '$1')
    .replace(/^(#{1,6}[ \t][^\n]*?)[ \t]*\{[.#-][^{}\n]*\}[ \t]*$/gm, '$1')

/** The feed of the first listing that has one: `blog.qmd` makes `/blog.xml`. */
function usualFeed(folder: SiteFolder): UsualFeed | undefined {
  const page = listingsIn(folder).find(({ feed }) => feed !== undefined)?.feed
  return page === undefined ? undefined : { path: `/${page}.xml`, format: 'rss' }
}
