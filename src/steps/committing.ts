import type { Committed } from '../announcers/announcements.ts'
import type { PublishedSet } from '../targets/target.ts'
import type { Parts, RunRequest } from './parts.ts'

/** The commits of one run. */
export interface Commits {
  /** Publishes the staged files and the set, and announces them; rethrows errors of the target. */
  commit(set: PublishedSet): Promise<void>
  /**
   * After a run without a commit: announces an earlier commit to receivers that were not notified because its run was
   * interrupted.
   */
  catchUp(): void
  /** Revision of the published set. */
  readonly revision: string | undefined
}

/** @param found the published set before the first commit, with the revision of its manifest */
export function createCommits(
  { target, announcements, notify }: Pick<Parts, 'target' | 'announcements' | 'notify'>,
  { listeners = [], signal }: Pick<RunRequest, 'listeners' | 'signal'>,
  found: Committed,
): Commits {
  let latest = found
  return {
    async commit(set) {
      const before = latest
      announcements.prepare(before, set)
      const revision = await target.commit(set, before.revision)
      latest = { set, revision }
      notify?.()
      for (const listener of listeners) await listener({ before: before.set, after: set }, signal)
      announcements.committed(revision)
    },
    catchUp() {
      if (latest === found) announcements.catchUp(found)
    },
    get revision() {
      return latest.revision
    },
  }
}
