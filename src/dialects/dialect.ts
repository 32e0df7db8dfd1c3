import type { Author, TranslatedFile } from '../article/article.ts'
import type { FieldMap } from '../article/front-matter/fields.ts'
import type { Finding } from '../finding.ts'
import type { ExistingFeed } from './first-settings.ts'
import type { SettledFacts } from './settled-facts.ts'

/** Access to the folder of a site for dialects. Paths are relative to it, with `/` between parts. */
export interface SiteFolder {
  /** Text of a file; undefined if it does not exist. */
  read(path: string): string | undefined
  /** Sorted names in a folder, with `/` at the end of folder names; empty if the folder does not exist. */
  names(path: string): readonly string[]
}

/** A folder in which another program searches for articles. */
export interface ArticleRoot {
  /** Below the site folder; empty for the site folder itself. */
  readonly folder: string
  /** Section of all articles in it; if absent, the first folder below it. */
  readonly section?: string
  readonly language?: string
  /** The virtual location of the folder among the program's articles, if it differs: `posts/old`. */
  readonly at?: string
}

/** Values in a configuration or data file that apply to all articles below a folder that do not state them. */
export interface FolderDefaults {
  /** Below the site folder; empty for all. */
  readonly folder: string
  readonly values: Readonly<Record<string, unknown>>
  /** Only for articles in this language; for other languages, only gates apply. */
  readonly language?: string
  /** Only for this kind of page. */
  readonly type?: string
  /** Only for pages whose paths match this pattern; see {@link matchesPagePattern}. */
  readonly pages?: string
}

/** Another program's configuration as plain data, which can be sent to reading threads. */
export interface ForeignSite {
  readonly title?: string | undefined
  /** Absolute, ending in `/`. */
  readonly url?: string | undefined
  readonly language?: string | undefined
  /** IANA name. */
  readonly timeZone?: string | undefined
  readonly author?: string | undefined
  readonly roots: readonly ArticleRoot[]
  readonly defaults: readonly FolderDefaults[]
  /** Pattern of addresses by section; `''` for all other sections. In the syntax of the program. */
  readonly permalinks: Readonly<Record<string, string>>
  /** People by the key that articles refer to. */
  readonly people: Readonly<Record<string, Author>>
  /** Other options of the configuration that affect the parsing of articles. */
  readonly options: Readonly<Record<string, string | boolean>>
  /** The same for options with several texts. */
  readonly lists: Readonly<Record<string, readonly string[]>>
  /** Files of the configuration: a change of one changes every article. */
  readonly files: readonly string[]
  /** Findings about unreadable parts, without which it is not known what is public. */
  readonly findings: readonly Finding[]
  /** Findings about other parts. */
  readonly remarks: readonly Finding[]
  /** What is found for the settings, whether they state it or not. */
  readonly facts?: SettledFacts
}

/** An article file of another program: its front matter and body as written. */
export interface ForeignArticle {
  /** Path below the site folder. */
  readonly path: string
  readonly fields: FieldMap
  readonly body: string
  /** The whole file; offsets of fields refer to it. */
  readonly source: string
}

/** Addresses of the files of a site that are not articles. */
export interface FileAddresses {
  /** Folders whose files have addresses from the root of the site: `public/a.png` is `/a.png`. */
  readonly atRoot: readonly string[]
  /** All other files: the address is the path, is created by the program, or depends on the article. */
  readonly others: 'path' | 'renamed' | 'article'
  /** The path in the address of a file, if the program changes its name. */
  written?(path: string): string
}

interface DialectNames {
  /** Name in settings: `hugo`. */
  readonly name: string
  /** Name for people: `Hugo`. */
  readonly title: string
  /** Whether the program is recognized only by its articles, so that any other one is more likely. */
  readonly isGuess?: true
  /** The fact that the settings of its sources can state. */
  readonly settles?: keyof SettledFacts
}

/** A dialect, loaded on demand, because most sites do not need one. */
export interface DialectEntry extends DialectNames {
  load(): Promise<Dialect>
}

/** A loaded dialect with its names. */
export interface KnownDialect extends DialectNames, Dialect {}

/** The default feed of a program. */
export type UsualFeed = Pick<ExistingFeed, 'path' | 'format'>

/** Reads another program's folder. One file in this folder, and its line in `index.ts`. */
export interface Dialect {
  /** File name extensions of articles that only this program supports. */
  readonly endings?: RegExp
  /** Whether the last of several lines of a front matter with the same key counts; by default, these are a mistake. */
  readonly lastCounts?: boolean
  /** Addresses of files that are not articles; the paths of the files if absent. */
  readonly files?: FileAddresses
  /** Whether the program leaves out a file that is not an article, so that it has no address; by default, none. */
  leavesOut?(path: string, site: ForeignSite): boolean
  /** Whether the folder is such a site. */
  detect(folder: SiteFolder): boolean
  /** The site's configuration, and the facts that the settings state. Of scripts, only literals are read. */
  readSite(folder: SiteFolder, stated?: SettledFacts): ForeignSite
  /** Whether the program treats the file as an article, according to its path and the files beside it. */
  isArticle(path: string, site: ForeignSite, folder: SiteFolder): boolean
  /**
   * Whether the program makes a page of the Markdown file, article or not, whose address `translate` has. Absent: the
   * addresses of other pages than articles are not known.
   */
  isPage?(path: string, site: ForeignSite, folder: SiteFolder): boolean
  /** The article translated to our keys and syntax. Gates are kept, because they are interpreted directly. */
  translate(article: ForeignArticle, site: ForeignSite, folder: SiteFolder): TranslatedFile
  /** The default feed of the program for the site: readers have it, even if its file is not here. Absent: the program has none, or it has the name of ours. */
  usualFeed?(folder: SiteFolder, site: ForeignSite): UsualFeed | undefined
}
