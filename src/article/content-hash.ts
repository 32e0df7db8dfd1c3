import { createHash } from 'node:crypto'
import type { Article } from './article.ts'

type Readable = Pick<Article, 'title' | 'summary' | 'authors' | 'tags' | 'image' | 'enclosures' | 'body'>

/**
 * Hex SHA-256 over what readers see of an article: title, body, summary, authors, tags, image and enclosures, with white
 * space folded. Left out are the key, id, slug, url, section and dates, so that a renamed file is known by its text, and a
 * change of white space alone is none.
 */
export function contentHash(article: Readable): string {
  const seen = [
    folded(article.title),
    article.body.kind,
    folded(article.body.text),
    folded(article.summary ?? ''),
    article.authors.map(({ name, email, url }) => [folded(name), email ?? '', url ?? '']),
    article.tags.map(folded),
    [article.image, ...article.enclosures].map((media) =>
      media === undefined
        ? []
        : [
            media.url,
            ...[media.alt, media.caption, media.credit, media.title].map((text) => folded(text ?? '')),
          ],
    ),
  ]
  return createHash('sha256').update(JSON.stringify(seen)).digest('hex')
}

/** White space of any kind and length as one space; text that has only single spaces costs one look at each. */
function folded(text: string): string {
  return text.replace(/[^\S ]\s*| \s+/gu, ' ').trim()
}
