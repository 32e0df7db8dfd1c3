import { dayInName } from '../article/name-date.ts'
import type { Finding } from '../finding.ts'
import { siteUrlOf } from './configuration.ts'
import type { Dialect, ForeignArticle, ForeignSite, SiteFolder } from './dialect.ts'
import { EditedFields } from './fields.ts'
import { firstHeading } from './first-heading.ts'
import { peopleIn, withPeople } from './people.ts'
import { permanentLink } from './permanent-link.ts'
import { rollDateOver } from './rolled-over.ts'
import { barePath, pathBelow, rootOf } from './roots.ts'
import { textsOf, withoutComments } from './script-literals.ts'
import { literalsOfFile, plainSite, scriptNamed, textOf } from './script-site.ts'

const ARTICLE = /\.mdx?$/i
/** A date in the name of a file or of its folders (`DATE_FILENAME_REGEX` of the blog plug-in). */
const DATED = /^(?<folder>.*)(?<date>\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(?<text>.*?)(?:\/index)?$/

/**
 * The blog of a site made with Docusaurus. Its configuration is a script: literals are read, and nothing is executed.
 */
export const docusaurus: Dialect = {
  files: { atRoot: ['static'], others: 'renamed' },
  detect: (folder) => scriptNamed(folder, 'docusaurus.config') !== undefined,
  readSite,
  // Files whose names begin with `_` are parts of other pages.
  isArticle: (path, { roots }) =>
    ARTICLE.test(path) && rootOf(path, roots) !== undefined && !/(?:^|\/)_/.test(path),
  translate,
}

function readSite(folder: SiteFolder): ForeignSite {
  const file = scriptNamed(folder, 'docusaurus.config')
  const literals = literalsOfFile(folder, file)
  const title = textOf(literals, 'title')
  const script = withoutComments(file === undefined ? '' : (folder.read(file) ?? ''))
  // Links of all kinds have keys with these names; the site's own address is such a link, and its folder a path.
  const url = siteUrlOf(
    textsOf(script, 'url').find((text) => /^https?:/.test(text)),
    textsOf(script, 'baseUrl').find((text) => text.startsWith('/')),
  )
  const blogs = blogsIn(script)
  const remarks: Finding[] = []
  return plainSite({
    title,
    url,
    language: textOf(literals, 'defaultLocale') ?? 'en',
    roots: blogs.map(({ path, base }) => ({ folder: path, section: base === '' ? 'blog' : base })),
    permalinks: Object.fromEntries(blogs.map(({ path, base }) => [path, base])),
    people: Object.assign({}, ...blogs.map(({ path }) => peopleIn(folder, `${path}/authors`, remarks))),
    remarks,
    lists: { computed: blogs.flatMap(({ path, isComputed }) => (isComputed === true ? [path] : [])) },
    options: { slash: literals['trailingSlash'] === true },
    files: [...(file === undefined ? [] : [file]), ...blogs.map(({ path }) => `${path}/authors.yml`)],
  })
}

interface Blog {
  readonly path: string
  readonly base: string
  /** Whether code determines the address. */
  readonly isComputed?: boolean
}

/** The options of the preset's blog, or of a plug-in that is one or extends it: `./src/plugin-content-blog-more.js`. */
const BLOG = /\bblog['"]?\s*:\s*(?=\{)|plugin-content-blog[\w.-]*['"`]\)?\s*,\s*(?=\{)/g

/** Folder and address of the preset's blog, and of those of further plug-ins. */
function blogsIn(script: string): readonly Blog[] {
  const stated = [...script.matchAll(BLOG)]
  const blogs = stated.flatMap(({ 0: found, index }): readonly Blog[] => {
    const options = blockAt(script, index + found.length)
    const keyed = (key: string) => `(?:^|[{,\\s])['"]?${key}['"]?`
    const of = (key: string) => new RegExp(`${keyed(key)}\\s*:\\s*['"\`]([^'"\`$]*)['"\`]`).exec(options)?.[1]
    const isComputed = (key: string) =>
      of(key) === undefined && new RegExp(`${keyed(key)}\\s*[:,(]`).test(options)
    // It is not known which folder is the blog.
    if (isComputed('path')) return []
    return [
      {
        path: barePath(of('path') ?? 'blog'),
        base: barePath(of('routeBasePath') ?? 'blog'),
        isComputed: isComputed('routeBasePath'),
      },
    ]
  })
  const isOff = /\bblog['"]?\s*:\s*false\b/.test(script)
  return stated.length === 0 && !isOff ? [{ path: 'blog', base: 'blog' }] : blogs
}

/** The text between the brace at `start` and its closing brace, without nested blocks. */
function blockAt(script: string, start: number): string {
  let depth = 0
  let own = ''
  for (const { 0: sign, index } of script.slice(start).matchAll(/[{}]|[^{}]+/g)) {
    if (sign === '{') depth += 1
    else if (sign === '}') depth -= 1
    else if (depth === 1) own += sign
    if (depth === 0 && index > 0) break
  }
  return own
}

function translate(article: ForeignArticle, site: ForeignSite) {
  const edited = new EditedFields(article.fields)
  const root = rootOf(article.path, site.roots)
  const below = pathBelow(article.path, root).replace(ARTICLE, '')
  const { folder = '', date, text = '' } = DATED.exec(below)?.groups ?? {}
  const stem = below.replace(/(?:^|\/)index$/, '')
  const named =
    date
      ?.replaceAll('/', '-')
      .split('-')
      .map((part) => part.padStart(2, '0'))
      .join('-') ?? dayInName(article.path)
  if (!edited.has('date') && named !== undefined) edited.state('date', named)
  rollDateOver(edited)
  if (!edited.has('title')) edited.state('title', firstHeading(article.body) ?? (text || stem))
  const path = date === undefined ? stem : `${folder}${date.replaceAll('-', '/')}/${text.replace(/^-/, '')}`
  const slug = edited.text('slug')
  const base = site.permalinks[root?.folder ?? ''] ?? 'blog'
  const inBlog = slug === undefined ? path : slug
  const url =
    `/${base}/${inBlog}`.replace(/\/{2,}/g, '/').replace(/\/$/, '') +
    (site.options['slash'] === true ? '/' : '')
  edited.state('url', url)
  edited.drop('slug')
  // Its `id` identifies a page within the site, and is not the id in the feed.
  if (edited.has('id') || !edited.has('guid')) edited.state('id', permanentLink(url, site))
  edited.state('section', root?.section ?? 'blog')
  const update = edited.field('last_update')
  if (update?.kind === 'map') {
    const changed = [...update.entries].find(([key]) => key === 'date')?.[1].field
    if (changed !== undefined) edited.state('updated', changed)
    edited.drop('last_update')
  }
  flattenAuthor(edited)
  withPeople(edited, site.people)
  const isUnsure = site.lists['computed']?.includes(root?.folder ?? '') === true
  return {
    fields: edited.fields,
    body: article.body,
    ...(isUnsure && { unsureAddress: 'routeBasePath' }),
  }
}

/** The older form for a single author: `author`, `author_url`, `author_title`, `author_image_url`. */
function flattenAuthor(edited: EditedFields): void {
  const name = edited.text('author') ?? edited.text('author_name')
  const url = edited.field('author_url')
  if (name !== undefined && url !== undefined && !edited.has('authors')) {
    const offset = edited.field('author')?.offset ?? 0
    const text = { kind: 'text', text: name, offset } as const
    edited.state('author', {
      kind: 'map',
      offset,
      entries: new Map([
        ['name', { keyOffset: offset, field: text }],
        ['url', { keyOffset: offset, field: url }],
      ]),
    })
  }
  edited.drop('author_name', 'author_url', 'author_title', 'author_image_url')
}
