import type { TranslatedFile } from '../article/article.ts'
import { fieldsOf } from '../article/front-matter/fields.ts'
import { dayInName, undatedName } from '../article/name-date.ts'
import type { Finding } from '../finding.ts'
import { addressDay, expandPattern } from './address-pattern.ts'
import { firstText, readConfiguration, siteUrlOf, textAt } from './configuration.ts'
import { configurationFinding } from './configuration-finding.ts'
import type { Dialect, ForeignArticle, ForeignSite, SiteFolder } from './dialect.ts'
import { EditedFields, wordsOf } from './fields.ts'
import { defaultsOf } from './jekyll-defaults.ts'
import { peopleIn, withPeople } from './people.ts'
import { permanentLink } from './permanent-link.ts'
import { barePath, pathBelow, rootOf } from './roots.ts'
import { plainSite } from './script-site.ts'

const CONFIG_FILES = ['bridgetown.config.yml', 'bridgetown.config.yaml', 'bridgetown.config.toml']
/** Settings in Ruby, of which only literals are read. */
const INITIALIZERS = 'config/initializers.rb'
const ARTICLE = /\.(?:md|markdown|html)$/i

/** Named styles of addresses (bridgetownrb.com, permalinks). */
const STYLES: Readonly<Record<string, string>> = {
  pretty: '/:categories/:year/:month/:day/:slug/',
  pretty_ext: '/:categories/:year/:month/:day/:slug.html',
  simple: '/:categories/:slug/',
  simple_ext: '/:categories/:slug.html',
}

/** Sites made with Bridgetown: the posts in `src/_posts`. */
export const bridgetown: Dialect = {
  endings: /\.html$/i,
  detect: (folder) =>
    configOf(folder) !== undefined || (folder.read(INITIALIZERS) ?? '').includes('Bridgetown.'),
  readSite,
  isArticle: (path, { roots }) => {
    const root = rootOf(path, roots)
    return root !== undefined && ARTICLE.test(path) && !/(?:^|\/)[_.]/.test(pathBelow(path, root))
  },
  translate,
  usualFeed: (folder) => (hasFeed(folder) ? { path: '/feed.xml', format: 'atom' } : undefined),
}

const configOf = (folder: SiteFolder): string | undefined =>
  CONFIG_FILES.find((name) => folder.names('').includes(name))

const hasFeed = (folder: SiteFolder): boolean => /bridgetown-feed/.test(folder.read('Gemfile') ?? '')

function readSite(folder: SiteFolder): ForeignSite {
  const findings: Finding[] = []
  const remarks: Finding[] = []
  const file = configOf(folder)
  const read = file === undefined ? {} : readConfiguration(file, folder.read(file) ?? '')
  if (read === undefined && file !== undefined)
    findings.push(configurationFinding(file, 'Bridgetown', folder.read(file)))
  const ruby = (folder.read(INITIALIZERS) ?? '').replace(/^\s*#.*$/gm, '')
  // `url "https://…"`
  const stated = (key: string): string | undefined =>
    new RegExp(`^\\s*${key}[ (]\\s*:?["']?([^"'\\s)]+)`, 'm').exec(ruby)?.[1] ?? textAt(read, key)
  const source = barePath(textAt(read, 'source') ?? 'src')
  const metadata = `${source}/_data/site_metadata.yml`
  const facts = readConfiguration(metadata, folder.read(metadata) ?? '')
  const title = firstText(facts, 'title', 'name') ?? textAt(read, 'title')
  const url = siteUrlOf(stated('url'), stated('base_path'))
  const language = firstText(facts, 'lang', 'locale') ?? textAt(read, 'default_locale')
  const timeZone = stated('timezone')
  const author = firstText(facts, 'author.name', 'author')
  const permalink = stated('permalink') ?? textAt(read, 'collections.posts.permalink') ?? 'pretty'
  return plainSite({
    title,
    url,
    language,
    timeZone,
    author,
    roots: [{ folder: `${source}/_posts`, section: 'posts' }],
    defaults: defaultsOf(read ?? {}),
    permalinks: { '': permalink },
    people: peopleIn(folder, `${source}/_data/authors`, remarks),
    options: { hasFeed: hasFeed(folder), source },
    files: [file, INITIALIZERS, metadata].filter((name) => name !== undefined),
    findings,
    remarks,
  })
}

function translate(article: ForeignArticle, site: ForeignSite): TranslatedFile {
  const edited = new EditedFields(article.fields)
  const root = rootOf(article.path, site.roots)
  const below = pathBelow(article.path, root)
  for (const { folder: scope, values, type = 'posts' } of site.defaults)
    if (
      type === 'posts' &&
      (scope === '' || article.path.startsWith(`${String(site.options['source'])}/${scope}`))
    )
      edited.fill(fieldsOf(values))
  edited.stateIfMissing('date', dayInName(article.path))
  const slug =
    edited.text('slug') ?? undatedName(below.slice(below.lastIndexOf('/') + 1).replace(ARTICLE, ''))
  if (!edited.has('title')) edited.state('title', titleOf(slug))
  const categories = ['category', 'categories'].flatMap((key) => wordsOf(edited.field(key), /\s+/))
  const pattern = edited.text('permalink') ?? site.permalinks[''] ?? 'pretty'
  const day = addressDay(edited.field('date'), site)
  const slugs = categories.flatMap((field) => (field.kind === 'text' ? [slugOf(field.text)] : []))
  const url = `/${expandPattern((Object.hasOwn(STYLES, pattern) ? STYLES[pattern] : undefined) ?? pattern, {
    day,
    words: {
      slug: slugOf(slug),
      title: slugOf(edited.text('title') ?? slug),
      name: slug,
      categories: slugs.join('/'),
      locale: '',
      lang: '',
    },
  })}`
    .replace(/\.\*$/, '.html')
    .replace(/\/{2,}/g, '/')
  edited.state('url', url)
  edited.rename('last_modified_at', 'updated')
  edited.drop('permalink', 'slug', 'layout', 'category', 'categories')
  if (!edited.has('id') && !edited.has('guid'))
    edited.state(
      'id',
      // What bridgetown-feed writes is Bridgetown's own id of a post.
      site.options['hasFeed'] === true ? `repo://posts.collection/_posts/${below}` : permanentLink(url, site),
    )
  edited.state('section', 'posts')
  const tags = [...wordsOf(edited.field('tags'), /\s+/), ...categories]
  if (tags.length > 0) edited.state('tags', { kind: 'list', items: tags, offset: 0 })
  withPeople(edited, site.people)
  if (!article.path.endsWith('.html')) return { fields: edited.fields, body: article.body }
  return /\{[{%]|<%/.test(article.body)
    ? { fields: edited.fields, body: '', unread: 'a template' }
    : { fields: edited.fields, body: article.body, kind: 'html' }
}

const titleOf = (slug: string): string =>
  slug
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')

const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{M}\p{L}\p{Nd}]+/gu, '-')
    .replace(/^-|-$/g, '')
