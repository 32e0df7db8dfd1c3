import { qualifiedKey } from '../article/key.ts'
import { built } from './built-kind.ts'
import { combineSources } from './combined-source.ts'
import { folder } from './folder-kind.ts'
import { siteKinds } from './site-kinds.ts'
import type { ArticleSource } from './source.ts'
import type { SourceContext, SourceKind, SourceSettings } from './source-kind.ts'

/** All kinds of sources, by the setting `kind`. */
export const sourceKinds: readonly [SourceKind, ...SourceKind[]] = [folder, built, ...siteKinds]

/**
 * The sources in the settings, combined into one. `holdsSomething` returns whether an article with the key or below it
 * is known.
 */
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

/** The sources to which new articles can be written: folders of article files. */
export function articleFolders(
  settings: readonly SourceSettings[],
): readonly { readonly name: string; readonly path: string }[] {
  return settings.flatMap((one) =>
    one.kind === folder.name && 'path' in one && typeof one.path === 'string'
      ? [{ name: one.name ?? '', path: one.path }]
      : [],
  )
}

/** The source of a site without a configured one: its content folder. */
export const contentFolder = (path: string): SourceSettings & { readonly path: string } => ({
  kind: folder.name,
  path,
})
