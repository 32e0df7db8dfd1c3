import type { ParsedArticle, RawArticle } from './article.ts'
import { parseArticle } from './parse.ts'
import type { ArticleContext, MediaLookup } from './site.ts'

/** Reads one article file as part of its site: an article that states no language is in the site's. */
export function parseSiteArticle(
  raw: RawArticle,
  context: ArticleContext,
  media: MediaLookup,
): ParsedArticle {
  const parsed = parseArticle(raw, context, media)
  const { value, findings } = parsed
  return value === undefined ? parsed : { value: { language: context.site.language, ...value }, findings }
}
