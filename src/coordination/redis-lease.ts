import { isRedisAddress, withRedis } from './redis-connection.ts'
import type { LeaseKind, LeaseStore } from './stored-lease.ts'

/** The value of the lease is a JSON text, compared as a whole. */
const TAKE = `
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then
  local term = redis.call('INCR', KEYS[2])
  if term <= tonumber(ARGV[3]) then
    term = tonumber(ARGV[3]) + 1
    redis.call('SET', KEYS[2], term)
  end
  return {term}
end
return redis.call('GET', KEYS[1])`
const RENEW = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 0`
const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`

export const redis: LeaseKind = {
  label: 'Redis',
  schemes: ['redis', 'rediss'],
  example: 'redis://host:6379/0',
  takes: isRedisAddress,
  open: createRedisLeaseStore,
}

/**
 * A lease in Redis (2.6.12 or later, or compatible): one key that expires, and one that counts terms. If Redis restarts
 * empty, both are lost: the holder then loses the lease, and terms continue above those recorded in the target.
 */
export function createRedisLeaseStore(url: string, name: string): LeaseStore {
  // The braces keep both keys in one slot of a cluster.
  const keys = [`feedwright:{${name}}:lease`, `feedwright:{${name}}:term`] as const
  const shown = new URL(url)

  const ask = <T>(work: (redis: import('ioredis').Redis) => Promise<T>): Promise<T> =>
    withRedis(url, 'for a lease in Redis', work)

  return {
    name: `Redis at ${shown.host}`,
    take: (claim, highest) =>
      ask(async (redis) => {
        const value = textOf(claim)
        const found: unknown = await redis.eval(TAKE, 2, ...keys, value, claim.ttlMs, highest)
        if (Array.isArray(found)) return { term: Number(found[0]) }
        return { holder: holderIn(found) ?? 'another' }
      }),
    renew: (claim) =>
      ask(async (redis) => (await redis.eval(RENEW, 1, keys[0], textOf(claim), claim.ttlMs)) === 1),
    release: (claim) =>
      ask(async (redis) => {
        await redis.eval(RELEASE, 1, keys[0], textOf(claim))
      }),
    holder: () => ask(async (redis) => holderIn(await redis.get(keys[0]))),
  }
}

const textOf = ({ token, holder }: { readonly token: string; readonly holder: string }): string =>
  JSON.stringify({ token, holder })

function holderIn(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  try {
    const said: unknown = JSON.parse(value)
    if (typeof said === 'object' && said !== null && 'holder' in said && typeof said.holder === 'string')
      return said.holder
  } catch {
    // A value of another program holds the lease all the same.
  }
  return 'another program'
}
