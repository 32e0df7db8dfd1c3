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
    article.title,
    article.body.kind,
    article.body.text,
    article.summary ?? '',
    article.authors.map((author) => [author.name, author.email ?? '', author.url ?? '']),
    article.tags,
    [article.image, ...article.enclosures].map((media) =>
      media === undefined
        ? []
        : [media.url, media.alt, media.caption, media.credit, media.title].map((text) => text ?? ''),
    ),
  ]
  return createHash('sha256')
    .update(
      JSON.stringify(seen, (_key, value: unknown) => (typeof value === 'string' ? folded(value) : value)),
    )
    .digest('hex')
}

function folded(text: string): string {
  return text.replace(/\s+/gu, ' ').trim()
}
