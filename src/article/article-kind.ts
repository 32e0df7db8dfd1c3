import type { RawFile } from './article.ts'

/** The kinds of article file by the ending of their names. */
const ENDING = /\.(?:(md|markdown|mdx)|txt)$/i

/** How an article file is read: Markdown, or the text of a saved page. */
export type ArticleKind = 'markdown' | 'page'

/** The kind of the file `name`; undefined for what no article is written in. */
export function articleKindOf(name: string): ArticleKind | undefined {
  const found = ENDING.exec(name)
  return found === null ? undefined : found[1] === undefined ? 'page' : 'markdown'
}

/** How saved and built pages of web sites are named. */
const PAGE_ENDING = /\.x?html?$/i

/** Whether a file is a page of a web site by its name. */
export function isPageName(name: string): boolean {
  return PAGE_ENDING.test(name)
}

/** `name` without the ending of an article file or page. */
export function withoutEnding(name: string): string {
  return name.replace(ENDING.test(name) ? ENDING : PAGE_ENDING, '')
}

/** A file that lies at the path which is its key. */
export const fileAt = (key: string, bytes: Uint8Array): RawFile => ({ key, kind: 'file', name: key, bytes })
