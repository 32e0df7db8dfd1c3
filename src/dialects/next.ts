import { articleFoldersBelow } from './article-folders.ts'
import { siteUrlOf } from './configuration.ts'
import type { ArticleRoot, Dialect, ForeignArticle, ForeignSite, SiteFolder } from './dialect.ts'
import { EditedFields } from './fields.ts'
import { permanentLink } from './permanent-link.ts'
import { rootOf } from './roots.ts'
import { literalsOfFile, plainSite, scriptNamed, textOf } from './script-site.ts'

const ARTICLE = /\.(?:mdx?|markdown)$/i
/** Where blogs keep what their site is called. */
const FACTS = [
  'data/siteMetadata',
  'src/data/siteMetadata',
  'config/site',
  'src/config/site',
  'lib/config',
  'site.config',
  'config',
  'next-sitemap.config',
  'lib/constants',
]
const ROUTES = ['app', 'src/app', 'pages', 'src/pages']

/** Blogs made with Next.js: Markdown in folders that are named as folders of articles are. */
export const next: Dialect = {
  name: 'next',
  title: 'Next.js',
  detect: (folder) =>
    (scriptNamed(folder, 'next.config') ?? scriptNamed(folder, 'contentlayer.config')) !== undefined &&
    articleFoldersBelow(folder, '').length > 0,
  readSite,
  isArticle: (path, { roots }) =>
    ARTICLE.test(path) && rootOf(path, roots) !== undefined && !/(?:^|\/)_(?!posts\/)/.test(path),
  translate,
}

function readSite(folder: SiteFolder): ForeignSite {
  const files = FACTS.flatMap((name) =>
    ['js', 'ts', 'mjs', 'cjs', 'json'].map((ending) => `${name}.${ending}`),
  ).filter((path) => folder.read(path) !== undefined)
  const all = files.map((file) => literalsOfFile(folder, file))
  const stated = (...keys: readonly string[]) =>
    all.map((literals) => textOf(literals, ...keys)).find((text) => text !== undefined)
  const title = stated('title', 'siteTitle', 'SITE_TITLE', 'name')
  const url = siteUrlOf(stated('siteUrl', 'SITE_URL', 'siteURL', 'baseUrl', 'url', 'domain'))
  const language = stated('language', 'lang')
  const author = stated('author')
  const roots = articleFoldersBelow(folder, '')
  return plainSite('next', {
    ...(title !== undefined && { title }),
    ...(url !== undefined && { url }),
    ...(language !== undefined && { language }),
    ...(author !== undefined && { author }),
    roots,
    ...routesOf(folder, roots),
    files,
  })
}

/** The route of each folder; a remark where it is not known. */
function routesOf(
  folder: SiteFolder,
  roots: readonly ArticleRoot[],
): Pick<ForeignSite, 'permalinks' | 'remarks'> {
  const routes = ROUTES.flatMap((path) => routesBelow(folder, path, ''))
  const known = roots.map(({ folder: path, section = '' }) => {
    const same = routes.filter(
      (route) => route.split('/').at(-1)?.replace(/s$/, '') === section.replace(/s$/, ''),
    )
    const [only, ...others] = same.length > 0 ? same : routes
    return { path, route: others.length === 0 ? only : undefined }
  })
  return {
    permalinks: Object.fromEntries(
      known.flatMap(({ path, route }) => (route === undefined ? [] : [[path, route]])),
    ),
    remarks: known.flatMap(({ path, route }) =>
      route === undefined
        ? [
            {
              file: path,
              message:
                'the addresses of articles are made by code, which is not run: they are taken for their folder and name',
            },
          ]
        : [],
    ),
  }
}

/** Folders of pages that stand for many: `app/blog/[...slug]/page.tsx`, `pages/posts/[slug].js`. Groups in brackets are no part of addresses. */
function routesBelow(folder: SiteFolder, path: string, route: string): readonly string[] {
  return folder.names(path).flatMap((name) => {
    if (/^\[{1,2}(?:\.\.\.)?(?:slug|id|post|path)\]{1,2}(?:\/|\.[jt]sx?)$/.test(name)) return [route]
    if (!name.endsWith('/') || /^(?:\[|api\/|node_modules\/|_|@)/.test(name)) return []
    const part = name.slice(0, -1)
    return routesBelow(folder, `${path}/${part}`, part.startsWith('(') ? route : `${route}/${part}`)
  })
}

function translate(article: ForeignArticle, site: ForeignSite) {
  const edited = new EditedFields(article.fields)
  const root = rootOf(article.path, site.roots)
  const section = root?.section ?? 'posts'
  const below = article.path
    .slice((root?.folder.length ?? -1) + 1)
    .replace(ARTICLE, '')
    .replace(/(?:^|\/)index$/, '')
  const base = site.permalinks[root?.folder ?? ''] ?? `/${section}`
  const url = `${base}/${edited.text('slug') ?? below}`
  edited.state('url', edited.text('permalink') ?? url)
  edited.drop('slug', 'permalink', 'layout')
  if (!edited.has('id') && !edited.has('guid'))
    edited.state('id', permanentLink(edited.text('url') ?? url, site))
  edited.state('section', section)
  for (const name of ['publishedAt', 'pubDate', 'published', 'publishDate'])
    if (edited.field(name)?.kind === 'text') edited.rename(name, 'date')
  for (const name of ['lastmod', 'updatedAt', 'modifiedAt'])
    if (edited.field(name)?.kind === 'text') edited.rename(name, 'updated')
  for (const name of ['coverImage', 'heroImage', 'images']) edited.rename(name, 'image')
  return { fields: edited.fields, body: article.body }
}
