import { redirectRemarks } from '../feed/redirect-findings.ts'
import type { Finding } from '../finding.ts'
import type { PublishedSet } from '../targets/target.ts'
import type { Parts } from './parts.ts'

export interface RedirectsFacts {
  /** The published set now, and before. */
  readonly set: PublishedSet
  readonly before: PublishedSet | undefined
  /** Names of feeds whose documents are not yet at their configured addresses. */
  readonly unsettled: ReadonlySet<string>
}

/** Findings about redirects and removals in the settings, each with its position there. */
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
