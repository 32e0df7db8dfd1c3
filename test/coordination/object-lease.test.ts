import { beforeEach, describe, expect, it } from 'vitest'
import { createObjectLeaseStore } from '../../src/coordination/object-lease.ts'
import { createStoredLease } from '../../src/coordination/stored-lease.ts'
import { leaseContract } from '../contracts/lease.ts'
import { createFakeS3, errorXml, type FakeS3, quickClock, storeOf } from '../object-store/fake-s3.ts'

const TTL_MS = 10_000

let fake: FakeS3
let clock: ReturnType<typeof quickClock>
let tokens = 0
beforeEach(() => {
  clock = quickClock()
  fake = createFakeS3({ now: () => clock.now() })
})

/** Renewals are made by hand in these tests. */
const still = { elapsed: () => clock.elapsed(), setTimer: () => () => {} }
const storeNow = () => createObjectLeaseStore(storeOf(fake, clock), async () => {})
const claimOf = (holder: string) => ({ token: `t${tokens++}`, holder, ttlMs: TTL_MS })

function leaseOf(holder: string) {
  const newToken = () => `t${tokens++}`
  return createStoredLease(storeNow(), { ttlMs: TTL_MS, clock: still, holder: () => holder, newToken })
}

describe('a lease in a bucket', () => {
  leaseContract(async () => [leaseOf('one'), leaseOf('other')])

  it('is available when it expires without a renewal, by the clock of the store', async () => {
    const [one, other] = [storeNow(), storeNow()]
    const claim = claimOf('one')
    expect(await one.take(claim, 0)).toEqual({ term: 1 })
    clock.advance(TTL_MS - 1000)
    expect(await one.renew(claim)).toBe(true)
    clock.advance(TTL_MS)
    expect(await other.take(claimOf('other'), 0)).toEqual({ holder: 'one' })
    clock.advance(3000)
    expect(await other.take(claimOf('other'), 0)).toEqual({ term: 2 })
    expect(await one.renew(claim)).toBe(false)
    await one.release(claim)
    expect(await other.holder()).toBe('other')
  })

  it('is valid for its whole time, however long the first check of the store takes', async () => {
    const store = createObjectLeaseStore(storeOf(fake, clock), async () => clock.advance(2 * TTL_MS))
    const options = { ttlMs: TTL_MS, clock: still, holder: () => 'one', newToken: () => 'token' }
    const held = await createStoredLease(store, options).acquire(new AbortController().signal)
    expect(() => held.check()).not.toThrow()
  })

  it('is available after its release, even if the clock of the store was set back', async () => {
    const [one, other] = [storeNow(), storeNow()]
    const claim = claimOf('one')
    await one.take(claim, 0)
    await one.release(claim)
    clock.advance(-86_400_000)
    expect(await other.take(claimOf('other'), 0)).toEqual({ term: 2 })
  })

  it('says what the store refuses, and what to do', async () => {
    fake.trouble = ({ method }) =>
      method === 'PUT' ? new Response(errorXml('AccessDenied', 'no rights'), { status: 403 }) : undefined
    await expect(leaseOf('one').acquire(new AbortController().signal)).rejects.toMatchObject({
      code: 'LEASE_UNAVAILABLE',
      message:
        'cannot get the lease from the bucket of s3://news/feeds at store.test: AccessDenied: no rights',
      fix: expect.stringContaining('give the access key the rights'),
    })
  })

  it('is not granted to a process that slept until its number was free again', async () => {
    const [one, other] = [storeNow(), storeNow()]
    await one.release({ ...claimOf('x') })
    let isAsleep = true
    fake.trouble = ({ method, place }, answer) => {
      if (method !== 'PUT' || !place.endsWith('/terms/000000000001') || !isAsleep) return undefined
      isAsleep = false
      return (async () => {
        for (let term = 1; term <= 3; term++) {
          const claim = claimOf('other')
          expect(await other.take(claim, 0)).toEqual({ term })
          if (term < 3) await other.release(claim)
          clock.advance(2 * 86_400_000)
        }
        await other.take(claimOf('last'), 0)
        expect([...fake.objects.keys()]).not.toContain('news/feeds/.feedwright/terms/000000000001')
        return answer()
      })()
    }
    expect(await one.take(claimOf('one'), 0)).toEqual({ holder: 'last' })
  })

  it('continues numbering after an unrelated object, which is not treated as a holder', async () => {
    fake.objects.set('news/feeds/.feedwright/terms/000000000007', {
      bytes: new TextEncoder().encode('?'),
      headers: {},
      modified: clock.now(),
    })
    expect(await storeNow().holder()).toBeUndefined()
    expect(await storeNow().take(claimOf('one'), 3)).toEqual({ term: 8 })
  })
})
