import { describe, expect, it } from 'vitest'
import { createRunTime } from '../../src/schedule/run-time.ts'

const NOON = Date.UTC(2026, 10, 22, 12)
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

function setUp(startMs = NOON) {
  let wall = startMs
  let uptime = 5000
  const said: string[] = []
  const time = createRunTime({ now: () => wall, uptime: () => uptime }, (message) => said.push(message))
  return {
    time,
    said,
    /** The time of a run, as days, hours and minutes since noon. */
    now: () => time.now() - NOON,
    pass(ms: number) {
      wall += ms
      uptime += ms
    },
    set(ms: number) {
      wall += ms
    },
  }
}

describe('a clock that goes back', () => {
  it('by little is waited for', () => {
    const { now, set, pass, time, said } = setUp()
    expect(now()).toBe(0)
    set(-3 * HOUR)
    expect(now()).toBe(0)
    pass(4 * HOUR)
    expect(now()).toBe(HOUR)
    expect([time.wasSetBack(), said]).toEqual([false, []])
  })

  it('by days is believed, and said, until a run has come to a good end', () => {
    const { now, set, time, said } = setUp()
    now()
    set(-3 * DAY)
    expect(now()).toBe(-3 * DAY)
    expect([time.wasSetBack(), said]).toEqual([true, [expect.stringContaining('2026-11-19 12:00:00')]])
    time.confirm()
    expect(time.wasSetBack()).toBe(false)
  })
})

describe('a clock that goes forward', () => {
  it('while the machine was on or asleep for so long is believed', () => {
    const { now, pass, said } = setUp()
    now()
    pass(40 * DAY)
    expect(now()).toBe(40 * DAY)
    expect(said).toEqual([])
  })

  it('by some hours is believed', () => {
    const { now, set, said } = setUp()
    now()
    set(20 * HOUR)
    expect([now(), said]).toEqual([20 * HOUR, []])
  })

  it('by a year for a moment releases nothing, and leaves nothing behind', () => {
    const { now, set, pass, said, time } = setUp()
    now()
    set(365 * DAY)
    expect(now()).toBe(0)
    pass(2000)
    expect(now()).toBe(2000)
    set(-365 * DAY)
    expect(now()).toBe(2000)
    pass(MINUTE)
    expect(now()).toBe(2000 + MINUTE)
    expect(said).toEqual([expect.stringContaining('not used')])
    expect(time.wasSetBack()).toBe(false)
  })

  it('and stays there is believed after an hour', () => {
    const { now, set, pass, said } = setUp()
    now()
    set(365 * DAY)
    now()
    pass(HOUR - MINUTE)
    expect(now()).toBe(HOUR - MINUTE)
    pass(MINUTE)
    expect(now()).toBe(365 * DAY + HOUR)
    expect(said).toHaveLength(2)
  })

  it('from a time that was refused is believed at once', () => {
    const { now, set, time } = setUp(0)
    now()
    time.refuse()
    set(NOON)
    expect(now()).toBe(0)
  })
})
