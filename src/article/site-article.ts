import type { Parsed } from '../finding.ts'
import type { Article, RawArticle } from './article.ts'
import { parseArticle } from './parse.ts'
import type { ArticleContext, MediaLookup } from './site.ts'

/** Reads one article file as part of its site: an article that states no language is in the site's. */
export function parseSiteArticle(
  raw: RawArticle,
  context: ArticleContext,
  media: MediaLookup,
): Parsed<Article> {
  const { value, findings } = parseArticle(raw, context, media)
  return value === undefined
    ? { findings }
    : { value: { language: context.site.language, ...value }, findings }
}
