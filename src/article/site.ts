import type { ArticleEntry, Author, Media } from './article.ts'
import type { Instant } from './instant.ts'
import type { MarkdownExtension } from './markdown/extensions.ts'

/** The site data that pure code needs, from validated settings with defaults. */
export interface Site {
  readonly title: string
  /** Absolute http(s) URL of the home page, ending in `/`. */
  readonly url: string
  readonly language: string
  /** IANA name; dates written without an offset are local to it. */
  readonly timeZone: string
  /**
   * RFC 4151 tagging entity `authority,date` at the beginning of minted ids, for example `example.org,2024`. Never
   * changes.
   */
  readonly tagEntity: string
  /**
   * Path pattern of article URLs with `{section}`, `{slug}`, `{year}`, `{month}`, `{day}`, for example
   * `/{section}/{slug}/`.
   */
  readonly permalink: string
  /** Ids under which articles are already known to readers, by absolute address; none if absent. */
  readonly knownIds?: ReadonlyMap<string, string>
  /** Dates of pages that state none, by absolute address. */
  readonly knownDates?: ReadonlyMap<string, string>
  /** Markdown extensions beyond CommonMark with tables and strikethrough; all if absent. */
  readonly markdown?: readonly MarkdownExtension[]
  /** Label of sponsored articles, used as prefix of the title and as a category. */
  readonly sponsoredLabel?: string
  /** Audiences with a feed of their own; absent if unknown, or if feeds list the articles of all audiences. */
  readonly audiences?: readonly string[]
  /** Authors of articles that state none. */
  readonly authors: readonly Author[]
  /** Section name (folder) → title, and its language if it differs from the site's. */
  readonly sections: ReadonlyMap<string, { readonly title: string; readonly language?: string }>
}

/** Looks up data about the local file of a key; undefined if it is missing, unreadable or not a media file. */
export type MediaLookup = (path: string) => Media | undefined

/** Looks up the address of any other file; undefined if there is none, empty if only the generator of the site knows it. */
export type FileLookup = (path: string) => string | undefined

/** Looks up the target of a link to an article file: see {@link ArticleEntry.linked}. */
export type ArticleLookup = (path: string) => string | undefined

/** Everything that parsing and rendering depend on in addition to the article. */
export interface ArticleContext {
  /** The user named the file as a saved page, so it need not be recognizable as one. */
  readonly isNamedAsPage?: true
  readonly site: Site
  readonly now: Instant
}
