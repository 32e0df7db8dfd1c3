import type { Finding, Parsed } from '../finding.ts'
import type { FieldMap } from './front-matter/fields.ts'
import type { Instant } from './instant.ts'

/** A person or desk that wrote an article. `email` and `url` are published in formats that have a field for them. */
export interface Author {
  readonly name: string
  readonly email?: string
  /** Absolute URL. */
  readonly url?: string
}

/** A media file of an article. All fields except `url` are optional because a remote file may not provide them. */
export interface Media {
  /** Absolute http(s) URL. */
  readonly url: string
  /** Registered media type, for example `image/jpeg`. Only pictures may have none. */
  readonly type?: string
  /** Length in bytes. */
  readonly length?: number
  /** In pixels. */
  readonly width?: number
  readonly height?: number
  readonly title?: string
  /** Alternative text. */
  readonly alt?: string
  readonly caption?: string
  /** Name of the person or agency that made the picture. */
  readonly credit?: string
}

/**
 * The unrendered text of an article. Markdown may contain HTML; paragraphs are plain text separated by blank lines;
 * HTML is untrusted.
 */
export interface ArticleBody {
  readonly kind: 'markdown' | 'paragraphs' | 'html'
  readonly text: string
  /**
   * Line of the file where the text begins, counted from 1; absent if the text is not a contiguous part of the file.
   */
  readonly line?: number
}

/** `withdrawn` articles leave the feeds and are announced as removed; drafts are never published. */
export type ArticleStatus = 'live' | 'draft' | 'withdrawn'

/**
 * One article as its file states it: parsed, cleaned and validated, but not rendered.
 *
 * All texts are plain text of characters that XML allows, all URLs are absolute, and all moments are UTC. Fields that
 * the file does not state are absent; {@link ArticleEntry} is the article with its permanent id and dates.
 */
export interface Article {
  /** See `key.ts`; parts of the path are separated by `/`, in Unicode NFC. Findings name the article by its key. */
  readonly key: string
  /**
   * Section name of the site: the first folder of the key, or the section that the file itself states (the breadcrumb
   * of a capture).
   */
  readonly section: string
  readonly title: string
  readonly url: string
  /** Last segment of the default URL. */
  readonly slug: string
  /** The permanent id, if the file states one. */
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
  /** The audience that may read the article; absent for everyone. A feed lists only articles for its own audience. */
  readonly audience?: string
  readonly status: ArticleStatus
  /** Shown to readers in place of a withdrawn article. */
  readonly withdrawnReason?: string
  /** The article is not published before this moment. */
  readonly embargoedUntil?: Instant
  /** From this moment on, the article is no longer public. */
  readonly expires?: Instant
  /** The article is excluded from search engines. */
  readonly noindex?: true
  /** Keys of the article files that the text may link to; absent if none. */
  readonly links?: readonly string[]
  readonly body: ArticleBody
  /** Hash of everything that readers see. It does not depend on the file name; see `content-hash.ts`. */
  readonly contentHash: string
}

/** The result of parsing an article's file. */
export type ParsedArticle = Parsed<Article> & {
  /**
   * Set if the file cannot be used but states, or may state, that the article is not public. Any other unusable file
   * leaves a published article as it is; this one removes it from the feeds.
   */
  readonly isWithheld?: true
  /** The id that a file states although it cannot be used. */
  readonly id?: string
  /** The date of publication that such a file states. */
  readonly published?: Instant
  /** Set if the file is an article only if it was published as one before. */
  readonly doubt?: Doubt
}

/** A reason not to publish a file that says so neither in its front matter nor by a mistake: its name, or its text. */
export interface Doubt {
  /** Why the file is left out. */
  readonly leftOut: Finding
  /** The finding if readers have the article, so that it stays published. */
  readonly published: Finding
}

/** An article without its body, as the catalog lists it. */
export type ArticleHead = Omit<Article, 'body'>

/**
 * An article in the catalog: without its body, which stays in its file, and with its permanent id and dates.
 *
 * `published` never changes once recorded; `updated` is not before `published`.
 */
export interface ArticleEntry extends Omit<ArticleHead, 'id' | 'published' | 'updated'> {
  readonly id: string
  readonly published: Instant
  readonly updated: Instant
  /** When the article was first seen as public; orders articles of the same date. */
  readonly firstSeen: Instant
  /** A stated `updated` that was in the future when this text was first read; it is ignored. */
  readonly ahead?: Instant
  /** When the article was last published again after its removal. */
  readonly returned?: Instant
  /**
   * The targets of `links`, by key: the address of a public article, or an empty string for one that is not public.
   * Keys that are not articles are missing. Looked up on each use, and not stored in the catalog.
   */
  readonly linked?: Readonly<Record<string, string>>
}

/** An article file as a source returns it. */
export interface RawFile {
  readonly key: string
  readonly kind: 'file'
  /** The file name; its extension (`.md`, `.markdown`, `.mdx` or `.txt`) determines how it is parsed. */
  readonly name: string
  /** Undecoded content of the file. */
  readonly bytes: Uint8Array
  /** Set if the file uses the syntax of another program; see {@link WrittenFile}. */
  readonly translate?: (written: WrittenFile) => TranslatedFile
  /** Whether the last of several lines with the same key counts; see `FrontMatterOptions`. */
  readonly lastCounts?: boolean
}

/** The file of another program, translated to our keys and syntax. */
export interface TranslatedFile extends Pick<WrittenFile, 'fields' | 'body'> {
  /** Kind of the body; Markdown if absent. */
  readonly kind?: 'html'
  /** The markup language of a text that is not parsed; the body is then its first paragraph, as Markdown. */
  readonly unread?: string
  /** The setting or code that determines the address but is not run, so that the address is a guess. */
  readonly unsureAddress?: string
  /** What the address depends on, but the file does not state, so that it is not known. */
  readonly unknownAddress?: string
  /** The time zone that code of the site sets for dates, or that code if the zone is not known. */
  readonly datesInCode?: string
}

/** The content of a file. */
export interface WrittenFile {
  readonly fields: FieldMap
  readonly body: string
  /** The whole file; offsets of fields refer to it. */
  readonly source: string
}

/** An article whose source keeps fields and text apart: an export, a table, a generated page. */
export interface RawFields {
  readonly key: string
  readonly kind: 'fields'
  /** By front matter key; see `front-matter/fields.ts`. */
  readonly fields: FieldMap
  readonly body: ArticleBody
}

/** A web page, which may or may not be an article. */
export interface RawPage {
  readonly key: string
  readonly kind: 'page'
  /** Absolute address of the page, unless the page states another one. */
  readonly address: string
  /** Undecoded content of the page. */
  readonly bytes: Uint8Array
  readonly selectors?: PageSelectors
  /**
   * Whether the source has a page at an absolute address: if so, a page that states this address as its own is a copy.
   */
  hasPage(url: string): boolean
  /** Whether the source has both `a.html` and `a/index.html`, of which this page is one. */
  hasTwin(): boolean
}

/**
 * CSS selectors. If there is one for `article`, exactly the pages with such an element are articles. The others find the
 * element with the text, the title and the date.
 */
export interface PageSelectors {
  readonly article?: string | undefined
  readonly body?: string | undefined
  readonly title?: string | undefined
  readonly date?: string | undefined
}

/** An unparsed article as a source returns it. */
export type RawArticle = RawFile | RawFields | RawPage
