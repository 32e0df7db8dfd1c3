import type { z } from 'zod'
import type { DialectEntry } from '../dialects/dialect.ts'
import { dialectEntries, loadDialect } from '../dialects/index.ts'
import type { SettledFacts } from '../dialects/settled-facts.ts'
import { folderFacts, pathSetting } from './folder-kind.ts'
import { createSiteFolderSource } from './site-folder.ts'
import type { SourceContext, SourceKind, SourceSettings } from './source-kind.ts'

interface SiteSettings extends SourceSettings {
  readonly path: string
}

/** A kind of source for the site of each supported program. */
export const siteKinds: readonly SourceKind[] = dialectEntries
  .map(kindOf)
  .toSorted((one, other) => (one.name < other.name ? -1 : 1))

function kindOf({ name, settles }: DialectEntry): SourceKind {
  if (settles === 'folders') return kindWithFolders(name)
  if (settles === 'guid') return kindWithGuid(name)
  const kind: SourceKind<SiteSettings> = {
    name,
    settings: (zod) => ({ path: pathSetting(zod) }),
    open: ({ path }, context) => openSite(name, path, context),
  }
  return kind
}

/** The kind of a program that does not state where its articles are. */
function kindWithFolders(name: string): SourceKind<SiteSettings & Pick<SettledFacts, 'folders'>> {
  return {
    name,
    settings: (zod) => ({ path: pathSetting(zod), folders: foldersSetting(zod) }),
    open: ({ path, folders }, context) => openSite(name, path, context, { folders }),
  }
}

/** The kind of a program whose sites may write a feed by a template of their own. */
function kindWithGuid(name: string): SourceKind<SiteSettings & Pick<SettledFacts, 'guid'>> {
  return {
    name,
    settings: (zod) => ({ path: pathSetting(zod), guid: guidSetting(zod) }),
    open: ({ path, guid }, context) => openSite(name, path, context, { guid }),
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

const guidSetting = (zod: typeof z) =>
  zod
    .string()
    .optional()
    .describe(
      'The id of a post as the template of the present feed writes it, for example `{{ post.url | prepend: site.url }}`, as `feedwright init` finds it. Without it, posts have the ids of jekyll-feed.',
    )

function openSite(name: string, path: string, context: SourceContext, settled?: SettledFacts) {
  const { root, facts } = folderFacts(path, context)
  const { gitDates, sections } = context
  return createSiteFolderSource(root, () => loadDialect(name), { ...facts, gitDates, sections, settled })
}
