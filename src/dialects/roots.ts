import type { ArticleRoot } from './dialect.ts'

/** The innermost root of a file; undefined outside all roots. */
export function rootOf(path: string, roots: readonly ArticleRoot[]): ArticleRoot | undefined {
  let innermost: ArticleRoot | undefined
  for (const root of roots) {
    const { folder } = root
    const isIn = folder === '' || (path.startsWith(folder) && path.charAt(folder.length) === '/')
    if (isIn && (innermost === undefined || folder.length > innermost.folder.length)) innermost = root
  }
  return innermost
}

/** The path of a file below the root; the whole path if it is in none. */
export function pathBelow(path: string, root: ArticleRoot | undefined): string {
  return root === undefined || root.folder === '' ? path : path.slice(root.folder.length + 1)
}

/** A path as configurations write it (`./content/`), without the signs at its ends. */
export const barePath = (path: string): string => path.replace(/^\.?\/|\/+$/g, '')

/** The section of a file: that of its root, or else the first folder below the root. */
export function sectionAt(path: string, roots: readonly ArticleRoot[]): string | undefined {
  const root = rootOf(path, roots)
  if (root === undefined || root.section !== undefined) return root?.section
  const below = pathBelow(path, root)
  const end = below.indexOf('/')
  return end === -1 ? below : below.slice(0, end)
}
