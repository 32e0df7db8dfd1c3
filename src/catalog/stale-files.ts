import type { ArticleSource } from '../sources/source.ts'
import type { Catalog } from './catalog.ts'
import { FACTS } from './facts.ts'

export interface Staleness {
  /** Hash of everything but the file that parsing depends on. */
  readonly settings: string
  /** Accepts stated dates even if other dates were published. */
  readonly acceptDates?: boolean | undefined
}

/** A predicate for the files that must be read although they did not change. */
export function staleFiles(
  catalog: Catalog,
  { media }: Pick<ArticleSource, 'media'>,
  { settings, acceptDates }: Staleness,
): (key: string) => boolean {
  if (catalog.fact(FACTS.settings) !== settings) return () => true
  const stale = new Set<string>()
  if (media !== undefined) {
    const revisions = new Map<string, string>()
    const revisionOf = (path: string): string => {
      const revision = revisions.get(path) ?? media.revision(path)
      revisions.set(path, revision)
      return revision
    }
    for (const [key, uses] of catalog.withMedia())
      if (uses.some(({ path, revision }) => revisionOf(path) !== revision)) stale.add(key)
  }
  if (acceptDates === true) for (const key of keysWithFinding(catalog, 'published-moved')) stale.add(key)
  return (key) => stale.has(key)
}

/** Keys of articles whose id or address another article has: changes of that article affect them as well. */
export function contestedFiles(catalog: Catalog): Iterable<string> {
  return keysWithFinding(catalog, 'id-taken', 'address-taken')
}

function* keysWithFinding(catalog: Catalog, ...codes: readonly string[]): Iterable<string> {
  for (const { key, findings } of catalog.withFindings())
    if (findings.some(({ code }) => codes.includes(code))) yield key
}
