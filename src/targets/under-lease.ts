import type { Fence } from '../coordination/lease.ts'
import type { PublishTarget } from './target.ts'

/** The target for the holder of a lease: writing fails once the lease is over, and every commit records its term. */
export function underLease(target: PublishTarget, fence: Fence): PublishTarget {
  return {
    name: target.name,
    recover: () => target.recover(),
    current: () => target.current(),
    revision: () => target.revision(),
    read: (file, coding) => target.read(file, coding),
    unfinished: () => target.unfinished(),
    damaged: (set) => target.damaged(set),
    taken: (documents) => target.taken(documents),
    abandon: () => target.abandon(),
    async stage(file, contents) {
      fence.check()
      await target.stage(file, contents)
    },
    commit: (set, replacing) => target.commit(set, replacing, fence),
  }
}
