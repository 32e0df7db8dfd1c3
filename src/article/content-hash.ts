import { hash } from 'node:crypto'
import type { Article } from './article.ts'
import { escapeText } from './markdown/escape.ts'
import { isAscii } from './text.ts'

type Readable = Pick<Article, 'title' | 'summary' | 'authors' | 'tags' | 'image' | 'enclosures' | 'body'>

/**
 * Identifies the hashing scheme below. Change it together with the scheme, so that a new version of this program does
 * not take unedited articles for edited ones.
 */
const SCHEME = '4'

/**
 * `scheme:hex`, where `hex` is the SHA-256 of everything that readers see of an article: title, body, summary, authors,
 * tags, image and enclosures, with white space collapsed. Key, id, slug, url, section, dates and the host of media are
 * left out, so that a renamed file is recognized by its text, and neither a moved site nor a change of white space
 * counts as an edit.
 */
export function contentHash(article: Readable): string {
  // An article imported from the text of a page renders to the same text.
  const body = hashedBody(article.body)
  const small = [
    folded(article.title),
    body.kind,
    folded(article.summary ?? ''),
    article.authors.map(({ name, email, url }) => [folded(name), email ?? '', url ?? '']),
    article.tags.map(folded),
    [article.image, ...article.enclosures].map((media) =>
      media === undefined
        ? []
        : [
            pathOf(media.url),
            ...[media.alt, media.caption, media.credit, media.title].map((text) => folded(text ?? '')),
          ],
    ),
  ]
  // The text follows unescaped on a line of its own: the JSON contains no line end, so the boundary is unambiguous.
  return `${SCHEME}:${hash('sha256', `${JSON.stringify(small)}\n${folded(body.text)}`, 'hex')}`
}

function hashedBody({ kind, text }: Article['body']): Pick<Article['body'], 'kind' | 'text'> {
  return kind === 'paragraphs' ? { kind: 'markdown', text: escapeText(text) } : { kind, text }
}

/**
 * Whether two hashes show that the text was edited; hashes of different schemes show nothing. The earlier one may be
 * abbreviated.
 */
export function isEdited(before: string, after: string): boolean {
  return !after.startsWith(before) && schemeOf(before) === schemeOf(after)
}

/** Number of hexadecimal digits of an abbreviated hash: one of 16 million edits is not recognized by it. */
const DIGITS = 6

export function abbreviated(contentHash: string): string {
  return contentHash.slice(0, schemeOf(contentHash).length + DIGITS)
}

/** The abbreviated hashes of several texts as one string; undefined if they have different schemes. */
export function joinHashes(hashes: readonly string[]): string | undefined {
  const scheme = schemeOf(hashes[0] ?? '')
  if (hashes.some((one) => schemeOf(one) !== scheme)) return undefined
  return scheme + hashes.map((one) => abbreviated(one).slice(scheme.length)).join('')
}

/** The abbreviated hash at an index in the result of {@link joinHashes}. */
export function hashIn(joined: string, index: number): string {
  const scheme = schemeOf(joined)
  const start = scheme.length + index * DIGITS
  return scheme + joined.slice(start, start + DIGITS)
}

const schemeOf = (contentHash: string): string => contentHash.slice(0, contentHash.indexOf(':') + 1)

const pathOf = (url: string): string => url.replace(/^https?:\/\/[^/]*/i, '')

/** White space that is neither a space nor ASCII; the only other ASCII white space in an article is the tab. */
const NO_SPACE = /[\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]/

/**
 * Collapses white space of any kind and length to one space; blank lines between paragraphs are handled without a
 * regular expression.
 */
function folded(text: string): string {
  const spaced = text.trim().split('\n\n').join(' ').replaceAll('\n', ' ')
  const isOdd = spaced.includes('  ') || spaced.includes('\t') || (!isAscii(spaced) && NO_SPACE.test(spaced))
  return isOdd ? spaced.replace(/[^\S ]\s*| \s+/gu, ' ').trim() : spaced
}
