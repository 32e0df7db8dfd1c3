import { beforeEach, expect, it } from 'vitest'
import type { Lease } from '../../src/coordination/lease.ts'

/** What every {@link Lease} promises. `make` gives two views of one lease, as two publishers have. */
export function leaseContract(make: () => Promise<readonly [Lease, Lease]>): void {
  const never = new AbortController().signal
  let one: Lease
  let other: Lease
  beforeEach(async () => {
    ;[one, other] = await make()
  })

  it('is held by one publisher at a time, and available after the release', async () => {
    expect(await one.isHeld()).toBe(false)
    const held = await one.acquire(never)
    await expect(other.acquire(never)).rejects.toMatchObject({ code: 'TARGET_LOCKED' })
    expect([await one.isHeld(), await other.isHeld()]).toEqual([true, true])
    expect(held.lost.aborted).toBe(false)
    await held.release()
    expect(await other.isHeld()).toBe(false)
    await (await other.acquire(never)).release()
  })

  it('is not lost by a second release of a previous holder', async () => {
    const first = await one.acquire(never)
    await first.release()
    const second = await other.acquire(never)
    await first.release()
    expect(await one.isHeld()).toBe(true)
    await second.release()
  })

  it('is granted to one of many concurrent requests', async () => {
    const asked = Array.from({ length: 8 }, (_, at) => (at % 2 === 0 ? one : other).acquire(never))
    const results = await Promise.allSettled(asked)
    const taken = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    expect(taken).toHaveLength(1)
    await taken[0]?.release()
  })

  it('reports its holder', async () => {
    expect(await one.holder()).toBeUndefined()
    const held = await one.acquire(never)
    expect(await other.holder()).toMatch(/\S/)
    await held.release()
    expect(await other.holder()).toBeUndefined()
  })

  it('lets its holder write, without a term or in one above all previous ones', async () => {
    const first = await one.acquire(never, async () => 41)
    expect(() => first.check()).not.toThrow()
    await first.release()
    const second = await other.acquire(never, async () => 7)
    if (first.term === 0) expect(second.term).toBe(0)
    else {
      expect(first.term).toBe(42)
      expect(second.term).toBeGreaterThan(42)
    }
    await second.release()
  })
}
