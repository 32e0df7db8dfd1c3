import type { ChannelKind, CommitChannel } from './commit-channel.ts'
import { optionalPackage } from './optional-package.ts'
import { isRedisAddress, withRedis } from './redis-connection.ts'

/** One channel for all sites of a Redis: messages about other sites cause an unnecessary check. */
const CHANNEL = 'feedwright:commits'
const CONNECT_MS = 4000
/** Increasing delay between attempts to connect. */
const PAUSE_STEP_MS = 500
const LONGEST_PAUSE_MS = 10_000

export const redisChannel: ChannelKind = {
  label: 'Redis',
  schemes: ['redis', 'rediss'],
  example: 'redis://host:6379/0',
  takes: isRedisAddress,
  open: createRedisChannel,
}

/** Redis pub/sub does not store messages: a server that is not connected misses them. */
export function createRedisChannel(url: string): CommitChannel {
  return {
    name: `Redis at ${new URL(url).host}`,
    publish: () =>
      withRedis(url, 'to tell servers of commits', async (redis) => {
        await redis.publish(CHANNEL, '')
      }),
    async subscribe({ heard, away, back }, signal) {
      const { Redis } = await optionalPackage('ioredis', 'to hear of commits', () => import('ioredis'))
      if (signal.aborted) return
      let isAway = false
      const redis = new Redis(url, {
        lazyConnect: true,
        autoResubscribe: false,
        connectTimeout: CONNECT_MS,
        maxRetriesPerRequest: null,
        retryStrategy: (tries) => Math.min(tries * PAUSE_STEP_MS, LONGEST_PAUSE_MS),
      })
      const failed = ({ message }: Error): void => {
        if (!isAway && !signal.aborted) away(message)
        isAway = true
      }
      // The socket still delivers what it has received when it is told to close.
      const unlessStopped = (report: () => void) => (): void => {
        if (!signal.aborted) report()
      }
      redis.on('error', failed)
      redis.on('message', unlessStopped(heard))
      redis.on('ready', () => {
        const subscribed = unlessStopped(() => {
          if (isAway) back()
          isAway = false
          heard()
        })
        redis.subscribe(CHANNEL).then(subscribed, failed)
      })
      signal.addEventListener('abort', () => redis.disconnect())
      redis.connect().catch(failed)
    },
  }
}
