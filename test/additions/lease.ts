import type { Claim, LeaseKind } from '../../src/coordination/stored-lease.ts'

/** Who held which lease in which term, in order. */
export const holders: string[] = []
const kept = new Map<string, Claim>()
const terms = new Map<string, number>()

/** Keeps leases in this process. */
export const blackboard: LeaseKind = {
  label: 'a blackboard',
  schemes: ['blackboard'],
  example: 'blackboard://host',
  takes: () => true,
  open: (_url, name) => ({
    name: 'the blackboard',
    async take(claim, highest) {
      const held = kept.get(name)
      if (held !== undefined) return { holder: held.holder }
      kept.set(name, claim)
      const term = Math.max(highest, terms.get(name) ?? 0) + 1
      terms.set(name, term)
      holders.push(`${name} ${term}`)
      return { term }
    },
    renew: async ({ token }) => kept.get(name)?.token === token,
    async release({ token }) {
      if (kept.get(name)?.token === token) kept.delete(name)
    },
    holder: async () => kept.get(name)?.holder,
  }),
}
