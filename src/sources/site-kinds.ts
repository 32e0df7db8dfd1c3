import { dialectEntries, loadDialect } from '../dialects/index.ts'
import { folderFacts, pathSetting } from './folder-kind.ts'
import { createSiteFolderSource } from './site-folder.ts'
import type { SourceKind, SourceSettings } from './source-kind.ts'

interface SiteSettings extends SourceSettings {
  readonly path: string
}

/** A kind of source for the site of each supported program. */
export const siteKinds: readonly SourceKind<SiteSettings>[] = dialectEntries
  .map(({ name }) => kindOf(name))
  .toSorted((one, other) => (one.name < other.name ? -1 : 1))

function kindOf(name: string): SourceKind<SiteSettings> {
  return {
    name,
    settings: (zod) => ({ path: pathSetting(zod) }),
    open({ path }, context) {
      const { root, facts } = folderFacts(path, context)
      const { gitDates, sections } = context
      return createSiteFolderSource(root, () => loadDialect(name), { ...facts, gitDates, sections })
    },
  }
}
