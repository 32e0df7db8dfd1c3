import type { ParsedArticle, RawArticle } from './article.ts'
import { parseFields } from './parse-fields.ts'
import { parseFile } from './parse-file.ts'
import { parsePage } from './parse-page.ts'
import type { ArticleContext, MediaLookup } from './site.ts'

/**
 * Reads one article, however its source has it.
 *
 * Returns the article, or what is wrong with it: every mistake at once, with the line and column where one is known.
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
