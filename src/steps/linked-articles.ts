import type { ArticleEntry } from '../article/article.ts'
import type { Instant } from '../article/instant.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { EntryChange } from '../feed/plan.ts'
import { isReleased } from '../feed/selection.ts'

/** The entry with the targets of its links at `now`; an article without links to articles is returned unchanged. */
export function withLinked(catalog: Catalog, entry: ArticleEntry, now: Instant): ArticleEntry {
  if (entry.links === undefined) return entry
  const linked = entry.links.flatMap((path): [string, string][] => {
    const address = addressOf(catalog.get(path)?.entry, now)
    return address === undefined ? [] : [[path, address]]
  })
  return { ...entry, linked: Object.fromEntries(linked) }
}

/** Articles that link to a changed article and whose links now have other targets: their feeds change as well. */
export function linkingChanges(
  catalog: Catalog,
  changes: readonly EntryChange[],
  publishedAt: Instant | undefined,
  now: Instant,
): readonly EntryChange[] {
  const keys = new Set<string>()
  for (const { before, after } of changes) {
    const isSame =
      before?.key === after?.key && addressOf(before, publishedAt ?? now) === addressOf(after, now)
    if (isSame) continue
    for (const target of new Set([before?.key, after?.key]))
      if (target !== undefined) for (const key of catalog.linkingTo(target)) keys.add(key)
  }
  return [...keys].flatMap((key) => {
    const entry = catalog.get(key)?.entry
    return entry === undefined ? [] : { before: entry, after: entry }
  })
}

/** Empty for an article that is not public at that time; undefined if it does not exist. */
function addressOf(entry: ArticleEntry | undefined, at: Instant): string | undefined {
  return entry === undefined || isReleased(entry, at) ? entry?.url : ''
}
