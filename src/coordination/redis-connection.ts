import { optionalPackage } from './optional-package.ts'

/** Timeout in milliseconds for connecting, and for each response. */
const TIMEOUT_MS = 4000

/** Whether an address names a server, and where it names a database the number of one. */
export function isRedisAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { hostname, pathname } = new URL(address)
  return hostname !== '' && /^\/?\d*$/.test(pathname)
}

/** Runs `work` with a connection of its own. @param purpose what Redis is needed for, as the end of a sentence */
export async function withRedis<T>(
  url: string,
  purpose: string,
  work: (redis: import('ioredis').Redis) => Promise<T>,
): Promise<T> {
  const { Redis } = await optionalPackage('ioredis', purpose, () => import('ioredis'))
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: TIMEOUT_MS,
    commandTimeout: TIMEOUT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  })
  let failure: unknown
  // The error of the command is less specific: “Connection is closed.”
  redis.on('error', (error) => {
    failure ??= error
  })
  try {
    await redis.connect()
    return await work(redis)
  } catch (error) {
    throw failure ?? error
  } finally {
    redis.disconnect()
  }
}
