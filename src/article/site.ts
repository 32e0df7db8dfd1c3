import type { ArticleEntry, Author, Media } from './article.ts'
import type { Instant } from './instant.ts'
import type { MarkdownExtension } from './markdown-extensions.ts'

/** What the pure code needs to know about the site an article belongs to: settings already parsed and defaulted. */
export interface Site {
  readonly title: string
  /** Absolute http(s) URL of the home page, ending in `/`. */
  readonly url: string
  readonly language: string
  /** IANA name; dates written without an offset are local to it. */
  readonly timeZone: string
  /** RFC 4151 tagging entity `authority,date` that minted ids start with, e.g. `example.org,2024`. Never changes. */
  readonly tagEntity: string
  /** Path pattern of article URLs with `{section}`, `{slug}`, `{year}`, `{month}`, `{day}`, e.g. `/{section}/{slug}/`. */
  readonly permalink: string
  /** Ids that readers know articles by, by absolute address; none when absent. */
  readonly knownIds?: ReadonlyMap<string, string>
  /** What is read beyond CommonMark with tables and strikethrough; everything that is known when absent. */
  readonly markdown?: readonly MarkdownExtension[]
  /** Stands before the title, and as a category, of articles that somebody paid for. */
  readonly sponsoredLabel?: string
  /** For whom there is a feed, besides those for everybody; absent: not known, or everybody is told of all articles. */
  readonly audiences?: readonly string[]
  /** Authors of articles that name none. */
  readonly authors: readonly Author[]
  /** Section name (folder) → title shown to people, and its language where that is not the site's. */
  readonly sections: ReadonlyMap<string, { readonly title: string; readonly language?: string }>
}

/** What an edge can tell the pure code about the local file of a key; undefined when it is missing, unreadable or not a media file. */
export type MediaLookup = (path: string) => Media | undefined

/** The address of any other file; undefined when there is none. */
export type FileLookup = (path: string) => string | undefined

/** Where a link to an article file leads: see {@link ArticleEntry.linked}. */
export type ArticleLookup = (path: string) => string | undefined

/** Everything parsing and rendering depend on besides the article itself. */
export interface ArticleContext {
  /** A person named the file as a saved page: it need not show that it is one. */
  readonly isNamedAsPage?: true
  readonly site: Site
  readonly now: Instant
}
