import { addressOf, type Catalog } from '../catalog/catalog.ts'
import type { Finding } from '../finding.ts'

/** Maximum number of addresses that are named. */
const MOST_NAMED = 5

/**
 * One finding about the articles that readers know, by address and id, and that no page is. Articles that are not
 * public are not reported: their addresses would be named.
 */
export function missingArticles(
  catalog: Pick<Catalog, 'keysOfAddress' | 'keysOfId' | 'withFindings'>,
  known: ReadonlyMap<string, string>,
): readonly Finding[] {
  const absent = [...known].filter(
    ([url, id]) =>
      catalog.keysOfId(id).length === 0 && catalog.keysOfAddress(addressOf({ url })).length === 0,
  )
  if (absent.length === 0) return []
  const withheld = new Set<string | undefined>()
  for (const { isWithheld, memory } of catalog.withFindings())
    if (isWithheld === true) withheld.add(memory.id)
  const missing = absent.flatMap(([url, id]) => (withheld.has(id) ? [] : [url])).sort()
  if (missing.length === 0) return []
  const more = missing.length > MOST_NAMED ? ', …' : ''
  return [
    {
      code: 'known-article-missing',
      severity: 'note',
      message: `${missing.length} of ${known.size} addresses in \`ids\` ${missing.length === 1 ? 'has' : 'have'} no article: ${missing.slice(0, MOST_NAMED).join(', ')}${more}`,
      fix: 'mark these pages as articles, or set selectors that find them; remove the addresses of articles that no longer exist',
    },
  ]
}
