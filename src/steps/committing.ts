import type { Finding } from '../finding.ts'
import type { PublishedSet } from '../targets/target.ts'
import type { Parts, RunRequest } from './parts.ts'

/** The commits of one run. */
export interface Commits {
  /** Makes the staged files and the set what readers have, and tells of it; throws what the target throws. */
  commit(set: PublishedSet): Promise<void>
  /** After a run without a commit: tells of `set` those who have not heard of it, because the run that published it was cut short. */
  catchUp(set: PublishedSet): Promise<void>
  readonly findings: readonly Finding[]
}

/**
 * @param found what readers have before the first commit, with the revision of its manifest
 */
export function createCommits(
  { target, announcers, announced }: Pick<Parts, 'target' | 'announcers' | 'announced'>,
  { listeners = [], signal }: Pick<RunRequest, 'listeners' | 'signal'>,
  found: { readonly set: PublishedSet | undefined; readonly revision: string | undefined },
): Commits {
  let findings: readonly Finding[] = []
  let latest = found

  async function tell(after: PublishedSet): Promise<void> {
    const known = latest
    const revision = announcers.length === 0 ? undefined : await target.revision()
    latest = { set: after, revision }
    if (revision === undefined) return
    const failures: Finding[] = []
    // One after the other: copies are purged before a hub fetches.
    for (const announcer of announcers) {
      const last = announced.of(announcer.name)
      if (last === revision) continue
      const before = last !== undefined && last === known.revision ? known.set : undefined
      const failed = await announcer.announce({ before, after }, signal)
      if (failed.length === 0) announced.remember(announcer.name, revision)
      failures.push(...failed)
    }
    findings = failures
  }

  return {
    async commit(set) {
      await target.commit(set)
      for (const listener of listeners) await listener.announce({ before: latest.set, after: set }, signal)
      await tell(set)
    },
    async catchUp(set) {
      if (latest === found) await tell(set)
    },
    get findings() {
      return findings
    },
  }
}
