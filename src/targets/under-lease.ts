import type { Fence } from '../coordination/lease.ts'
import type { PublishTarget } from './target.ts'

/** The target for the holder of a lease: nothing is written once the lease is over, and every commit shows its term. */
export function underLease(target: PublishTarget, fence: Fence): PublishTarget {
  return {
    ...target,
    async stage(file, contents) {
      fence.check()
      await target.stage(file, contents)
    },
    commit: (set, replacing) => target.commit(set, replacing, fence),
  }
}
