import type { z } from 'zod'
import { dialectEntries, loadDialect } from '../dialects/index.ts'
import { folderFacts, pathSetting } from './folder-kind.ts'
import { createSiteFolderSource } from './site-folder.ts'
import type { SourceContext, SourceKind, SourceSettings } from './source-kind.ts'

interface SiteSettings extends SourceSettings {
  readonly path: string
}

interface GuessedSiteSettings extends SiteSettings {
  /** Below `path`. */
  readonly folders?: readonly string[] | undefined
}

/** A kind of source for the site of each supported program. */
export const siteKinds: readonly SourceKind[] = dialectEntries
  .map(({ name, isGuess }) => (isGuess === true ? guessedKindOf(name) : kindOf(name)))
  .toSorted((one, other) => (one.name < other.name ? -1 : 1))

function kindOf(name: string): SourceKind<SiteSettings> {
  return {
    name,
    settings: (zod) => ({ path: pathSetting(zod) }),
    open: ({ path }, context) => openSite(name, path, context),
  }
}

/** The kind of a program that does not state where its articles are. */
function guessedKindOf(name: string): SourceKind<GuessedSiteSettings> {
  return {
    name,
    settings: (zod) => ({ path: pathSetting(zod), folders: foldersSetting(zod) }),
    open: ({ path, folders }, context) => openSite(name, path, context, folders),
  }
}

const foldersSetting = (zod: typeof z) =>
  zod
    .array(zod.string().check(zod.minLength(1, 'a folder')))
    .check(zod.minLength(1, 'at least one folder'))
    .optional()
    .describe(
      'Folders below `path` that have the articles, as `feedwright init` finds them. Without it, each run searches for them.',
    )

function openSite(name: string, path: string, context: SourceContext, articleFolders?: readonly string[]) {
  const { root, facts } = folderFacts(path, context)
  const { gitDates, sections } = context
  return createSiteFolderSource(root, () => loadDialect(name), {
    ...facts,
    gitDates,
    sections,
    articleFolders,
  })
}
