import { hash } from 'node:crypto'
import type { Article } from './article.ts'
import { isAscii } from './text.ts'

type Readable = Pick<Article, 'title' | 'summary' | 'authors' | 'tags' | 'image' | 'enclosures' | 'body'>

/** Names the way of hashing below. It changes with it, so that a new version of this program takes no article for edited. */
const SCHEME = '2'

/**
 * `scheme:hex` with the SHA-256 of what readers see of an article: title, body, summary, authors, tags, image and
 * enclosures, with white space folded. Left out are the key, id, slug, url, section, dates and the host of media, so that a
 * renamed file is known by its text, a moved site edits nothing, and a change of white space alone is none.
 */
export function contentHash(article: Readable): string {
  const small = [
    folded(article.title),
    article.body.kind,
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
  // The text is as it stands: nothing else holds a line end once it is JSON, so neither can pass for the other.
  return `${SCHEME}:${hash('sha256', `${JSON.stringify(small)}\n${folded(article.body.text)}`, 'hex')}`
}

/** Whether two hashes tell that the text was edited; hashes of different schemes tell nothing. */
export function isEdited(before: string, after: string): boolean {
  return before !== after && schemeOf(before) === schemeOf(after)
}

const schemeOf = (contentHash: string): string => contentHash.slice(0, contentHash.indexOf(':') + 1)

const pathOf = (url: string): string => url.replace(/^https?:\/\/[^/]*/i, '')

/** White space that is no space and not ASCII; of ASCII, the text of an article has the tab alone. */
const NO_SPACE = /[\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]/

/** White space of any kind and length as one space; paragraphs between blank lines cost no regular expression. */
function folded(text: string): string {
  const spaced = text.replaceAll('\n\n', ' ').replaceAll('\n', ' ').trim()
  const isOdd = spaced.includes('  ') || spaced.includes('\t') || (!isAscii(spaced) && NO_SPACE.test(spaced))
  return isOdd ? spaced.replace(/[^\S ]\s*| \s+/gu, ' ').trim() : spaced
}
