import { describe, expect, it } from 'vitest'
import { createFileLease } from '../../src/coordination/file-lease.ts'
import type { ProcessTable } from '../../src/coordination/process-identity.ts'
import { createMemoryFs } from '../faults/memory-fs.ts'

const never = new AbortController().signal

const host = (name: string): ProcessTable => ({
  pid: 7,
  host: name,
  startOf: async () => 'then',
  boot: async () => undefined,
  exists: async () => true,
})

/** Two hosts with one folder, each with timers of its own: one whose timers no longer go off is dead. */
function hosts() {
  const fs = createMemoryFs()
  let ms = 0
  const machine = (name: string) => {
    let timers: { at: number; wake: () => void }[] = []
    const clock = {
      elapsed: () => ms,
      setTimer(after: number, wake: () => void) {
        const timer = { at: ms + after, wake }
        timers.push(timer)
        return () => {
          timers = timers.filter((one) => one !== timer)
        }
      },
    }
    const due = () => {
      const ready = timers.filter(({ at }) => at <= ms)
      timers = timers.filter(({ at }) => at > ms)
      for (const { wake } of ready) wake()
    }
    const text = { now: '' }
    const lease = createFileLease('/out', {
      fs,
      processes: host(name),
      clock,
      // The clock of each host is wrong in its own way.
      now: () => ms + (name === 'alpha' ? 86_400_000 : 0),
      readNow: () => text.now,
    })
    return { lease, due, text }
  }
  const settled = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)))
  return {
    fs,
    alpha: machine('alpha'),
    beta: machine('beta'),
    /** Lets a second pass, in which `alive` do what is due. */
    async second(alive: readonly { due(): void }[]) {
      ms += 1000
      for (const one of alive) one.due()
      await settled()
    },
  }
}

type Outcome = 'waits' | 'has it' | 'locked'

function follow(acquired: Promise<unknown>): { outcome: Outcome } {
  const state: { outcome: Outcome } = { outcome: 'waits' }
  acquired.then(
    () => {
      state.outcome = 'has it'
    },
    () => {
      state.outcome = 'locked'
    },
  )
  return state
}

describe('the lock of another host', () => {
  it('is taken over automatically within fifteen seconds if its holder is dead', async () => {
    const { alpha, beta, second, fs } = hosts()
    await alpha.lease.acquire(never)
    const other = follow(beta.lease.acquire(never))
    let seconds = 0
    for (; other.outcome === 'waits' && seconds < 60; seconds++) await second([beta])
    expect(other.outcome).toBe('has it')
    expect(seconds).toBeLessThanOrEqual(15)
    expect(new TextDecoder().decode(await fs.readFile('/out/.feedwright/lock'))).toContain('beta')
  })

  it('is respected as soon as a renewal is seen, for any time', async () => {
    const { alpha, beta, second } = hosts()
    const held = await alpha.lease.acquire(never)
    for (let tries = 0; tries < 5; tries++) {
      const other = follow(beta.lease.acquire(never))
      let seconds = 0
      for (; other.outcome === 'waits'; seconds++) await second([alpha, beta])
      expect(other.outcome).toBe('locked')
      expect(seconds).toBeLessThanOrEqual(6)
    }
    expect(() => held.check()).not.toThrow()
  })

  it('is lost for a holder that slept, before its next write', async () => {
    const { alpha, beta, second, fs } = hosts()
    const held = await alpha.lease.acquire(never)
    const other = follow(beta.lease.acquire(never))
    while (other.outcome === 'waits') await second([beta])
    alpha.text.now = new TextDecoder().decode(await fs.readFile('/out/.feedwright/lock'))
    expect(() => held.check()).toThrow('is the lock of another')
    expect(held.lost.reason).toMatchObject({ code: 'LEASE_LOST' })
    // Its end takes nothing from the other.
    await held.release()
    expect(await alpha.lease.holder()).toContain('beta')
  })

  it('is kept by a holder that slept if no other process took it', async () => {
    const { alpha, second, fs } = hosts()
    const held = await alpha.lease.acquire(never)
    for (let seconds = 0; seconds < 100; seconds++) await second([])
    alpha.text.now = new TextDecoder().decode(await fs.readFile('/out/.feedwright/lock'))
    expect(() => held.check()).not.toThrow()
  })

  it('is waited for until the signal aborts', async () => {
    const { alpha, beta, second } = hosts()
    await alpha.lease.acquire(never)
    const stop = new AbortController()
    const other = beta.lease.acquire(stop.signal)
    await second([beta])
    stop.abort(new Error('stop'))
    await expect(other).rejects.toThrow('stop')
  })
})
