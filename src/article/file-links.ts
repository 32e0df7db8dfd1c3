import type { ArticleBody } from './article.ts'
import { articleKindOf } from './article-kind.ts'
import { contentPath } from './media.ts'
import type { ArticleLookup, FileLookup, Site } from './site.ts'
import { absoluteUrl } from './url.ts'

/** The lookups and base for resolving the links of an article. */
export interface LinkPlace {
  readonly key: string
  readonly url: string
  readonly site: Pick<Site, 'url'>
  readonly articles: ArticleLookup
  readonly files: FileLookup
}

/** The target of a link to a file of the content folder; without `address`, the file has no page. */
export interface LinkedFile {
  readonly address?: string
  /** Set if the file is an article that is not public. */
  readonly isWaiting?: true
  /** Set if the generator of the site makes the address of the file. */
  readonly isRenamed?: true
}

/** Files that are published in another form: no page has an address with such an extension. */
const MARKDOWN = /\.(?:mdx?|markdown)$/i
/** The same extensions anywhere in a text, where they may belong to a link in any syntax. */
const MENTIONED = /(?:\.|%2e|&#?\w+;)(?:mdx?|markdown|txt)(?![\w-])/i
const ENDING = /(?:\.|%2e)[a-z\d]{1,8}$/i

/** Whether a text may contain a link to an article file. */
export function mayLinkArticles({ kind, text }: ArticleBody): boolean {
  return kind !== 'paragraphs' && (text.includes(']') || text.includes('<')) && MENTIONED.test(text)
}

/** The article files that a link may refer to: relative to the article's own file, or else to its address. */
export function articlePathsOf(ref: string, place: Omit<LinkPlace, 'articles' | 'files'>): readonly string[] {
  return pathsOf(readable(ref), place).filter((path) => articleKindOf(path) !== undefined)
}

/** The file that a link refers to; undefined for all other links. */
export function linkedFile(ref: string, place: LinkPlace): LinkedFile | undefined {
  const link = readable(ref)
  for (const path of pathsOf(link, place)) {
    const kind = articleKindOf(path)
    const address = kind === undefined ? undefined : place.articles(path)
    if (address !== undefined && address !== '') return { address: withFragment(address, link) }
    // Only Markdown may be a page of its own, and `files` checks whether that is public.
    const file = address === '' && kind !== 'markdown' ? undefined : place.files(path)
    if (file === undefined && address === '') return { isWaiting: true }
    if (file === '') return { isRenamed: true }
    if (file !== undefined) return { address: withFragment(file, link) }
  }
  return MARKDOWN.test(contentPath(link, place.key) ?? withoutFragment(link)) && !HOST.test(link)
    ? {}
    : undefined
}

/** A scheme, or a host without scheme. */
const HOST = /^(?:[a-z][a-z\d+.-]*:|\/\/)/i

/** In some programs `@/` is the content folder, and on some systems `\` separates folders. */
const readable = (ref: string): string => ref.trim().replace(/^@\//, '/').replaceAll('\\', '/')

const withoutFragment = (ref: string): string => ref.replace(/[?#].*$/s, '')

function pathsOf(ref: string, { key, url, site }: Omit<LinkPlace, 'articles' | 'files'>): readonly string[] {
  if (!ENDING.test(withoutFragment(ref)) || (HOST.test(ref) && !ref.startsWith(site.url))) return []
  const address = absoluteUrl(ref, url)
  const own = address?.startsWith(site.url)
    ? contentPath(`/${address.slice(site.url.length)}`, key)
    : undefined
  return [...new Set([contentPath(ref, key), own])].filter((path) => path !== undefined)
}

/** `address` with the fragment of `ref`. */
export function withFragment(address: string, ref: string): string {
  const at = ref.indexOf('#')
  return at === -1 || at === ref.length - 1 ? address : (absoluteUrl(ref.slice(at), address) ?? address)
}

export function linkMissing(ref: string, { isWaiting, isRenamed }: LinkedFile) {
  if (isRenamed)
    return {
      message:
        'a link leads to a file whose address only the generator of the site makes; its text is published without it',
      got: ref,
      expected: 'a file that keeps its name, or an absolute URL',
      fix: 'move the file to the folder of static files and link to it from /, or take the articles from the built pages',
    }
  return isWaiting
    ? {
        message: 'a link leads to an article that is not public; its text is published without it',
        got: ref,
        expected: 'a public article',
        fix: 'nothing, if the article will be published later; then the link is published too',
      }
    : {
        message:
          'a link leads to a file that is not known to be a public page; its text is published without it',
        got: ref,
        expected: 'the file of an article, relative to this file or, beginning with /, to the content folder',
        fix: 'correct the path, or use the address of the page',
      }
}

/** The address of the file that `ref` names relative to the article; empty if only the generator of the site knows it. */
export function otherFile(ref: string, { key, files }: Pick<LinkPlace, 'key' | 'files'>): string | undefined {
  const path = contentPath(ref, key)
  return path === undefined ? undefined : files(path)
}
