import type { z } from 'zod'
import type { ArticleSource } from './source.ts'

/** The settings of one source; each kind adds its own. */
export interface SourceSettings {
  readonly kind: string
  /** Prefix of the keys of its articles; see `key.ts`. Empty or absent for at most one source. */
  readonly name?: string | undefined
}

/** Data that a source may need in addition to its settings. */
export interface SourceContext {
  /** Absolute; paths in settings are relative to it. */
  readonly cwd: string
  /** Absolute URL of the home page, ending in `/`. */
  readonly siteUrl: string
  /** Names of the sections. */
  readonly sections: ReadonlySet<string>
  /** Absolute. */
  readonly settingsFile: string
  /** Absolute paths of folders to which this program writes: they contain no articles. */
  readonly ownFolders: readonly string[]
  /** Whether to use the history of a checkout for articles without any other date. */
  readonly gitDates: boolean
  /** Whether articles of this source are known. */
  holdsSomething(): boolean
}

/** The schemas of the settings that a kind adds. */
export type OwnSettings<S extends SourceSettings> = {
  readonly [Key in Exclude<keyof S, keyof SourceSettings>]-?: z.ZodType<S[Key]>
}

/** A kind of source: one file in this folder, and its line in `index.ts`. */
export interface SourceKind<S extends SourceSettings = SourceSettings> {
  /** Value of the setting `kind`. */
  readonly name: string
  /** Schemas, each with a description; zod is a parameter, so that a run with known settings need not load it. */
  settings(zod: typeof z): OwnSettings<S>
  /** `settings` are those of this kind, validated by its schemas. Does not access the source yet. */
  open(settings: S, context: SourceContext): ArticleSource
}
