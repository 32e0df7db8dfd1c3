import type { ParsedArticle, RawArticle } from './article.ts'
import { parseArticle } from './parse.ts'
import type { ArticleContext, MediaLookup } from './site.ts'

/** Reads one article file as part of its site: an article that states no language is in that of its section. */
export function parseSiteArticle(
  raw: RawArticle,
  context: ArticleContext,
  media: MediaLookup,
): ParsedArticle {
  const parsed = parseArticle(raw, context, media)
  const { value } = parsed
  if (value === undefined) return parsed
  const { language, sections } = context.site
  return { ...parsed, value: { language: sections.get(value.section)?.language ?? language, ...value } }
}
