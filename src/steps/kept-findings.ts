import type { Finding } from '../finding.ts'

/** Stands for the name of a feed where files that belong to none are remarked on. */
export const OF_NO_FEED = ''

/** Stands for the name of a feed where selections are remarked on, of all feeds together. */
export const OF_SELECTIONS = '\0selections'

/** What was remarked of feeds when they were last judged, by name: a run in which they are not says it again. */
export type KeptFindings = ReadonlyMap<string, readonly Finding[]>

/** The remarks on all `feeds`, with those on the feeds just judged in place of the old. */
export function keptFindings(
  feeds: readonly { readonly name: string }[],
  before: KeptFindings,
  judged: KeptFindings,
): KeptFindings {
  return new Map(
    [...feeds.map(({ name }) => name), OF_NO_FEED, OF_SELECTIONS].flatMap((name) => {
      const list = judged.get(name) ?? before.get(name) ?? []
      return list.length === 0 ? [] : [[name, list] as const]
    }),
  )
}

/** An article stands in many feeds; what is remarked of it is told once. */
export function distinct(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()]
}
