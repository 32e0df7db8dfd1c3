import type { Finding } from '../finding.ts'

/** Used instead of a feed name for findings about files that belong to no feed. */
export const OF_NO_FEED = ''

/** Used instead of a feed name for findings about the selections of all feeds. */
export const OF_SELECTIONS = '\0selections'

/** Findings from when each feed was last judged, by feed name: reported again in runs that do not judge the feed. */
export type KeptFindings = ReadonlyMap<string, readonly Finding[]>

/** The findings about all `feeds`, with those about the feeds just judged replaced. */
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

/** Removes duplicates: an article may be in many feeds, but its findings are reported once. */
export function distinct(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()]
}
