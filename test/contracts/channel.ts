import { expect, it, onTestFinished } from 'vitest'
import type { CommitChannel } from '../../src/coordination/commit-channel.ts'

/** What every {@link CommitChannel} promises. `make` gives views of one channel, as several processes have. */
export function channelContract(make: () => Promise<CommitChannel>): void {
  it('carries messages to all subscribers, until they stop', async () => {
    const publisher = await make()
    const subscribed = async () => {
      const stop = new AbortController()
      onTestFinished(() => stop.abort())
      const state = { heard: 0, stop: () => stop.abort() }
      const heard = () => void state.heard++
      await (await make()).subscribe({ heard, away: () => {}, back: () => {} }, stop.signal)
      return state
    }
    const [one, other] = [await subscribed(), await subscribed()]
    // One that is not connected yet misses messages.
    await expect
      .poll(async () => {
        await publisher.publish()
        return one.heard > 0 && other.heard > 0
      })
      .toBe(true)
    // Some of these messages are still on their way to `one` when it stops.
    await Promise.all(Array.from({ length: 10 }, () => publisher.publish()))
    one.stop()
    const [first, second] = [one.heard, other.heard]
    await publisher.publish()
    await expect.poll(() => other.heard).toBeGreaterThan(second)
    expect(one.heard).toBe(first)
  })
}
