import { describe, expect, it } from 'vitest'
import { type AnnouncementsParts, createAnnouncements } from '../../src/announcers/announcements.ts'
import type { Announcer, Outcome } from '../../src/announcers/announcer.ts'
import { clockInstant, instantToMs } from '../../src/article/instant.ts'
import type { Finding } from '../../src/finding.ts'
import { day } from '../support/newsroom.ts'
import { createMemoryOutbox, fakeAnnouncer, file, manualClock, setOf, settled } from './sample.ts'

const one = setOf([file('a', '1'), file('b', '1')])
const two = setOf([file('a', '2'), file('b', '1')])

function telling(announcers: readonly Announcer[], changes: Partial<AnnouncementsParts> = {}) {
  const clock = manualClock()
  const outbox = createMemoryOutbox()
  const said: Finding[] = []
  const messages: string[] = []
  const reporter = {
    findings: (found: readonly Finding[]) => void said.push(...found),
    info: (message: string) => void messages.push(message),
  }
  const parts = { announcers, outbox, reporter, clock, isActive: true, delayMs: 0, ...changes }
  return { clock, outbox, said, messages, parts, it: createAnnouncements(parts) }
}

const AWAY: Outcome = { isTold: false, got: 'no answer', isAway: true }
const REFUSED: Outcome = { isTold: false, got: 'status 400', isAway: false }

