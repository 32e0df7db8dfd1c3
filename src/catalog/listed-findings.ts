import { isWithin, pathOf } from '../article/key.ts'
import { type Finding, isFinding } from '../finding.ts'
import { folderWithoutArticles, isOfOtherKind } from '../sources/other-kinds.ts'
import type { Catalog } from './catalog.ts'
import { FACTS } from './facts.ts'
import { findingOf } from './listing.ts'

/**
 * The findings about files that were not listed as articles: those in `found`, and, if the listing was limited to the
 * keys `only`, the previous ones for everything else.
 */
export async function listedFindings(
  catalog: Catalog,
  found: readonly Finding[],
  only: readonly string[] | undefined,
): Promise<readonly Finding[]> {
  const text = catalog.fact(FACTS.listedFindings) ?? '[]'
  const known: unknown = JSON.parse(text)
  const wasLookedAt = ({ file = '' }: Finding) => only?.some((place) => isWithin(file, place)) ?? true
  const before = Array.isArray(known) ? known.filter(isFinding) : []
  const findings = [...before.filter((finding) => !wasLookedAt(finding)), ...found]
  const after = JSON.stringify(findings)
  if (after !== text) await catalog.apply({ put: [], remove: [], facts: { [FACTS.listedFindings]: after } })
  return findings
}

/** The section folders that contain files of other kinds and no articles. */
export function foldersWithoutArticles(catalog: Catalog, listed: readonly Finding[]): readonly Finding[] {
  const folders = new Set(listed.flatMap(({ code, file = '' }) => (isOfOtherKind(code) ? [file] : [])))
  return [...folders]
    .filter((folder) => pathOf(folder) !== '' && !hasArticle(catalog, folder))
    .map((folder) => findingOf(folderWithoutArticles(folder)))
}

function hasArticle(catalog: Catalog, folder: string): boolean {
  for (const [key] of catalog.revisions(folder)) if (catalog.get(key)?.entry !== undefined) return true
  return false
}
