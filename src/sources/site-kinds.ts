import { DIALECT_NAMES, type DialectName } from '../dialects/names.ts'
import { folderFacts, pathSetting } from './folder-kind.ts'
import { createSiteFolderSource } from './site-folder.ts'
import type { SourceKind, SourceSettings } from './source-kind.ts'

interface SiteSettings extends SourceSettings {
  readonly path: string
}

/** A kind of source for the site of each supported program. */
export const siteKinds: readonly SourceKind<SiteSettings>[] = DIALECT_NAMES.map((name) => ({
  name,
  settings: (zod) => ({ path: pathSetting(zod) }),
  open({ path }, context) {
    const { root, facts } = folderFacts(path, context)
    const { gitDates, sections } = context
    return createSiteFolderSource(root, () => dialectNamed(name), { ...facts, gitDates, sections })
  },
}))

/** Loaded on demand, because most sites do not need them. */
const dialectNamed = async (name: DialectName) => (await import('../dialects/index.ts')).dialectNamed(name)
