import { localDay, readDate } from '../article/dates.ts'
import { dayInName } from '../article/name-date.ts'
import { siteUrlOf } from './configuration.ts'
import type { Dialect, ForeignArticle, ForeignSite, SiteFolder } from './dialect.ts'
import { EditedFields, wordsOf } from './fields.ts'
import { permanentLink } from './permanent-link.ts'
import { pythonList, pythonSettings } from './python-settings.ts'
import { plainSite } from './script-site.ts'
import { fieldListHeader, firstParagraphOfRst, plainHeader, unopenedHeader } from './written-header.ts'

const ARTICLE = /\.(?:md|markdown|mkd|mdown|rst)$/i
const CONFIG = 'pelicanconf.py'
/** Settings for the public site, which override the others. */
const PUBLISHED_CONFIG = 'publishconf.py'

/** Sites made with Pelican. Its configuration is a script: literals are read, and nothing is executed. */
export const pelican: Dialect = {
  endings: /\.(?:rst|mkd|mdown)$/i,
  files: { atRoot: ['content'], others: 'path' },
  detect: (folder) => folder.names('').includes(CONFIG),
  readSite,
  isArticle: (path, { roots, lists }) => {
    const root = roots[0]?.folder ?? ''
    const below = root === '' ? path : path.slice(root.length + 1)
    return (
      ARTICLE.test(path) &&
      (root === '' || path.startsWith(`${root}/`)) &&
      lists['pages']?.some((folder) => below.startsWith(`${folder}/`)) !== true
    )
  },
  translate,
}

function readSite(folder: SiteFolder): ForeignSite {
  const script = `${folder.read(CONFIG) ?? ''}\n${folder.read(PUBLISHED_CONFIG) ?? ''}`
  const settings = pythonSettings(script)
  const text = (key: string) => settings.get(key)?.trim() || undefined
  const title = text('SITENAME')
  const url = siteUrlOf(text('SITEURL'))
  const language = text('DEFAULT_LANG')
  const timeZone = text('TIMEZONE')
  const author = text('AUTHOR')
  return plainSite({
    title,
    url,
    language,
    timeZone,
    author,
    roots: [{ folder: (text('PATH') ?? 'content').replace(/^\.?\/|\/$/g, ''), section: 'posts' }],
    permalinks: {
      '': text('ARTICLE_URL') ?? '{slug}.html',
      lang: text('ARTICLE_LANG_URL') ?? '{slug}-{lang}.html',
    },
    options: {
      slugFromName: text('SLUGIFY_SOURCE') === 'basename',
      keepsCase: text('SLUGIFY_PRESERVE_CASE') === 'True',
      keepsLetters: text('SLUGIFY_USE_UNICODE') === 'True',
      category: text('DEFAULT_CATEGORY') ?? 'misc',
      folders: text('USE_FOLDER_AS_CATEGORY') !== 'False',
    },
    lists: { pages: pythonList(script, 'PAGE_PATHS') ?? ['pages'] },
    files: [CONFIG, PUBLISHED_CONFIG],
  })
}

