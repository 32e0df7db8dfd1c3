import { redirectRemarks } from '../feed/redirect-findings.ts'
import type { Finding } from '../finding.ts'
import type { PublishedSet } from '../targets/target.ts'
import type { Parts } from './parts.ts'

export interface RedirectsFacts {
  /** What readers have now, and had before. */
  readonly set: PublishedSet
  readonly before: PublishedSet | undefined
  /** Names of feeds whose documents do not lie where the settings want them yet. */
  readonly unsettled: ReadonlySet<string>
}

/** What is wrong with the redirects and removals of the settings, each with its place there. */
export function redirectFindings(
  parts: Pick<Parts, 'serving' | 'placeOfSetting'>,
  { set, before, unsettled }: RedirectsFacts,
): Promise<readonly Finding[]> {
  const remarks = redirectRemarks({
    ...parts.serving,
    files: set.files,
    before: before?.files ?? [],
    unsettled,
  })
  return Promise.all(
    remarks.map(async ({ path, finding }) => ({ ...finding, ...(await parts.placeOfSetting(path)) })),
  )
}
