import type { ParsedArticle, RawArticle } from './article.ts'
import { mayLinkArticles } from './file-links.ts'
import { parseArticle } from './parse.ts'
import type { ArticleContext, MediaLookup } from './site.ts'

/** Parses one article file as part of its site: the default language of an article is that of its section. */
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

/**
 * The same, including the article files that it links to. Only a text that may contain such links is rendered for them.
 */
export function readSiteArticle(
  raw: RawArticle,
  context: ArticleContext,
  media: MediaLookup,
): ParsedArticle | Promise<ParsedArticle> {
  const parsed = parseSiteArticle(raw, context, media)
  const { value } = parsed
  if (value === undefined || !mayLinkArticles(value.body)) return parsed
  return import('./body.ts').then(({ linksOf }) => {
    const links = linksOf(value, context.site)
    return links.length === 0 ? parsed : { ...parsed, value: { ...value, links } }
  })
}
