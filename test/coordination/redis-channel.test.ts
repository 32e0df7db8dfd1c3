import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createRedisChannel } from '../../src/coordination/redis-channel.ts'
import { channelContract } from '../contracts/channel.ts'
import { skipWithout } from '../support/tools.ts'
import { type StartedStore, startRedis } from './stores.ts'

describe.skipIf(skipWithout('redis', ['redis-server', '--version']))('a channel in Redis', () => {
  let store: StartedStore
  beforeAll(async () => {
    store = await startRedis()
  })
  afterAll(() => store.stop())
  channelContract(async () => createRedisChannel(store.url))
})

it.skipIf(skipWithout('redis', ['redis-server', '--version']))(
  'receives any message, and a notice that some may have been missed while Redis was unavailable',
  async () => {
    const store = await startRedis()
    const stop = new AbortController()
    onTestFinished(async () => {
      stop.abort()
      await store.stop()
    })
    const said: string[] = []
    const note = (what: string) => () => void said.push(what)
    await createRedisChannel(store.url).subscribe(
      { heard: note('heard'), away: note('away'), back: note('back') },
      stop.signal,
    )
    const publisher = createRedisChannel(store.url)
    await expect.poll(() => said).toEqual(['heard'])
    await publisher.publish()
    await expect.poll(() => said).toEqual(['heard', 'heard'])
    const stranger = new Redis(store.url)
    await stranger.publish('feedwright:commits', '{"__proto__": \u0000 \ud83d')
    await stranger.publish('feedwright:others', 'x')
    stranger.disconnect()
    await expect.poll(() => said).toEqual(['heard', 'heard', 'heard'])

    said.length = 0
    await store.kill()
    await expect(publisher.publish()).rejects.toThrow()
    await expect.poll(() => said).toEqual(['away'])
    await store.restart()
    await expect.poll(() => said, { timeout: 10_000 }).toEqual(['away', 'back', 'heard'])
  },
  30_000,
)
