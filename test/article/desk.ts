import type { Article, Media, RawFile } from '../../src/article/article.ts'
import { fileAt } from '../../src/article/article-kind.ts'
import { isInstant } from '../../src/article/instant.ts'
import { parseArticle } from '../../src/article/parse.ts'
import type { ArticleContext, Site } from '../../src/article/site.ts'

/** The site that the tests of articles write for. */
export const SITE: Site = {
  title: 'The Example Gazette',
  url: 'https://example.org/',
  language: 'en',
  timeZone: 'Europe/London',
  tagEntity: 'example.org,2024',
  permalink: '/{section}/{slug}/',
  authors: [],
  sections: new Map([
    ['world', { title: 'World' }],
    ['politics', { title: 'Politics & Power' }],
  ]),
}

const now = '2026-01-01T00:00:00Z'
if (!isInstant(now)) throw new Error(now)
export const CONTEXT: ArticleContext = { site: SITE, now }

export const PICTURE: Media = {
  url: 'https://example.org/world/pic.jpg',
  type: 'image/jpeg',
  length: 4242,
  width: 800,
  height: 600,
}

/** The content folder holds one picture and one recording. */
export function media(path: string): Media | undefined {
  if (path === 'world/pic.jpg') return PICTURE
  if (path === 'audio/talk.mp3')
    return { url: 'https://example.org/audio/talk.mp3', type: 'audio/mpeg', length: 99 }
  return undefined
}

export function raw(text: string | Uint8Array, key = 'world/a.md'): RawFile {
  return fileAt(key, typeof text === 'string' ? new TextEncoder().encode(text) : text)
}

export function parse(text: string | Uint8Array, key?: string, context: ArticleContext = CONTEXT) {
  return parseArticle(raw(text, key), context, media)
}

/** The article of a text that must be one. */
export function article(text: string, key?: string, context?: ArticleContext): Article {
  const { value, findings } = parse(text, key, context)
  if (value === undefined) throw new Error(JSON.stringify(findings))
  return value
}

/** `code line:column` of each finding about an article that readers do not have. */
export function found(text: string | Uint8Array, key?: string): readonly string[] {
  const { findings, doubt } = parse(text, key)
  return [...findings, ...(doubt === undefined ? [] : [doubt.leftOut])].map(({ code, line, column }) =>
    line === undefined ? code : `${code} ${line}:${column}`,
  )
}