function translate(article: ForeignArticle, site: ForeignSite) {
  const isRst = /\.rst$/i.test(article.path)
  const header =
    article.fields.size > 0
      ? undefined
      : isRst
        ? fieldListHeader(article.body)
        : (plainHeader(article.body) ?? unopenedHeader(article.body))
  const edited = new EditedFields(header?.fields ?? article.fields)
  const body = header?.body ?? article.body
  edited.stateIfMissing('date', dayInName(article.path))
  edited.rename('modified', 'updated')
  // Drafts, hidden and skipped articles are in no list of the site; a file without a date is not an article.
  const status = edited.text('status')?.toLowerCase() ?? 'published'
  if (status !== 'published' || !edited.has('date'))
    edited.state('draft', { kind: 'flag', flag: true, text: 'true', offset: 0 })
  edited.drop('status')
  const root = site.roots[0]?.folder ?? ''
  const below = article.path.slice(root === '' ? 0 : root.length + 1)
  const parts = below.split('/')
  const inFolder = site.options['folders'] === true && parts.length > 1 ? parts.at(-2) : undefined
  const category = edited.text('category') ?? inFolder ?? String(site.options['category'])
  const name = (parts.at(-1) ?? '').replace(ARTICLE, '')
  const title = edited.text('title') ?? name
  const slug = edited.text('slug') ?? slugified(site.options['slugFromName'] === true ? name : title, site)
  const url = urlOf(edited, { slug, category: slugified(category, site) }, site)
  edited.state('url', url)
  const day2 = dayOf(edited, site)
  if (day2 !== undefined && !edited.has('id'))
    edited.state('id', tagUri(permanentLink(url, site), day2.join('-')))
  edited.drop('slug', 'save_as', 'template')
  edited.state('section', 'posts')
  const tags = [...wordsOf(edited.field('tags'), /[,;]/), ...wordsOf(edited.field('category'), /$^/)]
  edited.drop('tags', 'category')
  if (tags.length > 0) edited.state('tags', { kind: 'list', items: tags, offset: tags[0]?.offset ?? 0 })
  if (isRst) return { fields: edited.fields, body: firstParagraphOfRst(body), unread: 'reStructuredText' }
  return { fields: edited.fields, body: withoutPlaces(body, root) }
}

/** The id in Pelican's feed (`get_tag_uri`). */
function tagUri(link: string, day: string): string {
  if (!URL.canParse(link)) return link
  const { hostname, pathname } = new URL(link)
  return `tag:${hostname},${day}:${pathname}/`
}

function dayOf(edited: EditedFields, { timeZone = 'UTC' }: ForeignSite) {
  const date = edited.field('date')
  const moment = date?.kind === 'text' ? readDate(date.text, timeZone) : undefined
  if (typeof moment !== 'string') return undefined
  const { year, month, day } = localDay(moment, timeZone)
  return [year, month, day] as const
}

function urlOf(edited: EditedFields, words: Readonly<Record<string, string>>, site: ForeignSite): string {
  const language = edited.text('lang') ?? site.language ?? 'en'
  const isOther = site.language !== undefined && language.toLowerCase() !== site.language.toLowerCase()
  const pattern = edited.text('url') ?? site.permalinks[isOther ? 'lang' : ''] ?? '{slug}.html'
  const [year = '', month = '', day = ''] = dayOf(edited, site) ?? []
  const parts: Readonly<Record<string, string>> = {
    Y: year,
    m: month,
    d: day,
    y: year.slice(2),
    B: monthOf(month),
    b: monthOf(month).slice(0, 3),
  }
  const path = pattern
    .replace(/\{date:([^{}]*)\}/g, (_, format: string) =>
      format.replace(/%([YmdyBb])/g, (whole, part: string) => parts[part] ?? whole),
    )
    .replace(/\{(\w+)\}/g, (whole, key: string) => words[key] ?? (key === 'lang' ? language : whole))
  return /^https?:/.test(path) ? path : `/${path}`.replace(/\/{2,}/g, '/').replace(/\/index\.html$/, '/')
}

const monthOf = (month: string): string =>
  'January February March April May June July August September October November December'.split(' ')[
    Number(month) - 1
  ] ?? ''

/** Pelican's `slugify`, for letters without accents. */
function slugified(text: string, { options }: ForeignSite): string {
  const plain = text.replace(/<[^>]*>/g, '').normalize('NFKC')
  const letters = options['keepsLetters'] === true ? plain : plain.normalize('NFD').replace(/\p{Mn}/gu, '')
  const slug = letters
    .replace(/[^\p{L}\p{N}_\s-]/gu, '')
    .trim()
    .replace(/[-\s]+/g, '-')
  return options['keepsCase'] === true ? slug : slug.toLowerCase()
}

/** Links to other content files: `{filename}`, `{static}`, `{attach}`, also between `|`. */
function withoutPlaces(body: string, root: string): string {
  return body.replace(
    /[{|](filename|static|attach|tag|category|author|index)[}|](\/?)/g,
    (_, place: string, slash: string) =>
      place === 'filename' ? (slash === '' ? '' : `/${root === '' ? '' : `${root}/`}`) : slash,
  )
}
