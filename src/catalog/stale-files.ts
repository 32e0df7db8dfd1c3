import { sourceNameOf } from '../article/key.ts'
import type { ArticleSource, MediaSource } from '../sources/source.ts'
import type { Catalog } from './catalog.ts'
import { FACTS } from './facts.ts'

export interface Staleness {
  /** Hash of everything but the file that parsing depends on. */
  readonly settings: string
  /** Accepts stated dates even if other dates were published. */
  readonly acceptDates?: boolean | undefined
}

/**
 * A predicate for the files that must be read although they did not change. The listing of a source has to begin before it
 * is asked about its files, because the site of another program states only then where its media are.
 */
export function staleFiles(
  catalog: Catalog,
  { media }: Pick<ArticleSource, 'media'>,
  { settings, acceptDates }: Staleness,
): (key: string) => boolean {
  if (catalog.fact(FACTS.settings) !== settings) return () => true
  const moved = new Set(acceptDates === true ? keysWithFinding(catalog, 'published-moved') : [])
  const changed = new Map<string, ReadonlySet<string>>()
  return (key) => {
    const name = sourceNameOf(key)
    const ofSource = changed.get(name) ?? withChangedMedia(catalog, media, name)
    changed.set(name, ofSource)
    return moved.has(key) || ofSource.has(key)
  }
}

/** Keys of the articles of one source whose media changed. */
function withChangedMedia(
  catalog: Catalog,
  media: MediaSource | undefined,
  source: string,
): ReadonlySet<string> {
  const stale = new Set<string>()
  if (media === undefined) return stale
  const revisions = new Map<string, string>()
  const revisionOf = (path: string): string => {
    const revision = revisions.get(path) ?? media.revision(path)
    revisions.set(path, revision)
    return revision
  }
  for (const [key, uses] of catalog.withMedia())
    if (sourceNameOf(key) === source && uses.some(({ path, revision }) => revisionOf(path) !== revision))
      stale.add(key)
  return stale
}

/** Keys of articles whose id, address or text another article has: changes of that article affect them as well. */
export function contestedFiles(catalog: Catalog): Iterable<string> {
  return keysWithFinding(catalog, 'id-taken', 'address-taken', 'article-copied')
}

function* keysWithFinding(catalog: Catalog, ...codes: readonly string[]): Iterable<string> {
  for (const { key, findings } of catalog.withFindings())
    if (findings.some(({ code }) => codes.includes(code))) yield key
}
