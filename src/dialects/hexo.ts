import { localDay, readDate } from '../article/dates.ts'
import { dayInName, undatedName } from '../article/name-date.ts'
import { expandPattern } from './address-pattern.ts'
import { readConfiguration, siteUrlOf, textAt, valueAt } from './configuration.ts'
import { configurationFinding } from './configuration-finding.ts'
import type { Dialect, ForeignArticle, ForeignSite, SiteFolder } from './dialect.ts'
import { EditedFields, wordsOf } from './fields.ts'
import { permanentLink } from './permanent-link.ts'
import { rollDateOver } from './rolled-over.ts'
import { barePath, pathBelow } from './roots.ts'
import { plainSite } from './script-site.ts'
import { unopenedHeader } from './written-header.ts'

const CONFIG_FILES = ['_config.yml', '_config.yaml', '_config.json']
const ARTICLE = /\.(?:md|markdown|mkd|mkdn|mdown)$/i

/** Sites made with Hexo: the posts in `source/_posts`. */
export const hexo: Dialect = {
  endings: /\.(?:mkdn?|mdown)$/i,
  files: { atRoot: ['source'], others: 'path' },
  detect(folder) {
    const file = configOf(folder)
    const names = folder.names('')
    return file !== undefined && names.includes('source/') && (names.includes('scaffolds/') || isHexo(folder))
  },
  readSite,
  isArticle: (path, { roots }) =>
    ARTICLE.test(path) &&
    path.startsWith(`${roots[0]?.folder}/`) &&
    !/(?:^|\/)[._][^/]*$/.test(path.slice(roots[0]?.folder.length)),
  translate,
}

const configOf = (folder: SiteFolder): string | undefined =>
  CONFIG_FILES.find((name) => folder.names('').includes(name))

/** Jekyll can have a folder `source`, too, which its configuration then states as `source`. */
function isHexo(folder: SiteFolder): boolean {
  const file = configOf(folder) ?? ''
  return (
    /"hexo"\s*:/.test(folder.read('package.json') ?? '') ||
    (folder.names('source').includes('_posts/') &&
      textAt(readConfiguration(file, folder.read(file) ?? ''), 'source') === undefined)
  )
}

function readSite(folder: SiteFolder): ForeignSite {
  const file = configOf(folder) ?? '_config.yml'
  const read = readConfiguration(file, folder.read(file) ?? '')
  const title = textAt(read, 'title')
  const address = textAt(read, 'url')
  const root = textAt(read, 'root') ?? '/'
  // `url` may already contain the folder, or leave it to `root`.
  const hasFolder = address !== undefined && URL.canParse(address) && new URL(address).pathname !== '/'
  const url = siteUrlOf(address, hasFolder ? '' : root)
  const language = [valueAt(read, 'language')]
    .flat()
    .find((value) => typeof value === 'string' && value !== '')
  const timeZone = textAt(read, 'timezone')
  const author = textAt(read, 'author')
  return plainSite({
    title,
    url,
    ...(typeof language === 'string' && { language: language.replace('_', '-') }),
    timeZone,
    author,
    roots: [
      {
        folder: `${barePath(textAt(read, 'source_dir') ?? 'source')}/_posts`,
        section: 'posts',
      },
    ],
    permalinks: { '': textAt(read, 'permalink') ?? ':year/:month/:day/:title/' },
    options: {
      isDatedName: /^:year-:month-:day-:title/.test(textAt(read, 'new_post_name') ?? ''),
      category: textAt(read, 'default_category') ?? 'uncategorized',
      keepsIndex: valueAt(read, 'pretty_urls.trailing_index') !== false,
      keepsHtml: valueAt(read, 'pretty_urls.trailing_html') !== false,
    },
    files: [file],
    findings: read === undefined ? [configurationFinding(file, 'Hexo', folder.read(file))] : [],
  })
}

function translate(article: ForeignArticle, site: ForeignSite) {
  const header = article.fields.size > 0 ? undefined : unopenedHeader(article.body)
  const edited = new EditedFields(header?.fields ?? article.fields)
  const below = pathBelow(article.path, site.roots[0]).replace(ARTICLE, '')
  edited.stateIfMissing('date', dayInName(article.path))
  rollDateOver(edited)
  const folders = below.split('/').slice(0, -1)
  const name = below.split('/').at(-1) ?? ''
  const bare = site.options['isDatedName'] === true ? undatedName(name) : name
  if (!edited.has('title')) edited.state('title', bare)
  const categories = [
    ...wordsOf(edited.field('categories'), /$^/),
    ...wordsOf(edited.field('category'), /$^/),
  ]
  const first = categories.find((field) => field.kind === 'text')
  const date = edited.field('date')
  const moment = date?.kind === 'text' ? readDate(date.text, site.timeZone ?? 'UTC') : undefined
  const local = typeof moment === 'string' ? localDay(moment, site.timeZone ?? 'UTC') : undefined
  const pattern = edited.text('permalink') ?? site.permalinks[''] ?? ''
  const path = expandPattern(pattern, {
    day: local === undefined ? undefined : [local.year, local.month, local.day],
    words: {
      title: [...folders, bare].join('/'),
      name: bare,
      post_title: slugized(edited.text('title') ?? bare),
      category: first?.kind === 'text' ? first.text : String(site.options['category']),
    },
  })
  let url = `/${path}`.replace(/\/{2,}/g, '/')
  if (site.options['keepsIndex'] === false) url = url.replace(/\/index\.html$/, '/')
  if (site.options['keepsHtml'] === false) url = url.replace(/(?<!\/index)\.html$/, '')
  edited.state('url', url)
  if (!edited.has('id') && !edited.has('guid')) edited.state('id', permanentLink(url, site))
  edited.state('section', 'posts')
  const tags = [...wordsOf(edited.field('tags'), /$^/), ...categories].filter((tag) => tag.kind === 'text')
  edited.drop(
    'permalink',
    'categories',
    'category',
    'tags',
    'layout',
    'cover',
    'top_img',
    'swiper_index',
    'sticky',
  )
  if (tags.length > 0) edited.state('tags', { kind: 'list', items: tags, offset: tags[0]?.offset ?? 0 })
  const isDateless = local === undefined && DATE_TOKEN.test(pattern)
  return {
    fields: edited.fields,
    body: withoutTags(header?.body ?? article.body),
    // Hexo takes the date of the file.
    ...(isDateless && !edited.has('published') && { unknownAddress: 'date' }),
  }
}

/** The parts of a date in a pattern. */
const DATE_TOKEN = /:(?:year|i?_?month|i?_?day|hour|minute|second)\b/

/** Replaces Hexo's tags for posts and pictures with links. */
const withoutTags = (body: string): string =>
  body.replace(/\{%\s*asset_img\s+(\S+\.\w{3,4})([^%]*)%\}/g, (_, file: string, rest: string) => {
    const words = /["']([^"']*)["']\s*$/.exec(rest)?.[1] ?? rest.replace(/\b\d+\b/g, '').trim()
    return `![${words}](${file})`
  })

/** Hexo's `slugize`: punctuation becomes one hyphen, letters are unchanged. */
const slugized = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'<>,.?/]+/g, '-')
    .replace(/^-+|-+$/g, '')
