import { EnvironmentError } from '../errors.ts'
import { type Lease, UNFENCED } from './lease.ts'

/** A lease among the publishers of one process. */
export function createMemoryLease(): Lease {
  let holder: object | undefined
  return {
    async acquire() {
      if (holder !== undefined)
        throw new EnvironmentError('TARGET_LOCKED', 'this process already publishes to this target', {
          fix: 'wait until it has finished',
        })
      const me = {}
      holder = me
      return {
        ...UNFENCED,
        lost: new AbortController().signal,
        async release() {
          if (holder === me) holder = undefined
        },
      }
    },
    isHeld: async () => holder !== undefined,
    holder: async () => (holder === undefined ? undefined : 'this very process'),
  }
}
