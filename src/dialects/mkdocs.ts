import type { Finding } from '../finding.ts'
import { addressDay, expandPattern } from './address-pattern.ts'
import { type Configuration, isMap, readConfiguration, siteUrlOf, textAt, valueAt } from './configuration.ts'
import { configurationFinding } from './configuration-finding.ts'
import type { Dialect, ForeignArticle, ForeignSite, SiteFolder, UsualFeed } from './dialect.ts'
import { EditedFields, wordsOf } from './fields.ts'
import { firstHeading } from './first-heading.ts'
import { withoutIndentedBoxes } from './indented-boxes.ts'
import { peopleIn, withPeople } from './people.ts'
import { permanentLink } from './permanent-link.ts'
import { barePath, pathBelow, rootOf } from './roots.ts'
import { plainSite } from './script-site.ts'

const CONFIG_FILES = ['mkdocs.yml', 'mkdocs.yaml']
const ARTICLE = /\.(?:md|markdown)$/i

/** Sites made with MkDocs and the blog of Material for MkDocs. */
export const mkdocs: Dialect = {
  lastCounts: true,
  files: { atRoot: ['docs'], others: 'path' },
  detect: (folder) => blogsIn(configurationOf(folder)?.values).length > 0,
  readSite,
  isArticle: (path, { roots }) => ARTICLE.test(path) && rootOf(path, roots) !== undefined,
  translate,
  usualFeed,
}

function configurationOf(folder: SiteFolder) {
  const file = CONFIG_FILES.find((name) => folder.names('').includes(name))
  return file === undefined ? undefined : { file, values: readConfiguration(file, folder.read(file) ?? '') }
}

/** Options of each plug-in with one of these names. */
function pluginsIn(configuration: Configuration | undefined, ...names: readonly string[]) {
  const stated = valueAt(configuration, 'plugins')
  const entries = [stated]
    .flat()
    .flatMap((plugin: unknown): readonly (readonly [string, unknown])[] =>
      isMap(plugin) ? Object.entries(plugin) : [[String(plugin), {}]],
    )
  return entries
    .filter(([name]) => names.includes(name.replace(/ .*$/, '')))
    .map(([, options]): Configuration => (isMap(options) ? options : {}))
    .filter((options) => valueAt(options, 'enabled') !== false)
}

/** The blogs: folder of the list, folder of the posts, and the form of addresses. */
function blogsIn(configuration: Configuration | undefined) {
  return pluginsIn(configuration, 'blog', 'material/blog').map((options) => {
    const blog = barePath(textAt(options, 'blog_dir') ?? 'blog').replace(/^\.$/, '')
    const within = (path: string) => barePath(path.replace('{blog}', blog))
    return {
      blog,
      posts: within(textAt(options, 'post_dir') ?? '{blog}/posts'),
      format: textAt(options, 'post_url_format') ?? '{date}/{slug}',
      dates: textAt(options, 'post_url_date_format') ?? 'yyyy/MM/dd',
      authors: within(textAt(options, 'authors_file') ?? '{blog}/.authors.yml'),
      isComputed: isMap(valueAt(options, 'post_slugify')),
    }
  })
}

function readSite(folder: SiteFolder): ForeignSite {
  const { file = 'mkdocs.yml', values } = configurationOf(folder) ?? {}
  const remarks: Finding[] = []
  const docs = barePath(textAt(values, 'docs_dir') ?? 'docs')
  const title = textAt(values, 'site_name')
  const url = siteUrlOf(textAt(values, 'site_url'))
  const author = textAt(values, 'site_author')
  const language = textAt(values, 'theme.language')
  const blogs = blogsIn(values)
  return plainSite({
    title,
    url,
    author,
    language: language ?? 'en',
    roots: blogs.map(({ blog, posts }) => ({
      folder: `${docs}/${posts}`,
      section: blog.slice(blog.lastIndexOf('/') + 1) || 'blog',
    })),
    permalinks: Object.fromEntries(
      blogs.map(({ blog, posts, format, dates }) => [
        `${docs}/${posts}`,
        `/${blog}/${format.replace('{date}', patternOf(dates))}`.replace(/\{(\w+)\}/g, ':$1'),
      ]),
    ),
    people: Object.assign(
      {},
      ...blogs.map(({ authors }) =>
        peopleIn(folder, `${docs}/${authors.replace(/\.ya?ml$/, '')}`, remarks, 'authors'),
      ),
    ),
    lists: { computed: blogs.flatMap(({ posts, isComputed }) => (isComputed ? [`${docs}/${posts}`] : [])) },
    options: { slash: valueAt(values, 'use_directory_urls') !== false },
    files: [file, ...blogs.map(({ authors }) => `${docs}/${authors}`)],
    findings: values === undefined ? [configurationFinding(file, 'MkDocs', folder.read(file))] : [],
    remarks,
  })
}

