import type { ArticleBody } from './article.ts'
import { articleKindOf } from './article-kind.ts'
import { contentPath } from './media.ts'
import type { ArticleLookup, FileLookup, Site } from './site.ts'
import { absoluteUrl } from './url.ts'

/** Where the links of an article are looked up. */
export interface LinkPlace {
  readonly key: string
  readonly url: string
  readonly site: Pick<Site, 'url'>
  readonly articles: ArticleLookup
  readonly files: FileLookup
}

/** What a link to a file of the content folder leads to; without `address` readers would get to no page. */
export interface LinkedFile {
  readonly address?: string
  /** The file is an article that is not public. */
  readonly isWaiting?: true
}

/** Files that are published as something else: an address with such an ending is that of no page. */
const MARKDOWN = /\.(?:mdx?|markdown)$/i
/** The same in a text, where it may be part of a link, however that is written. */
const MENTIONED = /(?:\.|%2e|&#?\w+;)(?:mdx?|markdown|txt)(?![\w-])/i
const ENDING = /(?:\.|%2e)[a-z\d]{1,8}$/i

/** Whether a text may hold a link to the file of an article. */
export function mayLinkArticles({ kind, text }: ArticleBody): boolean {
  return kind !== 'paragraphs' && (text.includes(']') || text.includes('<')) && MENTIONED.test(text)
}

/** The article files that a link may mean: from the article's own file, else from its address. */
export function articlePathsOf(ref: string, place: Omit<LinkPlace, 'articles' | 'files'>): readonly string[] {
  return pathsOf(readable(ref), place).filter((path) => articleKindOf(path) !== undefined)
}

/** The file that a link means; undefined for a link to anything else. */
export function linkedFile(ref: string, place: LinkPlace): LinkedFile | undefined {
  const link = readable(ref)
  for (const path of pathsOf(link, place)) {
    const address = articleKindOf(path) === undefined ? undefined : place.articles(path)
    if (address === '') return { isWaiting: true }
    if (address !== undefined) return { address: withFragment(address, link) }
    const file = MARKDOWN.test(path) ? undefined : place.files(path)
    if (file !== undefined) return { address: withFragment(file, link) }
  }
  return MARKDOWN.test(contentPath(link, place.key) ?? withoutFragment(link)) && !HOST.test(link)
    ? {}
    : undefined
}

/** A scheme, or a host without one. */
const HOST = /^(?:[a-z][a-z\d+.-]*:|\/\/)/i

/** `@/` is the content folder for some programs, and `\` separates folders on some systems. */
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

/** `address` with the fragment of `ref`, the place in the page. */
export function withFragment(address: string, ref: string): string {
  const at = ref.indexOf('#')
  return at === -1 || at === ref.length - 1 ? address : (absoluteUrl(ref.slice(at), address) ?? address)
}

export function linkMissing(ref: string, { isWaiting }: LinkedFile) {
  return isWaiting
    ? {
        message: 'a link leads to an article that is not public; its text is published without it',
        got: ref,
        expected: 'an article that readers can see',
        fix: 'nothing, if it is still to come: the link is published with it',
      }
    : {
        message: 'a link leads to an article file that is not there; its text is published without it',
        got: ref,
        expected: 'the file of an article, from this file or, with / before it, from the content folder',
        fix: 'correct the path, or write the address of the page',
      }
}
