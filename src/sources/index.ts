import { qualifiedKey } from '../article/key.ts'
import { built } from './built-kind.ts'
import { combineSources } from './combined-source.ts'
import { folder } from './folder-kind.ts'
import { siteKinds } from './site-kinds.ts'
import type { ArticleSource } from './source.ts'
import type { SourceContext, SourceKind, SourceSettings } from './source-kind.ts'

/** Every kind of source, by the setting `kind`. */
export const sourceKinds: readonly [SourceKind, ...SourceKind[]] = [folder, built, ...siteKinds]

/** The sources that the settings name, as one. `holdsSomething` tells whether an article of the key or below it is known. */
export function openSources(
  settings: readonly SourceSettings[],
  context: Omit<SourceContext, 'holdsSomething'> & { holdsSomething(key: string): boolean },
): ArticleSource {
  return combineSources(
    new Map(
      settings.flatMap((one) => {
        const { kind, name = '' } = one
        const found = sourceKinds.find((known) => known.name === kind)
        const holdsSomething = () => context.holdsSomething(qualifiedKey(name, ''))
        return found === undefined ? [] : [[name, found.open(one, { ...context, holdsSomething })] as const]
      }),
    ),
  )
}

/** The sources among them that new articles can be written to: folders of article files. */
export function articleFolders(
  settings: readonly SourceSettings[],
): readonly { readonly name: string; readonly path: string }[] {
  return settings.flatMap((one) =>
    one.kind === folder.name && 'path' in one && typeof one.path === 'string'
      ? [{ name: one.name ?? '', path: one.path }]
      : [],
  )
}

/** The source of a site whose settings name none: its content folder. */
export const contentFolder = (path: string): SourceSettings & { readonly path: string } => ({
  kind: folder.name,
  path,
})
