import type { RawFile } from './article.ts'

/** File name extensions of article files. */
const ENDING = /\.(?:(md|markdown|mdx)|txt)$/i

/** How an article file is read: Markdown, or the text of a saved page. */
export type ArticleKind = 'markdown' | 'page'

/** The kind of the file `name`; undefined if it is not an article file. */
export function articleKindOf(name: string): ArticleKind | undefined {
  const found = ENDING.exec(name)
  return found === null ? undefined : found[1] === undefined ? 'page' : 'markdown'
}

/** File name extensions of saved or generated web pages. */
const PAGE_ENDING = /\.x?html?$/i

/** Whether the file name is that of a web page. */
export function isPageName(name: string): boolean {
  return PAGE_ENDING.test(name)
}

/** `name` without the extension of an article file or page. */
export function withoutEnding(name: string): string {
  if (name.endsWith('.md')) return name.slice(0, -'.md'.length)
  return name.replace(ENDING.test(name) ? ENDING : PAGE_ENDING, '')
}

/** A file whose path is its key. */
export const fileAt = (key: string, bytes: Uint8Array): RawFile => ({ key, kind: 'file', name: key, bytes })
