import type { z } from 'zod'
import type { ArticleSource } from './source.ts'

/** What the settings say of one source; each kind adds its own. */
export interface SourceSettings {
  readonly kind: string
  /** Stands before the keys of its articles; see `key.ts`. Empty or absent for one source at most. */
  readonly name?: string | undefined
}

/** What a source may need to know besides its settings. */
export interface SourceContext {
  /** Absolute; paths in settings are relative to it. */
  readonly cwd: string
  /** Absolute URL of the home page, ending in `/`. */
  readonly siteUrl: string
  /** Names of the sections. */
  readonly sections: ReadonlySet<string>
  /** Absolute. */
  readonly settingsFile: string
  /** Folders that this program writes to, absolute: they hold no articles. */
  readonly ownFolders: readonly string[]
  /** Whether the history of a checkout dates articles that nothing else dates. */
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
  /** What the setting `kind` says. */
  readonly name: string
  /** Each with a description; zod is handed over, since a run whose settings are known loads no parser. */
  settings(zod: typeof z): OwnSettings<S>
  /** `settings` are those of this kind, as its schemas let them through. Opens nothing yet. */
  open(settings: S, context: SourceContext): ArticleSource
}
