import { siteUrlOf } from './configuration.ts'
import type { Dialect, FolderDefaults, ForeignArticle, ForeignSite, SiteFolder } from './dialect.ts'
import { EditedFields, wordsOf } from './fields.ts'
import { permanentLink } from './permanent-link.ts'
import { pythonSettings } from './python-settings.ts'
import { pathBelow, rootOf } from './roots.ts'
import { plainSite } from './script-site.ts'
import { dottedHeader, fieldListHeader, firstParagraphOfRst } from './written-header.ts'

const ARTICLE = /\.(?:md|markdown|rst|txt|html?)$/i
const CONFIG = 'conf.py'

/** Sites made with Nikola. Its configuration is a script: literals are read, and nothing is executed. */
export const nikola: Dialect = {
  endings: /\.(?:rst|html?)$/i,
  files: { atRoot: ['files'], others: 'path' },
  detect: (folder) =>
    folder.names('').includes(CONFIG) && /^\s*(?:BLOG_TITLE|POSTS)\s*=/m.test(folder.read(CONFIG) ?? ''),
  readSite,
  isArticle: (path, { roots }) => ARTICLE.test(path) && rootOf(path, roots) !== undefined,
  translate,
}

function readSite(folder: SiteFolder): ForeignSite {
  const script = folder.read(CONFIG) ?? ''
  const settings = pythonSettings(script)
  const text = (key: string) => settings.get(key)?.trim() || undefined
  const title = text('BLOG_TITLE')
  const url = siteUrlOf(text('SITE_URL'))
  const timeZone = text('TIMEZONE')
  const author = text('BLOG_AUTHOR')
  const language = text('DEFAULT_LANG') ?? 'en'
  const posts = postsIn(script)
  const translations = /^TRANSLATIONS\s*=\s*\{([^}]*)\}/m.exec(script)?.[1] ?? ''
  const others = [...translations.matchAll(/^\s*(?:['"]([\w-]+)['"])\s*:/gm)]
    .map(([, code = '']) => code)
    .filter((code) => code !== language)
  return plainSite({
    title,
    url,
    timeZone,
    author,
    language: language.replace('_', '-'),
    roots: [...posts.keys()].map((path) => ({ folder: path, section: 'posts' })),
    permalinks: Object.fromEntries(posts),
    // The line for the default may be commented out.
    options: { pretty: /^#?\s*PRETTY_URLS\s*=\s*(True|False)/m.exec(script)?.[1] !== 'False' },
    lists: { languages: others },
    defaults: [...posts.keys()].flatMap((path) => metadataBelow(folder, path)),
    files: [CONFIG],
  })
}

/** Folders of posts with the folder of their addresses: `("posts/*.md", "blog", "post.tmpl")`. */
function postsIn(script: string): ReadonlyMap<string, string> {
  const list = /^POSTS\s*=\s*[([]([\s\S]*?)^\s*[)\]]\s*$/m.exec(script)?.[1] ?? ''
  const tuples = [...list.matchAll(/^\s*[([]\s*["']([^"'*]*)\/[^"']*["']\s*,\s*["']([^"']*)["']/gm)]
  const posts = new Map(tuples.map(([, path = '', base = '']) => [path.replace(/^\.\//, ''), base] as const))
  return posts.size === 0 ? new Map([['posts', 'posts']]) : posts
}

/** The `.meta` files of the posts beside them. */
function metadataBelow(folder: SiteFolder, path: string): readonly FolderDefaults[] {
  return folder.names(path).flatMap((name): readonly FolderDefaults[] => {
    const file = `${path}/${name}`
    if (name.endsWith('/')) return metadataBelow(folder, file.slice(0, -1))
    const header = name.endsWith('.meta') ? dottedHeader(folder.read(file) ?? '') : undefined
    if (header === undefined) return []
    const values = [...header.fields].map(
      ([key, { field }]) => [key, field.kind === 'text' ? field.text : ''] as const,
    )
    return [{ folder: file.slice(0, -'.meta'.length), values: Object.fromEntries(values) }]
  })
}

function translate(article: ForeignArticle, site: ForeignSite) {
  const isHtml = /\.html?$/i.test(article.path)
  const isMarkdown = /\.(?:md|markdown)$/i.test(article.path)
  const stem = article.path.replace(ARTICLE, '')
  const metadata = site.defaults.find(({ folder }) => folder === stem)?.values
  const header = article.fields.size > 0 ? undefined : dottedHeader(article.body)
  const edited = new EditedFields(header?.fields ?? article.fields)
  let body = header?.body ?? article.body
  for (const [key, value] of Object.entries(metadata ?? {}))
    if (!edited.has(key) && typeof value === 'string' && value !== '') edited.state(key, value)
  if (!isHtml && !isMarkdown) {
    const titled = fieldListHeader(body)
    const title = titled?.fields.get('title')?.field
    if (!edited.has('title') && title !== undefined) edited.state('title', title)
    body = titled?.body ?? body
  }
  const root = rootOf(article.path, site.roots)
  const language = (site.lists['languages'] ?? []).find((code) => stem.endsWith(`.${code}`))
  const below = pathBelow(language === undefined ? stem : stem.slice(0, -language.length - 1), root)
  const folders = below.split('/').slice(0, -1)
  const name = edited.text('slug') ?? below.split('/').at(-1) ?? ''
  const base = site.permalinks[root?.folder ?? ''] ?? 'posts'
  const path = [language ?? '', base, ...folders, name].filter((part) => part !== '').join('/')
  const url = `/${path.replace(/\/index$/, '')}${site.options['pretty'] === true ? '/' : '.html'}`
  edited.state('url', url)
  if (!edited.has('id') && !edited.has('guid')) edited.state('id', permanentLink(url, site))
  const tags = [...wordsOf(edited.field('tags'), /,/), ...wordsOf(edited.field('category'), /,/)]
  const words = tags.map((tag) => (tag.kind === 'text' ? tag.text.toLowerCase() : ''))
  const status = edited.text('status')?.toLowerCase() ?? 'published'
  // Older versions use a tag.
  if (
    !['published', 'featured'].includes(status) ||
    words.some((word) => ['draft', 'private'].includes(word))
  )
    edited.state('draft', { kind: 'flag', flag: true, text: 'true', offset: 0 })
  edited.drop('status', 'slug', 'tags', 'category', 'type', 'link', 'template')
  const subjects = tags.filter((_, index) => words[index] !== 'mathjax')
  if (subjects.length > 0)
    edited.state('tags', { kind: 'list', items: subjects, offset: subjects[0]?.offset ?? 0 })
  edited.state('section', 'posts')
  if (language !== undefined && !edited.has('language')) edited.state('language', language.replace('_', '-'))
  if (isHtml) return { fields: edited.fields, body, kind: 'html' as const }
  if (isMarkdown) return { fields: edited.fields, body }
  return { fields: edited.fields, body: firstParagraphOfRst(body), unread: 'reStructuredText' }
}
