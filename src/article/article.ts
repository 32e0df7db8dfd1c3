import type { Finding, Parsed } from '../finding.ts'
import type { FieldMap } from './fields.ts'
import type { Instant } from './instant.ts'

/** A person or desk that wrote something. `email` and `url` are published where a format has a place for them. */
export interface Author {
  readonly name: string
  readonly email?: string
  /** Absolute URL. */
  readonly url?: string
}

/** A media file that goes with an article. Everything but `url` is optional because a remote file may not say. */
export interface Media {
  /** Absolute http(s) URL. */
  readonly url: string
  /** Registered media type, e.g. `image/jpeg`. Pictures only may have none. */
  readonly type?: string
  /** True length in bytes. */
  readonly length?: number
  /** Pixels. */
  readonly width?: number
  readonly height?: number
  readonly title?: string
  /** What the picture shows, for people who do not see it. */
  readonly alt?: string
  readonly caption?: string
  /** Who made the picture. */
  readonly credit?: string
}

/** What a newsroom wrote, unrendered. Markdown may hold HTML; paragraphs are plain text separated by blank lines; HTML is not trusted. */
export interface ArticleBody {
  readonly kind: 'markdown' | 'paragraphs' | 'html'
  readonly text: string
  /** Line of the file on which the text begins, from 1; absent where the text is no stretch of the file. */
  readonly line?: number
}

/** `withdrawn` articles leave the feeds and are told to readers as gone; drafts are never told to anybody. */
export type ArticleStatus = 'live' | 'draft' | 'withdrawn'

/**
 * One article as its file states it: parsed, cleaned and validated, not yet rendered.
 *
 * All texts are plain text of characters XML allows; all URLs are absolute; all moments are UTC. What the file does not
 * say is absent here: {@link ArticleEntry} is the article with its permanent id and dates.
 */
export interface Article {
  /** See `key.ts`; a path has `/` between parts, and is NFC. Names the article in findings. */
  readonly key: string
  /** First folder of the key, or what the file itself says (a capture's breadcrumb), as a section name of the site. */
  readonly section: string
  readonly title: string
  readonly url: string
  /** Last segment of the default URL. */
  readonly slug: string
  /** The permanent id, when the file states one. */
  readonly id?: string
  readonly published?: Instant
  readonly updated?: Instant
  readonly authors: readonly Author[]
  readonly tags: readonly string[]
  readonly summary?: string
  readonly image?: Media
  readonly enclosures: readonly Media[]
  /** BCP 47 tag. */
  readonly language?: string
  /** Who may read it; absent means everybody. Feeds state which audience they serve and leave out all others. */
  readonly audience?: string
  readonly status: ArticleStatus
  /** Told to readers in place of a withdrawn article. */
  readonly withdrawnReason?: string
  /** Nothing of the article leaves the house before this moment. */
  readonly embargoedUntil?: Instant
  /** From this moment on the article is not public any more. */
  readonly expires?: Instant
  /** Search engines are not told of it. */
  readonly noindex?: true
  /** Keys of the article files that its text may link to; absent: none. */
  readonly links?: readonly string[]
  readonly body: ArticleBody
  /** What readers would see, in one hash: the same text has the same hash under any file name; see `content-hash.ts`. */
  readonly contentHash: string
}

/** What was read of an article's file. */
export type ParsedArticle = Parsed<Article> & {
  /**
   * Set where the file cannot be used and yet says, or may say, that the article is not public. Where nothing of this is
   * known a mistake must not take an article away from readers for good; here it must not keep it with them.
   */
  readonly isWithheld?: true
  /**
   * Set where the name of the file says that it is no article: why it is left out. It is one only where readers have it
   * as one already.
   */
  readonly supporting?: Finding
}

/** An article without its body: all that is needed to know it. */
export type ArticleHead = Omit<Article, 'body'>

/**
 * An article as the catalog knows it: the body left in its file, the permanent id and the dates settled.
 *
 * `published` never moves once recorded; `updated` is at least `published`.
 */
export interface ArticleEntry extends Omit<ArticleHead, 'id' | 'published' | 'updated'> {
  readonly id: string
  readonly published: Instant
  readonly updated: Instant
  /** When it was first met live; tells which of two articles of one date is newer. */
  readonly firstSeen: Instant
  /**
   * What its `links` lead to, by key: the address of a public article; empty for one that is not. What is no article is
   * missing. Looked up whenever it is asked for, and absent in the catalog.
   */
  readonly linked?: Readonly<Record<string, string>>
}

/** A file as a source hands it over. */
export interface RawFile {
  readonly key: string
  readonly kind: 'file'
  /** Its name, whose ending says how it is read: `.md`, `.markdown`, `.mdx` or `.txt`. */
  readonly name: string
  /** Not yet known to be text. */
  readonly bytes: Uint8Array
  /** Set where another program's words are in it; see {@link WrittenFile}. */
  readonly translate?: (written: WrittenFile) => TranslatedFile
}

/** A file of another program in our own words. */
export interface TranslatedFile extends Pick<WrittenFile, 'fields' | 'body'> {
  /** What the body is; Markdown when absent. */
  readonly kind?: 'html'
  /** The language of the text, which is not read: then the body is its first paragraph, as Markdown. */
  readonly unread?: string
  /** What decides on its address, is code and so is not run: the address is a guess. */
  readonly unsureAddress?: string
}

/** What stands in a file. */
export interface WrittenFile {
  readonly fields: FieldMap
  readonly body: string
  /** The whole file; offsets of fields are places in it. */
  readonly source: string
}

/** An article whose parts somebody else keeps apart: an export, a table, a page that was built. */
export interface RawFields {
  readonly key: string
  readonly kind: 'fields'
  /** Under the keys of a front matter; see `fields.ts`. */
  readonly fields: FieldMap
  readonly body: ArticleBody
}

/** A page of a web site, which may be an article or not. */
export interface RawPage {
  readonly key: string
  readonly kind: 'page'
  /** Absolute address at which readers find it, unless it names another. */
  readonly address: string
  /** Not yet known to be text. */
  readonly bytes: Uint8Array
  /** CSS selectors: pages that have `article` are articles, and `body` is the text of one. */
  readonly selectors?: { readonly article?: string | undefined; readonly body?: string | undefined }
  /** Whether the source has a page at an absolute address: then this one, which names it as its own, is a copy. */
  hasPage(url: string): boolean
}

/** An article as a source hands it over, unread. */
export type RawArticle = RawFile | RawFields | RawPage
