import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { keepLease, shareLease } from '../../src/coordination/kept-lease.ts'
import type { HeldLease } from '../../src/coordination/lease.ts'
import { createPostgresLeaseStore } from '../../src/coordination/postgres-lease.ts'
import { createRedisLeaseStore } from '../../src/coordination/redis-lease.ts'
import type { LeaseClock } from '../../src/coordination/renewal.ts'
import { createStoredLease, type LeaseStore } from '../../src/coordination/stored-lease.ts'
import { systemClock } from '../../src/schedule/clock.ts'
import { leaseContract } from '../contracts/lease.ts'
import { skipWithout } from '../support/tools.ts'
import { postgresProbe, type StartedStore, startPgBouncer, startPostgres, startRedis } from './stores.ts'

const never = new AbortController().signal

/** A clock whose timers go off when the test says so; time goes on by itself otherwise. */
function stoppedClock() {
  let ms = 0
  let timers: { at: number; wake: () => void }[] = []
  return {
    elapsed: () => ms,
    setTimer(after: number, wake: () => void) {
      const timer = { at: ms + after, wake }
      timers.push(timer)
      return () => {
        timers = timers.filter((one) => one !== timer)
      }
    },
    /** Lets time pass while the process sleeps. */
    sleep(passed: number) {
      ms += passed
    },
    timers: () => timers.length,
    /** Lets time pass and wakes who is due. */
    pass(passed: number) {
      ms += passed
      const due = timers.filter(({ at }) => at <= ms)
      timers = timers.filter(({ at }) => at > ms)
      for (const { wake } of due) wake()
    },
  }
}

const leaseOf = (store: LeaseStore, clock: LeaseClock = systemClock, ttlMs = 60_000) =>
  createStoredLease(store, { ttlMs, clock, holder: () => 'process 7 on host b', newToken: randomUUID })

/** What a store must do that is there to be killed. */
function storeSuite(
  start: () => Promise<StartedStore>,
  make: (url: string, name: string) => LeaseStore,
): void {
  let server: StartedStore
  const held: HeldLease[] = []
  beforeAll(async () => {
    server = await start()
  }, 60_000)
  afterEach(async () => {
    await Promise.all(held.splice(0).map((one) => one.release()))
  })
  afterAll(() => server.stop())

  const store = (name: string = randomUUID()) => make(server.url, name)

  leaseContract(async () => {
    const name = randomUUID()
    return [leaseOf(store(name)), leaseOf(store(name))]
  })

  it('separates leases with different names', async () => {
    held.push(await leaseOf(store()).acquire(never), await leaseOf(store()).acquire(never))
    expect(held).toHaveLength(2)
  })

  it('is available when it expires, and cannot be renewed then', async () => {
    const shared = store()
    const dead = { token: 'a', holder: 'process 1 on host a', ttlMs: 50 }
    const heir = { token: 'b', holder: 'process 1 on host b', ttlMs: 60_000 }
    expect(await shared.take(dead, 0)).toEqual({ term: 1 })
    await expect.poll(async () => shared.take(heir, 0), { interval: 20, timeout: 5000 }).toEqual({ term: 2 })
    expect(await shared.renew(dead)).toBe(false)
    await shared.release(dead)
    expect(await shared.holder()).toBe(heir.holder)
    expect(await shared.renew(heir)).toBe(true)
    await shared.release(heir)
  })

  it('reports the holder to the second process', async () => {
    const name = randomUUID()
    held.push(await leaseOf(store(name)).acquire(never))
    await expect(leaseOf(store(name)).acquire(never)).rejects.toMatchObject({
      code: 'TARGET_LOCKED',
      message: 'another publisher has the lease of this site: process 7 on host b',
    })
  })

  it('is not granted while the server is unavailable', async () => {
    const lease = leaseOf(store())
    await server.kill()
    const refused = await lease.acquire(never).catch((error: unknown) => error)
    expect(refused).toMatchObject({ name: 'EnvironmentError', code: 'LEASE_UNAVAILABLE' })
    await server.restart()
    held.push(await lease.acquire(never, async () => 57))
    expect(held[0]?.term).toBe(58)
  })

  it('survives an outage of the server that is shorter than its lifetime', async () => {
    const clock = stoppedClock()
    const one = await leaseOf(store(), clock, 60_000).acquire(never)
    held.push(one)
    await server.kill()
    clock.pass(20_000)
    await server.restart()
    expect(() => one.check()).not.toThrow()
    clock.pass(39_999)
    expect(() => one.check()).not.toThrow()
  })
}

describe.skipIf(skipWithout('redis', ['redis-server', '--version']))('a lease in Redis', () => {
  storeSuite(startRedis, createRedisLeaseStore)

  it('is lost if Redis restarts empty, and the next term is above those at the target', async () => {
    const server = await startRedis()
    try {
      const store = createRedisLeaseStore(server.url, 'site')
      const clock = stoppedClock()
      const before = await leaseOf(store, clock).acquire(never, async () => 5)
      await server.kill()
      await server.restart()
      clock.pass(20_000)
      await expect.poll(() => before.lost.aborted).toBe(true)
      expect(() => before.check()).toThrow('another publisher has it')
      const after = await leaseOf(store).acquire(never, async () => before.term)
      expect([before.term, after.term]).toEqual([6, 7])
      await after.release()
    } finally {
      await server.stop()
    }
  })
})

