import { canonicalLanguage } from '../article/language.ts'
import { dayInName } from '../article/name-date.ts'
import { EnvironmentError } from '../errors.ts'
import type { ArticleRoot, SiteFolder } from './dialect.ts'
import { rootOf } from './roots.ts'

/** Names of folders with articles, as opposed to pages, people and settings. */
export const ARTICLE_FOLDER =
  /^_?(?:blogs?|weblog|blog-?posts?|posts?|articles?|micro(?:blog|posts?)?|news|writings?|notes?|journal|diary|stories|essays|thoughts|updates|releases|changelog)(?:[_-](?<language>[a-z]{2}))?$/i

/** The language in such a name: `blog_ja`. */
export function languageInName(name: string): { readonly language?: string } {
  const language = ARTICLE_FOLDER.exec(name)?.groups?.['language']?.toLowerCase()
  return language === undefined || canonicalLanguage(language) === undefined ? {} : { language }
}

const NOT_LOOKED_AT =
  /^(?:node_modules|public|static|dist|build|out|assets|images|components|styles|scripts|tests?|\..*)\/$/
const DEEPEST = 4
const ARTICLE_FILE = /\.(?:mdx?|mdoc|markdown|[qr]md)$/i

/** Folders below `path` with such names, each with its name as section. */
export function articleFoldersBelow(folder: SiteFolder, path: string, depth = 0): readonly ArticleRoot[] {
  return folder.names(path).flatMap((name) => {
    if (!name.endsWith('/') || NOT_LOOKED_AT.test(name)) return []
    const below = `${path === '' ? '' : `${path}/`}${name.slice(0, -1)}`
    const deeper = depth < DEEPEST ? articleFoldersBelow(folder, below, depth + 1) : []
    if (!ARTICLE_FOLDER.test(name.slice(0, -1)) || !hasArticles(folder, below)) return deeper
    // `blog/posts`, with nothing else in `blog`.
    const isOnlyAbove = deeper.length > 0 && !folder.names(below).some((file) => ARTICLE_FILE.test(file))
    return isOnlyAbove ? deeper : [{ folder: below, section: name.slice(0, -1).replace(/^_/, '') }]
  })
}

/** Number of dated articles that make a folder of any name one of articles. */
const FEWEST_DATED = 3

/**
 * The folder below the top of the site with the most articles that state a date, as files or in a folder each; none if
 * there are only a few. Unlike {@link articleFoldersBelow}, it may be in a folder of public files.
 */
export function datedFolderBelow(folder: SiteFolder): readonly ArticleRoot[] {
  const found: { path: string; dated: number }[] = []
  const waiting = folder.names('').filter((name) => /^(?!node_modules|\.).*\/$/.test(name))
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const names = folder.names(path.slice(0, -1))
    const own = names.filter((name) => ARTICLE_FILE.test(name) && !/^(?:index|readme)\./i.test(name))
    const bundles = names.flatMap((name) =>
      name.endsWith('/') ? ['index.md', 'index.mdx'].map((index) => name + index) : [],
    )
    const dated = [...own, ...bundles].filter((name) => statesDate(folder, path + name)).length
    found.push({ path: path.slice(0, -1), dated })
    if (path.split('/').length <= DEEPEST)
      waiting.push(...names.filter((name) => name.endsWith('/')).map((name) => path + name))
  }
  const [most] = found.toSorted((one, other) => other.dated - one.dated)
  if (most === undefined || most.dated < FEWEST_DATED) return []
  return [{ folder: most.path, section: 'posts' }]
}

/** A front matter with a date. */
const DATED =
  /^---\r?\n(?:(?!---).*\r?\n)*?(?:date|datetime|pubDate|published(?:At|_at|_date)?|publishDate|created(?:At|_at)?)\s*:\s*['"]?\d{4}/

/** Whether an article in the folder or a subfolder has a date, in its text or in its name. */
export const hasDated = (folder: SiteFolder, path: string, depth = 0): boolean =>
  folder.names(path).some((name) => {
    const below = `${path}/${name}`
    if (name.endsWith('/')) return depth < DEEPEST && hasDated(folder, below.slice(0, -1), depth + 1)
    return isDated(folder, below)
  })

const isDated = (folder: SiteFolder, file: string): boolean =>
  ARTICLE_FILE.test(file) && (dayInName(file) !== undefined || statesDate(folder, file))

/** Whether a file has a front matter with a date; a file that cannot be read is no article. */
function statesDate(folder: SiteFolder, file: string): boolean {
  try {
    return DATED.test(folder.read(file) ?? '')
  } catch (error) {
    if (error instanceof EnvironmentError) return false
    throw error
  }
}

/** Folders in which no article is searched for although they have dated Markdown, with the number of these files. */
export function foldersLeftOut(
  folder: SiteFolder,
  roots: readonly ArticleRoot[],
  path = '',
): readonly { readonly path: string; readonly count: number }[] {
  const names = rootOf(`${path}/a`, roots) === undefined ? folder.names(path) : []
  const prefix = path === '' ? '' : `${path}/`
  const count = names.filter((name) => isDated(folder, prefix + name)).length
  const below = names
    .filter((name) => name.endsWith('/') && !NOT_LOOKED_AT.test(name) && path.split('/').length <= DEEPEST)
    .flatMap((name) => foldersLeftOut(folder, roots, prefix + name.slice(0, -1)))
  return [...(count === 0 ? [] : [{ path, count }]), ...below]
}

/** Whether the folder or a subfolder contains Markdown. */
export function hasArticles(folder: SiteFolder, path: string, depth = 0): boolean {
  return folder
    .names(path)
    .some(
      (name) =>
        ARTICLE_FILE.test(name) ||
        (name.endsWith('/') &&
          depth < DEEPEST &&
          hasArticles(folder, `${path}/${name.slice(0, -1)}`, depth + 1)),
    )
}
