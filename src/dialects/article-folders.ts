import type { ArticleRoot, SiteFolder } from './dialect.ts'

/** Names of folders with articles, as opposed to pages, people and settings. */
export const ARTICLE_FOLDER =
  /^_?(?:blogs?|posts?|articles?|news|writings?|notes?|journal|stories|essays|updates|releases|changelog)$/i

const NOT_LOOKED_AT =
  /^(?:node_modules|public|static|dist|build|out|assets|images|components|styles|scripts|tests?|\..*)\/$/
const DEEPEST = 4
const ARTICLE_FILE = /\.(?:mdx?|markdown)$/i

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
