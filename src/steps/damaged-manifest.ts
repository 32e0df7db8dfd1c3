import type { Finding } from '../finding.ts'
import type { CommittedSet } from '../targets/target.ts'

/** The finding about a manifest that cannot be parsed, which the run replaces. */
export function damagedManifest(found: CommittedSet | undefined): readonly Finding[] {
  if (found?.damaged === undefined) return []
  const consequence =
    found.set === undefined
      ? 'the documents are compared with nothing, and removed articles that only it listed are not announced as removed'
      : 'its copy, or the manifest before it, was used, and a new one is published'
  return [
    {
      code: 'manifest-damaged',
      severity: 'warning',
      message: `${found.damaged} is not a valid manifest: ${consequence}`,
      fix: 'find out what wrote or truncated it: another program, a newer version of feedwright, or a full disk',
    },
  ]
}
