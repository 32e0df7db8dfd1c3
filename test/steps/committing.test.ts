import { describe, expect, it } from 'vitest'
import { createAnnouncements } from '../../src/announcers/announcements.ts'
import { quietReporter } from '../../src/reporting/quiet-reporter.ts'
import { createMemoryOutbox, fakeAnnouncer, manualClock, settled } from '../announcers/sample.ts'
import { createNewsroom, hour } from './newsroom.ts'

function newsroomWith(options: Parameters<typeof fakeAnnouncer>[1] = {}) {
  const { it: announcer, order } = fakeAnnouncer('hub', options)
  const clock = manualClock()
  const announcements = createAnnouncements({
    announcers: [announcer],
    outbox: createMemoryOutbox(),
    reporter: quietReporter,
    clock,
    isActive: true,
    delayMs: 0,
  })
  const newsroom = createNewsroom({ parts: { announcements } })
  const told = async () => {
    await settled()
    return order.splice(0).filter((line) => line.endsWith('rss.xml'))
  }
  return { ...newsroom, clock, told }
}

describe('those who are told of commits', () => {
  it('are told of each, and of nothing where nothing changed', async () => {
    const newsroom = newsroomWith()
    newsroom.write('a')
    await newsroom.run(hour(1))
    expect(await newsroom.told()).toEqual(['hub one world/rss.xml'])
    await newsroom.run(hour(2))
    expect(await newsroom.told()).toEqual([])
    newsroom.write('b')
    await newsroom.run(hour(3))
    expect(await newsroom.told()).toEqual(['hub one world/rss.xml'])
  })

  it('include the servers that follow the target, once it has the bytes', async () => {
    const told: string[] = []
    const newsroom = createNewsroom({
      parts: { notify: () => void newsroom.target.revision().then((now) => told.push(now ?? 'nothing')) },
    })
    newsroom.write('a')
    await newsroom.run(hour(1))
    await settled()
    expect(told).toEqual([await newsroom.target.revision()])
    await newsroom.run(hour(2))
    expect(told).toHaveLength(1)
  })

  it('that never answer delay no run', async () => {
    const newsroom = newsroomWith({ answer: () => new Promise(() => {}) })
    newsroom.write('a')
    expect((await newsroom.run(hour(1))).feeds.map(({ status }) => status)).toEqual(['written'])
    newsroom.write('b')
    expect((await newsroom.run(hour(2))).feeds.map(({ status }) => status)).toEqual(['written'])
  })

  it('that fail are a warning and hold no feed, and hear of it later although nothing changed', async () => {
    const state = { isDown: true }
    const newsroom = newsroomWith({
      answer: () => (state.isDown ? { isTold: false, got: 'no answer', isAway: true } : { isTold: true }),
    })
    newsroom.write('a')
    await newsroom.run(hour(1))
    await settled()
    const report = await newsroom.run(hour(2))
    expect(report.findings.map(({ code, severity }) => [code, severity])).toEqual([
      ['hub-not-told', 'warning'],
    ])
    await newsroom.told()
    state.isDown = false
    await newsroom.clock.wake()
    expect(await newsroom.told()).toEqual(['hub one world/rss.xml'])
    expect((await newsroom.run(hour(3))).findings).toEqual([])
  })

  it('hear of it after a run that was cut between commit and telling', async () => {
    const newsroom = newsroomWith()
    newsroom.write('a')
    const cut = () => Promise.reject(new Error('killed'))
    await expect(newsroom.run(hour(1), { listeners: [cut] })).rejects.toThrow('killed')
    expect(await newsroom.told()).toEqual([])
    await newsroom.run(hour(2))
    expect(await newsroom.told()).toEqual(['hub one world/rss.xml'])
  })

  it('come after the listeners, who show the bytes that a hub fetches', async () => {
    const order: string[] = []
    const newsroom = newsroomWith({ order })
    newsroom.write('a')
    await newsroom.run(hour(1), {
      listeners: [
        async () => {
          await settled()
          order.push('server')
        },
      ],
    })
    await settled()
    expect(order[0]).toBe('server')
    expect(order.length).toBeGreaterThan(1)
  })
})
