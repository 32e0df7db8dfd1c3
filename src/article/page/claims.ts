import type { Author } from '../article.ts'

/** What one kind of markup says of the article that a page is: texts as they stand there, addresses not yet absolute. */
export interface PageClaims {
  readonly title?: string
  /** Moments as written; see `readDate`. */
  readonly published?: string
  readonly updated?: string
  readonly url?: string
  readonly authors?: readonly Author[]
  readonly tags?: readonly string[]
  readonly section?: string
  readonly summary?: string
  readonly image?: PageImage
  readonly language?: string
  /** Whether everybody may read it, where the page says so. */
  readonly isFree?: boolean
  /** The whole text without markup. */
  readonly text?: string
}

/** A picture that a page names; its size in pixels. */
export interface PageImage {
  readonly url: string
  readonly width?: number
  readonly height?: number
  readonly alt?: string
  readonly caption?: string
}

/** schema.org types of what a newsroom or blog publishes. */
const ARTICLE_TYPES: ReadonlySet<string> = new Set([
  'Article',
  'NewsArticle',
  'BlogPosting',
  'LiveBlogPosting',
  'SocialMediaPosting',
  'ReportageNewsArticle',
  'AnalysisNewsArticle',
  'BackgroundNewsArticle',
  'OpinionNewsArticle',
  'ReviewNewsArticle',
  'AskPublicNewsArticle',
  'AdvertiserContentArticle',
  'SatiricalArticle',
  'ScholarlyArticle',
  'TechArticle',
  'Report',
])

/** Whether a schema.org type, by its name or address, is that of an article. */
export function isArticleType(type: string): boolean {
  return ARTICLE_TYPES.has(type.replace(/^(?:https?:\/\/(?:www\.)?schema\.org\/|schema:)/i, ''))
}

/** `claims` without those that say nothing. */
export function said(
  claims: { readonly [Name in keyof PageClaims]: PageClaims[Name] | undefined },
): PageClaims {
  return Object.fromEntries(
    Object.entries(claims).filter(
      ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  )
}

/** What the first of `claims` that says something of a matter says of it. */
export function merged(claims: readonly PageClaims[]): PageClaims {
  return Object.assign({}, ...[...claims].reverse())
}