describe.skipIf(skipWithout('postgres', postgresProbe))('a lease in Postgres', () => {
  storeSuite(startPostgres, createPostgresLeaseStore)
})

describe.skipIf(
  skipWithout('postgres', postgresProbe) || skipWithout('pgbouncer', ['pgbouncer', '--version']),
)('a lease in Postgres behind PgBouncer that pools transactions', () => {
  let server: StartedStore
  let pool: StartedStore
  beforeAll(async () => {
    server = await startPostgres()
    pool = await startPgBouncer(server.url)
  }, 60_000)
  afterAll(async () => {
    await pool.stop()
    await server.stop()
  })
  leaseContract(async () => {
    const name = randomUUID()
    const make = () => leaseOf(createPostgresLeaseStore(pool.url, name))
    return [make(), make()]
  })
})

describe('a lease that is kept renewed', () => {
  /** A store that answers as the test says. */
  function fakeStore(answers: { renew: boolean | Error }) {
    const asked: string[] = []
    const it: LeaseStore = {
      name: 'a store',
      async take() {
        asked.push('take')
        return { term: 3 }
      },
      async renew() {
        asked.push('renew')
        if (answers.renew instanceof Error) throw answers.renew
        return answers.renew
      },
      async release() {
        asked.push('release')
      },
      holder: async () => undefined,
    }
    return { it, asked, answers }
  }
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

  it('is renewed three times in its lifetime, and not after the release', async () => {
    const { it: store, asked } = fakeStore({ renew: true })
    const clock = stoppedClock()
    const held = await leaseOf(store, clock, 9000).acquire(never)
    for (let times = 0; times < 6; times++) {
      clock.pass(3000)
      await settled()
    }
    expect(asked).toEqual(['take', ...Array.from({ length: 6 }, () => 'renew')])
    expect(() => held.check()).not.toThrow()
    await held.release()
    clock.pass(3000)
    expect([asked.at(-1), clock.timers()]).toEqual(['release', 0])
  })

  it('is lost at once if the store granted it to another process', async () => {
    const { it: store, answers } = fakeStore({ renew: true })
    const clock = stoppedClock()
    const held = await leaseOf(store, clock, 9000).acquire(never)
    answers.renew = false
    clock.pass(3000)
    await settled()
    expect(held.lost.reason).toMatchObject({ code: 'LEASE_LOST' })
    expect(() => held.check()).toThrow('another publisher has it')
  })

  it('is lost if it expires without an answer of the store', async () => {
    const { it: store } = fakeStore({ renew: new Error('away') })
    const clock = stoppedClock()
    const held = await leaseOf(store, clock, 9000).acquire(never)
    for (const [ms, isLost] of [
      [3000, false],
      [3000, false],
      [2999, false],
      [1, true],
    ] as const) {
      clock.pass(ms)
      await settled()
      expect(held.lost.aborted).toBe(isLost)
    }
  })

  it('prevents writes of a process that slept until it expired, before any timer fires', async () => {
    const { it: store, asked } = fakeStore({ renew: true })
    const clock = stoppedClock()
    const held = await leaseOf(store, clock, 9000).acquire(never)
    clock.sleep(9000)
    expect(() => held.check()).toThrow('it expired')
    expect(held.lost.aborted).toBe(true)
    await held.release()
    expect(asked).toEqual(['take'])
  })

  it('is kept between runs, and acquired again if it was lost', async () => {
    const { it: store, asked, answers } = fakeStore({ renew: true })
    const clock = stoppedClock()
    const lease = keepLease(leaseOf(store, clock, 9000))
    await (await lease.acquire(never)).release()
    await (await lease.acquire(never)).release()
    expect(asked).toEqual(['take'])
    answers.renew = false
    clock.pass(3000)
    await settled()
    await lease.acquire(never)
    expect(asked).toEqual(['take', 'renew', 'take'])
    await lease.close()
    expect(asked.at(-1)).toBe('release')
  })

  it('is shared by several targets, in a term not below the highest of any of them', async () => {
    const asked: number[] = []
    let terms = 0
    const store: LeaseStore = {
      name: 'a store',
      async take(_claim, highest) {
        asked.push(highest)
        terms = Math.max(terms, highest) + 1
        return { term: terms }
      },
      renew: async () => true,
      release: async () => {},
      holder: async () => undefined,
    }
    const lease = shareLease(keepLease(leaseOf(store, stoppedClock(), 9000)))
    const atOnce = (seen: readonly number[]) =>
      Promise.all(seen.map((highest) => lease.acquire(never, async () => highest)))
    expect((await atOnce([1, 2, 2])).map(({ term }) => term)).toEqual([2, 2, 2])
    expect(asked).toEqual([1])
    // The store began to count again, and one target was away when the first term was taken.
    expect((await atOnce([2, 7])).map(({ term }) => term)).toEqual([2, 8])
    const dead = lease.acquire(never, () => Promise.reject(new Error('away')))
    await expect(dead).rejects.toThrow('away')
    expect((await atOnce([8])).map(({ term }) => term)).toEqual([8])
    expect(asked).toEqual([1, 7])
  })
})
