import type { Catalog } from '../catalog/catalog.ts'
import { type Finding, isFinding } from '../finding.ts'

/** Fact of the catalog: what was remarked of each published feed and its articles, by the feed's name. */
const REMARKS = 'remarks'

/** Stands for the name of a feed where files that belong to none are remarked on. */
export const OF_NO_FEED = ''

/** Stands for the name of a feed where selections are remarked on, of all feeds together. */
export const OF_SELECTIONS = '\0selections'

export type KeptFindings = ReadonlyMap<string, readonly Finding[]>

/** What was remarked of feeds when they were last judged: a run in which they are not says it again. */
function remarksIn(catalog: Catalog): KeptFindings {
  const text = catalog.fact(REMARKS)
  const kept: unknown = text === undefined ? {} : JSON.parse(text)
  if (typeof kept !== 'object' || kept === null) return new Map()
  return new Map(Object.entries(kept).map(([name, list]) => [name, findingsIn(list)]))
}

/** The remarks of all `feeds`, with those of the feeds just judged in place of the old. Stored when they changed. */
export async function updateKeptFindings(
  catalog: Catalog,
  feeds: readonly { readonly name: string }[],
  judged: KeptFindings,
): Promise<KeptFindings> {
  const before = remarksIn(catalog)
  const after = new Map(
    [...feeds.map(({ name }) => name), OF_NO_FEED, OF_SELECTIONS].flatMap((name) => {
      const list = judged.get(name) ?? before.get(name) ?? []
      return list.length === 0 ? [] : [[name, list] as const]
    }),
  )
  const text = JSON.stringify(Object.fromEntries(after))
  if (text !== (catalog.fact(REMARKS) ?? '{}')) {
    await catalog.apply({ put: [], remove: [], facts: { [REMARKS]: text } })
  }
  return after
}

/** An article stands in many feeds; what is remarked of it is told once. */
export function distinct(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()]
}

function findingsIn(list: unknown): readonly Finding[] {
  return Array.isArray(list) ? list.filter(isFinding) : []
}
