import type { TranslatedFile } from '../article/article.ts'
import { dayInName } from '../article/name-date.ts'
import { articleFoldersBelow, hasArticles } from './article-folders.ts'
import { siteUrlOf } from './configuration.ts'
import type { Dialect, ForeignArticle, ForeignSite, SiteFolder } from './dialect.ts'
import { changedOutsideCode } from './fenced-parts.ts'
import { EditedFields } from './fields.ts'
import { firstHeading } from './first-heading.ts'
import { permanentLink } from './permanent-link.ts'
import { rollDateOver } from './rolled-over.ts'
import { pathBelow, rootOf } from './roots.ts'
import { textsOf } from './script-literals.ts'
import { plainSite, scriptNamed } from './script-site.ts'

const ARTICLE = /\.(?:md|markdown)$/i
const CONTENT = 'content'
const FACTS = ['app.config', 'app/app.config', 'site.config', 'app/site.config', 'nuxt.config']

/** Blogs made with Nuxt Content: Markdown in `content`, at the address of its path. */
export const nuxt: Dialect = {
  files: { atRoot: ['public'], others: 'renamed' },
  detect: (folder) => scriptNamed(folder, 'nuxt.config') !== undefined && hasArticles(folder, CONTENT),
  readSite,
  isArticle: (path, { roots }) =>
    ARTICLE.test(path) &&
    rootOf(path, roots) !== undefined &&
    !/(?:^|\/)[_.]/.test(path) &&
    addressOf(pathBelow(path, rootOf(path, roots))) !== '',
  translate,
}

function readSite(folder: SiteFolder): ForeignSite {
  const files = FACTS.flatMap((name) => ['ts', 'js', 'mjs'].map((ending) => `${name}.${ending}`)).filter(
    (path) => folder.read(path) !== undefined,
  )
  const scripts = files.map((path) => folder.read(path) ?? '')
  const config = scripts.at(-1) ?? ''
  const [url] = ['siteUrl', 'baseUrl', 'hostname', 'url'].flatMap((key) =>
    scripts.flatMap((script) => textsOf(script, key).flatMap((text) => siteUrlOf(rootAddress(text)) ?? [])),
  )
  const title = ['siteName', 'name', 'title', 'titleTemplate']
    .flatMap((key) => textsOf(config, key))
    .find((text) => !text.includes('%'))
  const language = ['defaultLocale', 'lang', 'language'].flatMap((key) => textsOf(config, key))[0]
  const named = articleFoldersBelow(folder, CONTENT)
  return plainSite({
    title,
    url,
    language,
    roots: named.length > 0 ? named : [{ folder: CONTENT }],
    files,
  })
}

/** An address without a path, which is that of the site. */
const rootAddress = (text: string): string | undefined => /^https?:\/\/[^/\s]+\.[a-z]+\/?$/.exec(text)?.[0]

/** The path of a file as an address: numbers that only sort (`2.fog.md`) are left out. */
const addressOf = (path: string): string =>
  path
    .replace(ARTICLE, '')
    .split('/')
    .map((part) => part.replace(/^\d+\.(?=.)/, '').replace(/^index$|\.draft$/, ''))
    .map((part) => part.toLowerCase().replace(/[^\p{L}\p{N}_.~-]+/gu, '-'))
    .join('/')
    .replace(/\/$/, '')

function translate(article: ForeignArticle, site: ForeignSite): TranslatedFile {
  const edited = new EditedFields(article.fields)
  const root = rootOf(article.path, site.roots)
  const url = edited.text('path') ?? `/${addressOf(article.path.slice(CONTENT.length + 1))}`
  edited.renameText(['publishedAt', 'published_at', 'createdAt', 'created_at', 'created'], 'date')
  edited.stateIfMissing('date', dayInName(article.path))
  rollDateOver(edited)
  edited.renameText(['updatedAt', 'updated_at', 'lastUpdated'], 'updated')
  if (!edited.has('title')) edited.stateIfMissing('title', firstHeading(article.body))
  if (/\.draft\.\w+$/.test(article.path))
    edited.state('draft', { kind: 'flag', flag: true, text: 'true', offset: 0 })
  edited.drop('path', 'slug', 'layout', 'navigation', 'head', 'seo', 'icon')
  edited.state('url', url)
  if (!edited.has('id') && !edited.has('guid')) edited.state('id', permanentLink(url, site))
  if (root?.section !== undefined) edited.state('section', root.section)
  else if (!edited.has('section'))
    edited.state('section', pathBelow(article.path, root).split('/')[0] ?? 'posts')
  return { fields: edited.fields, body: changedOutsideCode(article.body, withoutComponents) }
}

/** The text within block components (`::callout`), without the lines around it, their properties and slots. */
const withoutComponents = (text: string): string =>
  text
    .replace(/^[ \t]*:{2,}[\w-]+[^\n]*\n[ \t]*---[ \t]*\n[\s\S]*?\n[ \t]*---[ \t]*$/gm, '')
    .replace(/^[ \t]*:{2,}(?:[\w-]+[^\n]*)?$/gm, '')
    .replace(/(^|[\s(]):[a-z]+(?:-[a-z]+)*(?:\[([^\]\n]*)\](?:\{[^{}\n]*\})?|\{[^{}\n]*\})/g, '$1$2')
    .replace(/([\])])\{[.#:\w][^{}\n]*\}/g, '$1')
