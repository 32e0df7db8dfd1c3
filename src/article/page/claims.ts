import type { Author } from '../article.ts'

/**
 * The data that one kind of markup provides about the article on a page: texts as written, addresses not yet absolute.
 */
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
  /** Whether the article is free for everyone, if the page says so. */
  readonly isFree?: boolean
  /** The whole text without markup. */
  readonly text?: string
}

/** A picture that a page names; its size is in pixels. */
export interface PageImage {
  readonly url: string
  readonly width?: number
  readonly height?: number
  readonly alt?: string
  readonly caption?: string
}

/** schema.org types of articles. */
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

/** Whether a schema.org type, by its name or address, is an article type. */
export function isArticleType(type: string): boolean {
  return ARTICLE_TYPES.has(type.replace(/^(?:https?:\/\/(?:www\.)?schema\.org\/|schema:)/i, ''))
}

/** `claims` without empty ones. */
export function said(
  claims: { readonly [Name in keyof PageClaims]: PageClaims[Name] | undefined },
): PageClaims {
  return Object.fromEntries(
    Object.entries(claims).filter(
      ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  )
}

/** Merges claims: for each field, the first value found. */
export function merged(claims: readonly PageClaims[]): PageClaims {
  return Object.assign({}, ...[...claims].reverse())
}
