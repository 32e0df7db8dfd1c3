import { describe, expect, it } from 'vitest'
import type { Announcer, PublishedChange } from '../../src/announcers/announcer.ts'
import type { Finding } from '../../src/finding.ts'
import { createNewsroom, hour } from './newsroom.ts'

const FAILED: Finding = { code: 'hub-not-told', severity: 'warning', message: 'no answer' }

/** An announcer that notes what it is told, and fails while it is `down`. */
function announcer(name = 'one') {
  const told: PublishedChange[] = []
  const state = { down: false }
  const it: Announcer = {
    name,
    async announce(change) {
      if (state.down) return [FAILED]
      told.push(change)
      return []
    },
  }
  return { it, told, state }
}

function newsroomWith(...announcers: readonly Announcer[]) {
  const revisions = new Map<string, string>()
  const announced = {
    of: (name: string) => revisions.get(name),
    remember: (name: string, revision: string) => void revisions.set(name, revision),
  }
  return { ...createNewsroom({ parts: { announcers, announced } }), revisions }
}

const titles = (change: PublishedChange | undefined): readonly string[] =>
  change?.after.feeds.flatMap(({ items }) => items.map(({ title }) => title)).toSorted() ?? []

describe('announcers', () => {
  it('are told of each commit: what readers had, and have', async () => {
    const one = announcer()
    const newsroom = newsroomWith(one.it)
    newsroom.write('a')
    await newsroom.run(hour(1))
    newsroom.write('b')
    await newsroom.run(hour(2))
    expect(one.told.map(titles)).toEqual([['a'], ['a', 'b']])
    expect(one.told[0]?.before).toBeUndefined()
    expect(one.told[1]?.before).toEqual(one.told[0]?.after)
  })

  it('are not told where nothing changed', async () => {
    const one = announcer()
    const newsroom = newsroomWith(one.it)
    newsroom.write('a')
    await newsroom.run(hour(1))
    await newsroom.run(hour(2))
    expect(one.told).toHaveLength(1)
  })

  it('that fail are a warning and hold no feed, and hear of it in the next run although nothing changed', async () => {
    const one = announcer()
    const other = announcer('other')
    const newsroom = newsroomWith(one.it, other.it)
    newsroom.write('a')
    one.state.down = true
    const failed = await newsroom.run(hour(1))
    expect(failed.feeds.map(({ status }) => status)).toEqual(['written'])
    expect(failed.findings).toEqual([FAILED])
    one.state.down = false
    expect((await newsroom.run(hour(2))).findings).toEqual([])
    expect(one.told.map(titles)).toEqual([['a']])
    expect(other.told).toHaveLength(1)
  })

  it('hear of everything after a run that was cut between commit and announcement', async () => {
    const one = announcer()
    const newsroom = newsroomWith(one.it)
    newsroom.write('a')
    await newsroom.run(hour(1))
    newsroom.write('b')
    const cut = { name: 'cut', announce: () => Promise.reject(new Error('killed')) }
    await expect(newsroom.run(hour(2), { listeners: [cut] })).rejects.toThrow('killed')
    expect(one.told).toHaveLength(1)
    await newsroom.run(hour(3))
    expect(one.told.map(titles)).toEqual([['a'], ['a', 'b']])
    // What it heard last is not what readers had last: anything may be new.
    expect(one.told[1]?.before).toBeUndefined()
  })

  it('come after the listeners, who show the bytes that a hub fetches', async () => {
    const order: string[] = []
    const named = (name: string): Announcer => ({
      name,
      async announce() {
        order.push(name)
        return []
      },
    })
    const newsroom = newsroomWith(named('hub'))
    newsroom.write('a')
    await newsroom.run(hour(1), { listeners: [named('server')] })
    expect(order).toEqual(['server', 'hub'])
  })
})
