import { type Configuration, isMap, textAt, valueAt } from './configuration.ts'
import type { FolderDefaults } from './dialect.ts'

/** `defaults:` of the configuration, longer paths first. */
export function defaultsOf(configuration: Configuration): readonly FolderDefaults[] {
  const stated = valueAt(configuration, 'defaults')
  if (!Array.isArray(stated)) return []
  return stated
    .flatMap((entry: unknown) => {
      const values = valueAt(entry, 'values')
      const type = textAt(entry, 'scope.type')
      if (!isMap(values)) return []
      const folder = (textAt(entry, 'scope.path') ?? '').replace(/^\/|\/$|\*.*$/g, '')
      return [{ folder, values, ...(type !== undefined && { type: type.replace(/^(post|page)$/, '$1s') }) }]
    })
    .toReversed()
    .toSorted(
      (one, other) =>
        other.folder.length - one.folder.length || Number('type' in other) - Number('type' in one),
    )
}