/** The pattern of a date in an address: `yyyy/MM/dd` is `:year/:month/:day`. */
const patternOf = (dates: string): string =>
  dates.replace(/y+|M+|d+/g, (part) => {
    const name = part.startsWith('y') ? 'year' : part.startsWith('M') ? 'month' : 'day'
    return part.length === 1 && name !== 'year' ? `:i_${name}` : `:${name}`
  })

function translate(article: ForeignArticle, site: ForeignSite) {
  const edited = new EditedFields(article.fields)
  const root = rootOf(article.path, site.roots)
  const date = edited.field('date')
  const created = date?.kind === 'map' ? date.entries.get('created')?.field : date
  const name = pathBelow(article.path, root).replace(ARTICLE, '')
  if (!edited.has('title')) edited.state('title', firstHeading(article.body) ?? name)
  const categories = wordsOf(edited.field('categories'), /$^/).filter((word) => word.kind === 'text')
  const path = expandPattern(site.permalinks[root?.folder ?? ''] ?? '', {
    day: addressDay(created, site),
    words: {
      slug: edited.text('slug') ?? slugified(edited.text('title') ?? name),
      file: name.slice(name.lastIndexOf('/') + 1),
      categories: categories.map((word) => slugified(word.text)).join('/'),
    },
  })
  const url = `${path.replace(/\/{2,}/g, '/')}${site.options['slash'] === false ? '.html' : '/'}`
  edited.state('url', url)
  if (!edited.has('id') && !edited.has('guid')) edited.state('id', permanentLink(url, site))
  edited.state('section', root?.section ?? 'blog')
  const tags = [...wordsOf(edited.field('tags'), /$^/), ...categories]
  if (tags.length > 0) edited.state('tags', { kind: 'list', items: tags, offset: tags[0]?.offset ?? 0 })
  edited.drop('slug', 'categories', 'readtime', 'pin', 'links', 'hide', 'icon', 'template')
  withPeople(edited, site.people)
  const isUnsure =
    site.lists['computed']?.includes(root?.folder ?? '') === true && !article.fields.has('slug')
  return {
    fields: edited.fields,
    body: withMarkdownInHtml(withoutIcons(withoutIndentedBoxes(withTemplates(article.body)))),
    ...(isUnsure && { unsureAddress: 'post_slugify' }),
  }
}

/** The default of `post_slugify`: small letters, without punctuation, one hyphen for each space. */
const slugified = (text: string): string =>
  text
    .replace(/<\/?[^>]*>/g, '')
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_\- ]/gu, '')
    .replaceAll(' ', '-')

/** Files that are inserted (`--8<-- \"a.md\"`), as templates, which are left out with a finding. */
const withTemplates = (body: string): string =>
  body
    .replace(
      /^([ \t]*)-{1,}8<-{1,}[ \t]*\n((?:(?!.*-8<-).*\n){1,50}?)[ \t]*-{1,}8<-{1,}[ \t]*$/gm,
      '$1\n$1{% include %}\n',
    )
    .replace(/^([ \t]*)-{1,}8<-{1,}[ \t]+["'].*$/gm, '$1{% include %}')

/** Without pictures that the theme draws: `:material-check:{ .icon }`. */
const withoutIcons = (body: string): string =>
  body.replace(/:(?:material|fontawesome|octicons|simple)-[\w-]+:(?:\{[^{}\n]*\})?/g, '')

/** The content of `<figure markdown>` is Markdown, which is behind a blank line for others. */
const withMarkdownInHtml = (body: string): string =>
  body.replace(
    /^([ \t]*<(figure|div|details|section|figcaption)\b[^<>\n]{0,500}?)\smarkdown(?:=(?:"\w*"|\w+))?([^<>\n]{0,500}>)[ \t]*\n((?:(?!<\/?\2\b).*\n){0,200}?)[ \t]*<\/\2>/gm,
    (_, start: string, name: string, end: string, content: string) =>
      `${start}${end}\n\n${content.replace(/^[ \t]+/gm, '')}\n</${name}>`,
  )

/** That of the plug-in `mkdocs-rss-plugin`. */
function usualFeed(folder: SiteFolder): UsualFeed | undefined {
  const [options] = pluginsIn(configurationOf(folder)?.values, 'rss')
  if (options === undefined) return undefined
  const name = textAt(options, 'feeds_filenames.rss_created') ?? 'feed_rss_created.xml'
  return { path: `/${name}`, format: 'rss' }
}