describe('sending announcements', () => {
  it('sends one notice for each change of a commit', async () => {
    const { it: hub, order } = fakeAnnouncer('hub')
    const { it } = telling([hub])
    it.prepare({ set: undefined, revision: undefined }, one)
    it.committed('r1')
    await settled()
    expect(order.splice(0)).toEqual(['hub one a', 'hub one b'])
    it.prepare({ set: one, revision: 'r1' }, two)
    it.committed('r2')
    await settled()
    it.catchUp({ set: two, revision: 'r2' })
    await settled()
    expect(order).toEqual(['hub one a'])
  })

  it('sends nothing before the commit, nor for a failed commit', async () => {
    const { it: hub, order } = fakeAnnouncer('hub')
    const { it } = telling([hub])
    it.prepare({ set: undefined, revision: undefined }, one)
    it.committed('r1')
    await settled()
    order.length = 0
    it.prepare({ set: one, revision: 'r1' }, two)
    await it.tellAll()
    expect(order).toEqual([])
    // The commit failed: readers have what they had.
    it.catchUp({ set: one, revision: 'r1' })
    await settled()
    expect(order).toEqual([])
  })

  it('sends exactly the prepared notices after a crash between commit and sending', async () => {
    const { it: hub, order } = fakeAnnouncer('hub')
    const { it, parts } = telling([hub])
    it.prepare({ set: undefined, revision: undefined }, one)
    it.committed('r1')
    await settled()
    order.length = 0
    it.prepare({ set: one, revision: 'r1' }, two)
    const next = createAnnouncements(parts)
    next.catchUp({ set: two, revision: 'r2' })
    await settled()
    expect(order).toEqual(['hub one a'])
  })

  it('announces what another machine may have failed to announce, if it published or the state was lost', async () => {
    const takeover = day(20)
    const at = (ms: number) => clockInstant(instantToMs(takeover) + ms)
    const hour = 3_600_000
    const old = [file('old', '1'), file('missed', '1', { lastModified: at(-6 * hour) })]
    const recent = [file('a', '1', { lastModified: at(-5 * hour) }), file('b', '1', { lastModified: at(0) })]
    const found = { set: setOf([...old, ...recent]), revision: 'r1' }
    const { it: hub, order } = fakeAnnouncer('hub')
    const without = telling([hub], { clock: manualClock(instantToMs(takeover)) })
    without.it.catchUp(found)
    await settled()
    expect(order.splice(0)).toEqual(['hub one a', 'hub one b'])
    // The machine knows what it announced, until another one publishes.
    without.it.catchUp(found)
    await settled()
    expect(order).toEqual([])
    without.it.catchUp({ ...found, revision: 'r9' })
    await settled()
    expect(order.splice(0)).toEqual(['hub one a', 'hub one b'])

    const committing = telling([hub], { clock: manualClock(instantToMs(takeover)) })
    committing.it.prepare(
      found,
      setOf([file('old', '2', { lastModified: takeover }), ...old.slice(1), ...recent]),
    )
    committing.it.committed('r2')
    await settled()
    expect(order).toEqual(['hub one old', 'hub one a', 'hub one b'])
  })

  it('treats no receiver as new because another machine published', async () => {
    const { it: hub, order } = fakeAnnouncer('hub')
    const { it } = telling([hub], { clock: manualClock(instantToMs(day(20))) })
    it.catchUp({ set: one, revision: 'r1' })
    it.prepare({ set: one, revision: 'r1' }, two)
    it.committed('r2')
    await settled()
    expect(order).toEqual(['hub one a'])
  })

  it('announces all documents of a set whose predecessor cannot be read', async () => {
    const { it: hub, order } = fakeAnnouncer('hub')
    const { it } = telling([hub], { clock: manualClock(instantToMs(day(20))) })
    it.prepare({ set: undefined, revision: 'r1' }, one)
    it.committed('r2')
    await settled()
    expect(order).toEqual(['hub one a', 'hub one b'])
  })

  it('announces all documents to a new receiver, and only changes to the others', async () => {
    const { it: hub, order } = fakeAnnouncer('hub')
    const { it, parts } = telling([hub])
    it.prepare({ set: undefined, revision: undefined }, one)
    it.committed('r1')
    await settled()
    order.length = 0
    const both = fakeAnnouncer('hub', { order, receivers: ['one', 'new'] })
    const next = createAnnouncements({ ...parts, announcers: [both.it] })
    next.prepare({ set: one, revision: 'r1' }, two)
    next.committed('r2')
    await settled()
    expect(order.toSorted()).toEqual(['hub new a', 'hub new b', 'hub one a'])
  })

  it('purges caches before hubs fetch', async () => {
    const order: string[] = []
    const cache = fakeAnnouncer('cache', {
      order,
      isCache: true,
      batch: 100,
      answer: async () => {
        await settled()
        return { isTold: true }
      },
    })
    const hub = fakeAnnouncer('hub', { order })
    const { it } = telling([hub.it, cache.it])
    it.prepare({ set: undefined, revision: undefined }, one)
    it.committed('r1')
    await settled()
    await settled()
    expect(order).toEqual(['cache one a,b', 'hub one a', 'hub one b'])
  })

  it('notifies hubs even if a cache is not available', async () => {
    const order: string[] = []
    const cache = fakeAnnouncer('cache', { order, isCache: true, batch: 100, answer: () => AWAY })
    const hub = fakeAnnouncer('hub', { order })
    const { it } = telling([hub.it, cache.it])
    it.prepare({ set: undefined, revision: undefined }, one)
    it.committed('r1')
    await settled()
    expect(order).toEqual(['not cache one a,b', 'hub one a', 'hub one b'])
  })

  it('sends another notice for an address that changed during sending', async () => {
    let answer = (_: Outcome): void => {}
    const first = new Promise<Outcome>((resolve) => {
      answer = resolve
    })
    let asked = 0
    const { it: hub, order } = fakeAnnouncer('hub', {
      answer: () => (asked++ === 0 ? first : { isTold: true }),
    })
    const { it } = telling([hub])
    const start = setOf([file('a', '0')])
    it.prepare({ set: undefined, revision: undefined }, start)
    it.committed('r1')
    await settled()
    it.prepare({ set: start, revision: 'r1' }, setOf([file('a', '1')]))
    it.committed('r2')
    answer({ isTold: true })
    await settled()
    await settled()
    expect(order).toEqual(['hub one a', 'hub one a'])
  })

  it('tries seven times with increasing pauses, then not until the next change', async () => {
    const { it: hub, order } = fakeAnnouncer('hub', { answer: () => AWAY })
    const { it, clock, said } = telling([hub])
    const set = setOf([file('a', '1')])
    it.prepare({ set: undefined, revision: undefined }, set)
    it.committed('r1')
    await settled()
    const at = [clock.now()]
    while (await clock.wake()) at.push(clock.now())
    expect(at.map((ms) => ms / 1000)).toEqual([0, 5, 30, 155, 780, 3905, 19_530])
    expect(order).toHaveLength(7)
    expect(said.map(({ code }) => code)).toEqual(['hub-not-told'])
    expect(it.findings().map(({ got }) => got)).toEqual(['no answer'])
    it.prepare({ set, revision: 'r1' }, setOf([file('a', '2')]))
    it.committed('r2')
    await settled()
    expect(order).toHaveLength(8)
  })

  it('does not treat a slow receiver as unavailable', async () => {
    let taken = 0
    const { it: cache, order } = fakeAnnouncer('cache', {
      isCache: true,
      batch: 1,
      // Two at a time, and then it has had enough.
      answer: () => (taken++ % 3 === 2 ? AWAY : { isTold: true }),
    })
    const { it, clock, outbox } = telling([cache])
    it.catchUp({ set: setOf(Array.from({ length: 40 }, (_, at) => file(`f${at}`, '1'))), revision: 'r1' })
    await settled()
    for (let times = 0; times < 60 && (await clock.wake()); times++);
    expect(outbox.read().receivers['cache one']).toMatchObject({ waiting: {}, told: 40, failures: 0 })
    expect(order.filter((line) => line.startsWith('cache'))).toHaveLength(40)
  })

  it('tries a suspended receiver again after a restart', async () => {
    const { it: hub, order } = fakeAnnouncer('hub', { answer: () => AWAY })
    const { it, clock, parts } = telling([hub])
    it.catchUp({ set: one, revision: 'r1' })
    await settled()
    while (await clock.wake());
    const tries = order.length
    it.catchUp({ set: one, revision: 'r1' })
    await settled()
    expect(order).toHaveLength(tries)
    createAnnouncements(parts).catchUp({ set: one, revision: 'r1' })
    await settled()
    expect(order.length).toBeGreaterThan(tries)
  })

  it.each<[string, number, number]>([
    ['longer than ours', 60_000, 60_000],
    ['shorter than ours', 1000, 5000],
    ['longer than a day', 999_999_000, 86_400_000],
  ])('respects the pause that a receiver requests: %s', async (_what, pauseMs, expected) => {
    const { it: hub } = fakeAnnouncer('hub', { answer: () => ({ ...AWAY, pauseMs }) })
    const { it, clock } = telling([hub])
    it.catchUp({ set: one, revision: 'r1' })
    await settled()
    expect(clock.next()).toBe(expected)
    // What changes meanwhile waits, too.
    it.prepare({ set: one, revision: 'r1' }, two)
    it.committed('r2')
    await settled()
    expect(clock.next()).toBe(expected)
  })

  it('sends the other notices if one address is refused, and later changes without a pause', async () => {
    const { it: hub, order } = fakeAnnouncer('hub', {
      answer: (_, [about]) => (about === 'a' ? REFUSED : { isTold: true }),
    })
    const { it } = telling([hub])
    it.catchUp({ set: one, revision: 'r1' })
    await settled()
    expect(order.splice(0)).toEqual(['not hub one a', 'hub one b'])
    it.prepare({ set: one, revision: 'r1' }, setOf([file('a', '1'), file('b', '2')]))
    it.committed('r2')
    await settled()
    expect(order).toContain('hub one b')
  })

  it('does not delay other receivers if one is not available', async () => {
    const { it: hub, order } = fakeAnnouncer('hub', {
      receivers: ['away', 'hangs', 'good'],
      answer: (receiver) =>
        receiver === 'away' ? AWAY : receiver === 'hangs' ? new Promise(() => {}) : { isTold: true },
    })
    const { it } = telling([hub])
    it.catchUp({ set: one, revision: 'r1' })
    await settled()
    expect(order.filter((line) => line.startsWith('hub good'))).toHaveLength(2)
    // Four requests are under way at most; one that got no answer ends the try.
    expect(order.filter((line) => line.startsWith('not hub away')).length).toBeLessThanOrEqual(2)
  })

  it('keeps unsent notices when it is stopped, without counting a failure', async () => {
    const { it: hub } = fakeAnnouncer('hub', { answer: () => new Promise(() => {}) })
    const { it, outbox } = telling([hub])
    it.catchUp({ set: one, revision: 'r1' })
    await settled()
    it.stop()
    await settled()
    expect(outbox.read().receivers['hub one']).toMatchObject({ waiting: { a: 1, b: 1 }, failures: 0 })
  })

  it('reports the state of each receiver', async () => {
    const { it: hub } = fakeAnnouncer('hub', {
      answer: (_, [about]) => (about === 'a' ? REFUSED : { isTold: true }),
    })
    const told: unknown[] = []
    const { it } = telling([hub], { onTold: (receivers) => told.push(...receivers) })
    it.catchUp({ set: one, revision: 'r1' })
    await settled()
    expect(told).toMatchObject([
      { announcer: 'hub', receiver: 'one', told: 1, failed: 1, waiting: 1, trouble: 'status 400' },
    ])
  })

  it('only stores notices while it is not active', async () => {
    const { it: hub, order } = fakeAnnouncer('hub')
    const { it } = telling([hub], { isActive: false })
    it.catchUp({ set: one, revision: 'r1' })
    await settled()
    expect(order).toEqual([])
    await it.tellAll()
    expect(order).toEqual(['hub one a', 'hub one b'])
  })

  it('sends nothing until other servers of the target have had time to follow', async () => {
    const { it: hub, order } = fakeAnnouncer('hub')
    const { it, clock } = telling([hub], { delayMs: 5000 })
    it.prepare({ set: undefined, revision: undefined }, one)
    it.committed('r1')
    // Runs without a commit, which would otherwise send what is pending.
    it.catchUp({ set: one, revision: 'r1' })
    await settled()
    expect(order).toEqual([])
    await clock.wake()
    expect([clock.now(), order]).toEqual([5000, ['hub one a', 'hub one b']])
  })

  it('sends notices of each commit after its own delay, however often the same document changes', async () => {
    const { it: hub, order } = fakeAnnouncer('hub')
    const { it, clock } = telling([hub], { delayMs: 5000 })
    const sets = ['0', '1', '2', '3'].map((sha256) => setOf([file('a', sha256)]))
    const sentAt: number[] = []
    for (const [at, set] of sets.entries()) {
      it.prepare({ set: sets[at - 1], revision: at === 0 ? undefined : `r${at - 1}` }, set)
      it.committed(`r${at}`)
      clock.setTimer(2000, () => {})
      while ((clock.next() ?? 0) <= 2000 * (at + 1)) {
        const sent = order.length
        await clock.wake()
        if (order.length > sent) sentAt.push(clock.now())
      }
    }
    for (let sent = order.length; await clock.wake(); sent = order.length)
      if (order.length > sent) sentAt.push(clock.now())
    expect(sentAt).toEqual([5000, 7000, 9000, 11_000])
    expect(order).toHaveLength(4)
  })

  it('sends the notices of an interrupted process after the delay', async () => {
    const { it: hub, order } = fakeAnnouncer('hub')
    const { it, parts, clock } = telling([hub], { delayMs: 5000 })
    it.prepare({ set: undefined, revision: undefined }, one)
    it.committed('r1')
    it.stop()
    expect(clock.next()).toBe(undefined)
    createAnnouncements(parts).catchUp({ set: one, revision: 'r1' })
    await clock.wake()
    expect(order).toEqual(['hub one a', 'hub one b'])
  })

  it.each(['with its next commit', 'without a commit'])(
    'drops the notices for a receiver that the settings no longer name, and says so, %s',
    async (when) => {
      const isAway = { answer: () => AWAY, receivers: ['old', 'one'] }
      const { it, parts } = telling([fakeAnnouncer('hub', isAway).it])
      it.catchUp({ set: one, revision: 'r1' })
      await settled()
      const { it: hub, order } = fakeAnnouncer('hub')
      const { it: next, messages, clock } = telling([hub], { outbox: parts.outbox })
      if (when === 'without a commit') next.catchUp({ set: one, revision: 'r1' })
      else {
        next.prepare({ set: one, revision: 'r1' }, two)
        next.committed('r2')
      }
      await settled()
      while (await clock.wake());
      expect(messages).toContain('old is no longer in the settings: 2 pending notifications were dropped')
      expect(next.receivers().map(({ receiver, waiting }) => [receiver, waiting])).toEqual([['one', 0]])
      expect(order).toEqual(['hub one a', 'hub one b'])
    },
  )
})
