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

  it('is held by one publisher at a time, and free again after the release', async () => {
    expect(await one.isHeld()).toBe(false)
    const held = await one.acquire(never)
    await expect(other.acquire(never)).rejects.toMatchObject({ code: 'TARGET_LOCKED' })
    expect([await one.isHeld(), await other.isHeld()]).toEqual([true, true])
    expect(held.lost.aborted).toBe(false)
    await held.release()
    expect(await other.isHeld()).toBe(false)
    await (await other.acquire(never)).release()
  })

  it('is not taken from its holder by a release that comes twice', async () => {
    const first = await one.acquire(never)
    await first.release()
    const second = await other.acquire(never)
    await first.release()
    expect(await one.isHeld()).toBe(true)
    await second.release()
  })
}
