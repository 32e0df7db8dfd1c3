import type { Finding } from '../finding.ts'
import type { PublishedSet } from '../targets/target.ts'
import type { Parts, RunRequest } from './parts.ts'

/** The commits of one run. */
export interface Commits {
  /** Makes the staged files and the set what readers have, and tells of it; throws what the target throws. */
  commit(set: PublishedSet): Promise<void>
  /** After a run without a commit: tells those who have not heard of what readers have, because the run that published it was cut short. */
  catchUp(): Promise<void>
  readonly findings: readonly Finding[]
  /** Revision of what readers have now. */
  readonly revision: string | undefined
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

  async function announce(before: typeof found, { set: after, revision }: typeof found): Promise<void> {
    if (after === undefined || revision === undefined) return
    const failures: Finding[] = []
    // One after the other: copies are purged before a hub fetches.
    for (const announcer of announcers) {
      const last = announced.of(announcer.name)
      if (last === revision) continue
      const known = last !== undefined && last === before.revision ? before.set : undefined
      const failed = await announcer.announce({ before: known, after }, signal)
      if (failed.length === 0) announced.remember(announcer.name, revision)
      failures.push(...failed)
    }
    findings = failures
  }

  return {
    async commit(set) {
      const before = latest
      latest = { set, revision: await target.commit(set, before.revision) }
      for (const listener of listeners) await listener.announce({ before: before.set, after: set }, signal)
      await announce(before, latest)
    },
    async catchUp() {
      if (latest === found) await announce({ set: undefined, revision: undefined }, found)
    },
    get findings() {
      return findings
    },
    get revision() {
      return latest.revision
    },
  }
}
