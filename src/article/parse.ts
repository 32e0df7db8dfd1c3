import type { ParsedArticle, RawArticle } from './article.ts'
import { parseFields } from './parse-fields.ts'
import { parseFile } from './parse-file.ts'
import { parsePage } from './parse-page.ts'
import type { ArticleContext, MediaLookup } from './site.ts'

/**
 * Parses one article of any source.
 *
 * Returns the article, or its problems: all at once, with line and column if known.
 */
export function parseArticle(raw: RawArticle, context: ArticleContext, media: MediaLookup): ParsedArticle {
  const named = { ...raw, key: raw.key.normalize('NFC') }
  switch (named.kind) {
    case 'file':
      return parseFile(named, context, media)
    case 'fields':
      return parseFields(named, context, media)
    case 'page':
      return parsePage(named, context, media)
  }
}
