import { dayInName } from '../article/name-date.ts'
import { siteUrlOf } from './configuration.ts'
import type { Dialect, ForeignArticle, ForeignSite, SiteFolder } from './dialect.ts'
import { EditedFields } from './fields.ts'
import { peopleIn, withPeople } from './people.ts'
import { permanentLink } from './permanent-link.ts'
import { rootOf } from './roots.ts'
import { literalsOfFile, plainSite, scriptNamed, textOf } from './script-site.ts'

const ARTICLE = /\.mdx?$/i
/** A day in the name of a file or in those of its folders (`DATE_FILENAME_REGEX` of its blog plug-in). */
const DATED = /^(?<folder>.*)(?<date>\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(?<text>.*?)(?:\/index)?$/

/** The blog of a site made by Docusaurus. Its configuration is a script: texts in it are read, nothing is run. */
export const docusaurus: Dialect = {
  name: 'docusaurus',
  title: 'Docusaurus',
  detect: (folder) => scriptNamed(folder, 'docusaurus.config') !== undefined,
  readSite,
  // What begins with `_` is a part of other pages.
  isArticle: (path, { roots }) =>
    ARTICLE.test(path) && rootOf(path, roots) !== undefined && !/(?:^|\/)_/.test(path),
  translate,
}

function readSite(folder: SiteFolder): ForeignSite {
  const file = scriptNamed(folder, 'docusaurus.config')
  const literals = literalsOfFile(folder, file)
  const title = textOf(literals, 'title')
  const url = siteUrlOf(textOf(literals, 'url'), textOf(literals, 'baseUrl'))
  const script = file === undefined ? '' : (folder.read(file) ?? '')
  // `path` and `routeBasePath` stand in the options of the docs, too.
  const blog = /\bblog\s*:\s*\{([\s\S]*)/.exec(script)?.[1]?.slice(0, 2000) ?? ''
  const of = (key: string) => new RegExp(`\\b${key}\\s*:\\s*['"]([^'"]*)['"]`).exec(blog)?.[1]
  const path = of('path')?.replace(/^\.?\/|\/$/g, '') ?? 'blog'
  return plainSite('docusaurus', {
    ...(title !== undefined && { title }),
    ...(url !== undefined && { url }),
    language: textOf(literals, 'defaultLocale') ?? 'en',
    roots: [{ folder: path, section: 'blog' }],
    people: peopleIn(folder, `${path}/authors`),
    options: {
      base: (of('routeBasePath') ?? 'blog').replace(/^\/|\/$/g, ''),
      slash: literals['trailingSlash'] === true,
    },
    files: [...(file === undefined ? [] : [file]), `${path}/authors.yml`],
  })
}

function translate(article: ForeignArticle, site: ForeignSite) {
  const edited = new EditedFields(article.fields)
  const root = rootOf(article.path, site.roots)
  const below = article.path.slice((root?.folder.length ?? -1) + 1).replace(ARTICLE, '')
  const { folder = '', date, text = '' } = DATED.exec(below)?.groups ?? {}
  const stem = below.replace(/(?:^|\/)index$/, '')
  const named =
    date
      ?.replaceAll('/', '-')
      .split('-')
      .map((part) => part.padStart(2, '0'))
      .join('-') ?? dayInName(article.path)
  if (!edited.has('date') && named !== undefined) edited.state('date', named)
  const path = date === undefined ? stem : `${folder}${date.replaceAll('-', '/')}/${text.replace(/^-/, '')}`
  const slug = edited.text('slug')
  const base = String(site.options['base'] ?? 'blog')
  const inBlog = slug === undefined ? path : slug
  const url =
    `/${base}/${inBlog}`.replace(/\/{2,}/g, '/').replace(/\/$/, '') +
    (site.options['slash'] === true ? '/' : '')
  edited.state('url', url)
  edited.drop('slug')
  // Its `id` names a page within the site, and is none of the feed's.
  if (edited.has('id') || !edited.has('guid')) edited.state('id', permanentLink(url, site))
  edited.state('section', 'blog')
  const update = edited.field('last_update')
  if (update?.kind === 'map') {
    const changed = [...update.entries].find(([key]) => key === 'date')?.[1].field
    if (changed !== undefined) edited.state('updated', changed)
    edited.drop('last_update')
  }
  flattenAuthor(edited)
  withPeople(edited, site.people)
  return { fields: edited.fields, body: article.body }
}

/** The older form of one author: `author`, `author_url`, `author_title`, `author_image_url`. */
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
