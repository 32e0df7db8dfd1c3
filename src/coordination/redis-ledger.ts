import type { Position } from './ledger.ts'
import { isRedisAddress, withRedis } from './redis-connection.ts'
import { type LedgerKind, type LedgerStore, ledgerUnreadable, type StoredBatch } from './stored-ledger.ts'

/** Number of batches per request. */
const PAGE = 16

const APPEND = `
local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
if (last and last[2][2] or '') ~= ARGV[1] then return 0 end
redis.call('XADD', KEYS[1], ARGV[2] .. '-0', 'token', ARGV[3], 'term', ARGV[4], 'total', ARGV[5], 'text', ARGV[6])
return 1`
const ENDS = `
local function head(found)
  return found[1] and {found[1][1], {unpack(found[1][2], 1, 6)}}
end
return {head(redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)), head(redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1))}`

export const redisLedger: LedgerKind = {
  label: 'Redis',
  schemes: ['redis', 'rediss'],
  example: 'redis://host:6379/0',
  takes: isRedisAddress,
  open: createRedisLedgerStore,
}

/** A ledger in Redis (6.2 or later, or compatible): a stream whose ids are the numbers of the batches. */
export function createRedisLedgerStore(url: string, site: string): LedgerStore {
  const key = `feedwright:{${site}}:ledger`
  const name = `the ledger of ${site} in Redis at ${new URL(url).host}`
  const ask = <T>(work: (redis: import('ioredis').Redis) => Promise<T>): Promise<T> =>
    withRedis(url, 'for a ledger in Redis', work)

  function batchIn(entry: unknown): StoredBatch {
    const [id, fields]: readonly unknown[] = Array.isArray(entry) ? entry : []
    const number = /^(\d{1,15})-0$/.exec(String(id))?.[1]
    const [, token, , term, , total, , text]: readonly unknown[] = Array.isArray(fields) ? fields : []
    if (number === undefined || typeof token !== 'string')
      throw ledgerUnreadable(name, `its entry ${String(id)} is not a batch`)
    return { number: Number(number), token, term: Number(term), total: Number(total), text: String(text) }
  }

  return {
    name,
    async ends() {
      const found: unknown = await ask((redis) => redis.eval(ENDS, 1, key))
      const [first, last]: readonly unknown[] = Array.isArray(found) ? found : []
      if (!Array.isArray(first)) return undefined
      return { first: placeOf(batchIn(first)), last: placeOf(batchIn(last)) }
    },
    async *read(from) {
      for (let next = from; ; ) {
        const page = await ask((redis) => redis.xrange(key, `${next}-0`, '+', 'COUNT', PAGE))
        const batches = page.map(batchIn)
        yield* batches
        const last = batches.at(-1)
        if (last === undefined || page.length < PAGE) return
        next = last.number + 1
      }
    },
    append: ({ number, token, term, total, text }, after) =>
      ask(async (redis) => (await redis.eval(APPEND, 1, key, after, number, token, term, total, text)) === 1),
    async drop(before) {
      await ask((redis) => redis.xtrim(key, 'MINID', `${before}-0`))
    },
  }
}

const placeOf = ({ text: _text, ...position }: StoredBatch): Position => position
