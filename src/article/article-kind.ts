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

/** `name` without the ending of an article file. */
export function withoutEnding(name: string): string {
  return name.replace(ENDING, '')
}

/** A file that lies at the path which is its key. */
export const fileAt = (key: string, bytes: Uint8Array): RawFile => ({ key, kind: 'file', name: key, bytes })
