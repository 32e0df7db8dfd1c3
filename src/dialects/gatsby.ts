import { articleFoldersBelow, hasArticles } from './article-folders.ts'
import { siteUrlOf } from './configuration.ts'
import type { Dialect, ForeignArticle, ForeignSite, SiteFolder } from './dialect.ts'
import { EditedFields } from './fields.ts'
import { permanentLink } from './permanent-link.ts'
import { rollDateOver } from './rolled-over.ts'
import { pathBelow, rootOf } from './roots.ts'
import { literalsOfFile, plainSite, scriptNamed, textOf } from './script-site.ts'

const ARTICLE = /\.(?:mdx?|markdown)$/i

/** Blogs made with Gatsby. Its configuration is a script: literals are read, and nothing is executed. */
export const gatsby: Dialect = {
  files: { atRoot: ['static'], others: 'renamed' },
  detect: (folder) => scriptNamed(folder, 'gatsby-config') !== undefined,
  readSite,
  isArticle: (path, { roots }) =>
    ARTICLE.test(path) && rootOf(path, roots) !== undefined && !/(?:^|\/)_/.test(path),
  translate,
}

function readSite(folder: SiteFolder): ForeignSite {
  const file = scriptNamed(folder, 'gatsby-config')
  const literals = literalsOfFile(folder, file)
  const node = scriptNamed(folder, 'gatsby-node')
  const script = node === undefined ? '' : (folder.read(node) ?? '')
  const title = textOf(literals, 'title', 'siteTitle')
  const url = siteUrlOf(textOf(literals, 'siteUrl', 'url'), textOf(literals, 'pathPrefix'))
  const language = textOf(literals, 'lang', 'language')
  const found = articleFoldersBelow(folder, '')
  const content = ['content', 'src/content', 'src/markdown'].find((path) => hasArticles(folder, path))
  return plainSite({
    title,
    url,
    language,
    roots: found.length > 0 || content === undefined ? found : [{ folder: content, section: 'posts' }],
    options: { base: baseIn(script) },
    files: [file, node].filter((name) => name !== undefined),
  })
}

/**
 * The folder of articles in the script that creates the pages: `value: \`/blog${slug}\``, `path: \`/blog${…}\``. Pages
 * of tags and lists are created in the same way.
 */
function baseIn(script: string): string {
  const paths = script.matchAll(/(?:path|value|slug)\s*[:=]\s*`\/?([\w-]+)\/?\$\{([^}]*)\}/g)
  const own = [...paths].find(
    ([, , code = '']) => /slug|path|value|name|title/i.test(code) && !LISTS.test(code),
  )
  return own?.[1] ?? ''
}

const LISTS = /tag|categor|author|year|page(?!\w*\.)/i

function translate(article: ForeignArticle, site: ForeignSite) {
  const edited = new EditedFields(article.fields)
  const root = rootOf(article.path, site.roots)
  const below = pathBelow(article.path, root)
    .replace(ARTICLE, '')
    .replace(/(?:^|\/)index$/, '')
  const stated = edited.text('path') ?? edited.text('slug') ?? edited.text('permalink')
  const base = String(site.options['base'] ?? '')
  const url =
    stated?.startsWith('/') === true ? stated : `/${base}/${stated ?? below}/`.replace(/\/{2,}/g, '/')
  edited.state('url', url)
  edited.drop('path', 'slug', 'permalink', 'layout', 'templateKey')
  if (!edited.has('id') && !edited.has('guid')) edited.state('id', permanentLink(url, site))
  edited.state('section', root?.section ?? 'posts')
  edited.renameText(
    ['dateCreated', 'datePublished', 'publishedAt', 'publishDate', 'created', 'datetime'],
    'date',
  )
  rollDateOver(edited)
  edited.renameText(['dateModified', 'updatedAt'], 'updated')
  for (const name of ['featuredImage', 'cover', 'thumbnail']) edited.rename(name, 'image')
  const made = stated === undefined ? { unsureAddress: 'gatsby-node.js' } : {}
  return { fields: edited.fields, body: article.body, ...made }
}
