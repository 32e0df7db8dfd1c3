import type { Author, TranslatedFile } from '../article/article.ts'
import type { FieldMap } from '../article/fields.ts'
import type { Finding } from '../finding.ts'
import type { DialectName } from './names.ts'

/** What a dialect may ask of the folder of a site. Paths are relative to it, `/` between parts. */
export interface SiteFolder {
  /** Text of a file; undefined where there is none. */
  read(path: string): string | undefined
  /** Names in a folder, those of folders with `/` at the end, sorted; none where there is no such folder. */
  names(path: string): readonly string[]
}

/** A folder in which another program looks for articles. */
export interface ArticleRoot {
  /** Below the site folder; empty: the site folder. */
  readonly folder: string
  /** Section of everything in it; absent: the first folder below it. */
  readonly section?: string
  readonly language?: string
  /** Where the program takes the folder to lie among its articles, when elsewhere: `posts/old`. */
  readonly at?: string
}

/** Values that a configuration or a data file gives to all articles below a folder that do not state them. */
export interface FolderDefaults {
  /** Below the site folder; empty: all. */
  readonly folder: string
  readonly values: Readonly<Record<string, unknown>>
  /** Of articles in this language alone; of others what keeps from the public. */
  readonly language?: string
}

/** What another program's configuration says, as plain data: a thread that reads articles is handed it. */
export interface ForeignSite {
  readonly dialect: DialectName
  readonly title?: string
  /** Absolute, ending in `/`. */
  readonly url?: string
  readonly language?: string
  /** IANA name. */
  readonly timeZone?: string
  readonly author?: string
  readonly roots: readonly ArticleRoot[]
  readonly defaults: readonly FolderDefaults[]
  /** Pattern of addresses by section; `''` is that of all other sections. In the words of the program itself. */
  readonly permalinks: Readonly<Record<string, string>>
  /** People by the key that articles name them with. */
  readonly people: Readonly<Record<string, Author>>
  /** What else of the configuration decides how an article is read. */
  readonly options: Readonly<Record<string, string | boolean>>
  /** The same, where it is several texts. */
  readonly lists: Readonly<Record<string, readonly string[]>>
  /** Files that make up the configuration: a change of one changes every article. */
  readonly files: readonly string[]
  /** What could not be read of it. */
  readonly findings: readonly Finding[]
}

/** An article file of another program: its front matter and body as they stand there. */
export interface ForeignArticle {
  /** Path below the site folder. */
  readonly path: string
  readonly fields: FieldMap
  readonly body: string
  /** The whole file; offsets of fields are places in it. */
  readonly source: string
}

/** How another program's folder is read. One file in this folder, and its line in `index.ts`. */
export interface Dialect {
  /** As settings name it: `hugo`. */
  readonly name: DialectName
  /** As people name it: `Hugo`. */
  readonly title: string
  /** Endings of files that are articles to this program alone. */
  readonly endings?: RegExp
  /** Whether the folder is that of such a site. */
  detect(folder: SiteFolder): boolean
  /** The site's configuration. What would have to be executed is read as far as it says itself what it is. */
  readSite(folder: SiteFolder): ForeignSite
  /** Whether the program takes the file for an article, as far as its path and what lies beside it tell. */
  isArticle(path: string, site: ForeignSite, folder: SiteFolder): boolean
  /** The article in our own words. What keeps it from the public stays in it: gates are read as they are. */
  translate(article: ForeignArticle, site: ForeignSite, folder: SiteFolder): TranslatedFile
}
