import type { Finding } from '../finding.ts'

/** Findings that many articles of a site have for the same reason. */
const TOLD_ONCE: ReadonlySet<string> = new Set([
  'key-unknown',
  'sponsored-unlabelled',
  'audience-unserved',
  'address-unsure',
  'date-unsure',
])

/**
 * Combines findings that apply to a whole site, such as a key that many articles have, into one: at its first place,
 * with the number of articles.
 */
export function eachKeyOnce(findings: readonly Finding[]): readonly Finding[] {
  const files = new Map<string, Set<string | undefined>>()
  for (const finding of findings) {
    if (!TOLD_ONCE.has(finding.code)) continue
    const among = files.get(finding.message)
    if (among === undefined) files.set(finding.message, new Set([finding.file]))
    else among.add(finding.file)
  }
  return findings.flatMap((finding) => {
    if (!TOLD_ONCE.has(finding.code)) return [finding]
    const count = files.get(finding.message)?.size
    if (count === undefined) return []
    files.delete(finding.message)
    return [count === 1 ? finding : { ...finding, message: `${finding.message}, in ${count} articles` }]
  })
}
