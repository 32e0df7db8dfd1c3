import { describe, expect, it } from 'vitest'
import type { HeldLease, Lease } from '../../src/coordination/lease.ts'
import { EnvironmentError } from '../../src/errors.ts'
import { underLease } from '../../src/targets/under-lease.ts'
import { edition } from '../targets/published-files.ts'
import { createNewsroom, hour } from './newsroom.ts'

/** A lease of the given term that is lost when the test says so. */
function leaseOf(term: number) {
  const lost = new AbortController()
  const asked: number[] = []
  const held: HeldLease = {
    term,
    lost: lost.signal,
    check: () => lost.signal.throwIfAborted(),
    release: async () => {},
  }
  const lease: Lease = {
    async acquire(_signal, highest) {
      asked.push((await highest?.()) ?? 0)
      return held
    },
    isHeld: async () => true,
    holder: async () => 'another',
  }
  return {
    lease,
    asked,
    lose: () => lost.abort(new EnvironmentError('LEASE_LOST', 'another publisher has it')),
  }
}

describe('a run whose lease is lost', () => {
  it('stops before its next write, and leaves what another may have staged', async () => {
    const newsroom = createNewsroom()
    newsroom.write('a')
    await newsroom.run(hour(1))
    const before = newsroom.texts()
    newsroom.write('b')
    const { lease, lose } = leaseOf(1)
    let abandoned = 0
    const target = {
      ...newsroom.target,
      async damaged() {
        lose()
        return []
      },
      async abandon() {
        abandoned++
      },
    }
    const run = newsroom.run(hour(2), {}, { lease, target })
    await expect(run).rejects.toMatchObject({ code: 'LEASE_LOST' })
    expect([newsroom.texts(), abandoned]).toEqual([before, 0])
    // The next run publishes what this one did not.
    await newsroom.run(hour(3))
    expect(newsroom.text('world/rss.xml')).toContain('b')
  })

  it('does not even stage any more', async () => {
    const { target } = createNewsroom()
    const { lease, lose } = leaseOf(1)
    let staged = 0
    const stage = async () => void staged++
    const held = underLease({ ...target, stage }, await lease.acquire(new AbortController().signal))
    const { set, contents } = await edition([{ path: 'world/rss.xml', text: '<rss/>' }])
    const [file] = set.files
    const stageOnce = async () => {
      if (file !== undefined)
        await held.stage(file, contents.get(file.path) ?? { identity: new Uint8Array() })
    }
    await stageOnce()
    lose()
    await expect(stageOnce()).rejects.toMatchObject({ code: 'LEASE_LOST' })
    expect(staged).toBe(1)
  })

  it('is refused where one of a later term has published, and asks for a higher term', async () => {
    const newsroom = createNewsroom()
    newsroom.write('a')
    const late = leaseOf(9)
    await newsroom.run(hour(1), {}, { lease: late.lease })
    newsroom.write('b')
    const early = leaseOf(8)
    await expect(newsroom.run(hour(2), {}, { lease: early.lease })).rejects.toMatchObject({
      code: 'LEASE_LOST',
      message: expect.stringContaining('term 9'),
    })
    expect([late.asked, early.asked]).toEqual([[0], [9]])
  })
})
