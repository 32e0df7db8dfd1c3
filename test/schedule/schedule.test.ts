import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Instant } from '../../src/article/instant.ts'
import { instantFromMs } from '../../src/article/instant.ts'
import type { Clock } from '../../src/schedule/clock.ts'
import { systemClock } from '../../src/schedule/clock.ts'
import type { Ticker } from '../../src/schedule/cron.ts'
import { createCronTicker } from '../../src/schedule/cron.ts'
import type { RunReason } from '../../src/schedule/plan.ts'
import { createRunTime } from '../../src/schedule/run-time.ts'
import { createSchedule, type Schedule } from '../../src/schedule/schedule.ts'

const NOON = Date.parse('2026-11-22T12:00:00Z')
const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** A clock that goes when told to; timers run on time that passes, not on what the clock is set to. */
function createFakeClock(startMs: number) {
  let passed = 0
  let offset = startMs
  let timers: { at: number; wake: () => void }[] = []
  const clock: Clock = {
    now: () => offset + passed,
    elapsed: () => passed,
    uptime: () => passed,
    setTimer(ms, wake) {
      expect(ms).toBeLessThan(2 ** 31)
      const timer = { at: passed + ms, wake }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
  }
  return {
    clock,
    set(ms: number) {
      offset = ms - passed
    },
    waiting: () => timers.length,
    async pass(ms: number) {
      const end = passed + ms
      for (;;) {
        await settle()
        const next = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0]
        if (next === undefined) break
        timers = timers.filter((timer) => timer !== next)
        passed = Math.max(passed, next.at)
        next.wake()
      }
      passed = end
    },
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}

function instant(ms: number): Instant {
  const moment = instantFromMs(ms)
  if (moment === undefined) throw new Error(`${ms} is no instant`)
  return moment
}

function setUp(releases: readonly number[] = [], startMs = NOON) {
  const time = createFakeClock(startMs)
  const log: string[] = []
  const nextInRun: (Instant | undefined)[] = []
  let tick = () => {}
  let gate: Promise<void> = Promise.resolve()
  let failing = false
  const ticker: Ticker = {
    start(onTick) {
      tick = onTick
      log.push('ticking')
    },
    next: () => instant(NOON + HOUR),
    stop() {
      tick = () => {}
    },
  }
  const runTime = createRunTime(time.clock, (message) => log.push(message))
  const schedule: Schedule = createSchedule({
    ticker,
    clock: time.clock,
    now: () => runTime.now(),
    async run(reason, now) {
      log.push(`${reason} ${now.slice(11, 19)}`)
      nextInRun.push(schedule.nextRun())
      await gate
      if (failing) throw new Error('disk full')
      const nextRelease = releases
        .map(instant)
        .filter((moment) => moment > now)
        .sort()[0]
      return { nextRelease }
    },
    onSkipped: (at) => log.push(`skipped ${at.slice(11, 19)}`),
    onFailed: (error, reason) => log.push(`failed ${reason} ${error instanceof Error ? error.message : ''}`),
  })
  return {
    schedule,
    time,
    /** What was done since the last look. */
    done: () => log.splice(0),
    /** The next run as it was said at the beginning of each run. */
    nextInRun: () => nextInRun,
    tick: () => tick(),
    fail: (yes: boolean) => {
      failing = yes
    },
    /** Makes runs wait until the returned function is called. */
    hold() {
      let open = () => {}
      gate = new Promise((resolve) => {
        open = resolve
      })
      return async () => {
        open()
        await settle()
      }
    },
  }
}

describe('a schedule', () => {
  it('runs at start and at every tick', async () => {
    const { schedule, tick, done, time } = setUp()
    schedule.start()
    await settle()
    tick()
    await settle()
    await time.pass(10 * MINUTE)
    tick()
    await settle()
    expect(done()).toEqual(['ticking', 'start 12:00:00', 'schedule 12:00:00', 'schedule 12:10:00'])
  })

  it('lets a tick go that meets a run, and says so', async () => {
    const { schedule, tick, done, hold } = setUp()
    const open = hold()
    schedule.start()
    tick()
    await open()
    expect(done()).toEqual(['ticking', 'start 12:00:00', 'skipped 12:00:00'])
    tick()
    await settle()
    expect(done()).toEqual(['schedule 12:00:00'])
  })

  it('makes one more run for all changes that met a run', async () => {
    const { schedule, done, hold } = setUp()
    const open = hold()
    schedule.start()
    schedule.trigger('change')
    schedule.trigger('change')
    await open()
    expect(done()).toEqual(['ticking', 'start 12:00:00', 'change 12:00:00'])
  })

  it('goes on after a run that failed', async () => {
    const { schedule, tick, done, fail } = setUp()
    fail(true)
    schedule.start()
    await settle()
    fail(false)
    tick()
    await settle()
    expect(done()).toEqual(['ticking', 'start 12:00:00', 'failed start disk full', 'schedule 12:00:00'])
  })

  it('releases articles at their very moments, each once', async () => {
    const { schedule, done, time } = setUp([NOON + 90_000, NOON + 91_000, NOON + 5 * HOUR])
    schedule.start()
    await time.pass(8 * HOUR)
    expect(done()).toEqual([
      'ticking',
      'start 12:00:00',
      'release 12:01:30',
      'release 12:01:31',
      'release 17:00:00',
    ])
  })

  it('releases after more than 2^31 ms', async () => {
    const { schedule, done, time } = setUp([NOON + 26 * 24 * HOUR])
    schedule.start()
    await time.pass(26 * 24 * HOUR - 1)
    expect(done()).toEqual(['ticking', 'start 12:00:00'])
    await time.pass(1)
    expect(done()).toEqual(['release 12:00:00'])
  })

  it('says when the next run is: the tick, or a release before it', async () => {
    const { schedule } = setUp([NOON + 90_000])
    expect(schedule.nextRun()).toBe('2026-11-22T13:00:00Z')
    schedule.start()
    await settle()
    expect(schedule.nextRun()).toBe('2026-11-22T12:01:30Z')
    await schedule.stop()
    expect(schedule.nextRun()).toBeUndefined()
  })

  it('does not take the release under way for the next run', async () => {
    const { schedule, time, nextInRun } = setUp([NOON + 90_000])
    schedule.start()
    await time.pass(2 * MINUTE)
    expect(nextInRun()).toEqual(['2026-11-22T13:00:00Z', '2026-11-22T13:00:00Z'])
  })

  it('does not lose a release to a failing run, and does not chase it either', async () => {
    const { schedule, tick, done, time, fail } = setUp([NOON + 90_000, NOON + HOUR])
    schedule.start()
    await settle()
    fail(true)
    await time.pass(10 * MINUTE)
    expect(done()).toEqual(['ticking', 'start 12:00:00', 'release 12:01:30', 'failed release disk full'])
    fail(false)
    tick()
    await time.pass(HOUR)
    expect(done()).toEqual(['schedule 12:10:00', 'release 13:00:00'])
  })

  it('releases once, no earlier and no later, with the clock set back an hour before the moment', async () => {
    const { schedule, done, time } = setUp([NOON + 10 * MINUTE])
    schedule.start()
    await time.pass(5 * MINUTE)
    time.set(NOON + 5 * MINUTE - HOUR)
    await time.pass(HOUR + 5 * MINUTE - 1)
    expect(done()).toEqual(['ticking', 'start 12:00:00', 'ticking'])
    await time.pass(1)
    expect(done()).toEqual(['release 12:10:00'])
    await time.pass(3 * HOUR)
    expect(done()).toEqual([])
  })

  it('takes nothing back with the clock set back an hour after the moment, and ticks again', async () => {
    const { schedule, tick, done, time } = setUp([NOON + 10 * MINUTE])
    schedule.start()
    await time.pass(15 * MINUTE)
    time.set(NOON + 15 * MINUTE - HOUR)
    await time.pass(2 * MINUTE)
    tick()
    await time.pass(3 * HOUR)
    // The run's time stands still while the clock catches up; a second release would say 12:10:00 again.
    const runs = done()
    expect(runs.slice(0, 4)).toEqual(['ticking', 'start 12:00:00', 'release 12:10:00', 'ticking'])
    expect(runs.slice(4)).toEqual([expect.stringMatching(/^schedule 12:1[45]:/)])
  })

  it('releases soon after the clock was set forward past the moment', async () => {
    const { schedule, done, time } = setUp([NOON + 5 * HOUR])
    schedule.start()
    await time.pass(5 * MINUTE)
    time.set(NOON + 6 * HOUR)
    await time.pass(MINUTE)
    expect(done()).toEqual(['ticking', 'start 12:00:00', expect.stringMatching(/^release 18:0[01]:/)])
  })

  it('stops after the run under way, and makes no other', async () => {
    const { schedule, tick, done, hold, time } = setUp([NOON + 90_000])
    const open = hold()
    schedule.start()
    schedule.trigger('change')
    let stopped = false
    const stop = schedule.stop().then(() => {
      stopped = true
    })
    await settle()
    expect(stopped).toBe(false)
    await open()
    await stop
    tick()
    schedule.trigger('change')
    await time.pass(HOUR)
    expect(done()).toEqual(['ticking', 'start 12:00:00'])
    expect(time.waiting()).toBe(0)
  })
})

describe('a cron ticker', () => {
  beforeEach(() => void vi.useFakeTimers({ now: NOON }))
  afterEach(() => void vi.useRealTimers())

  const ticksOf = async (expression: string, zone: string, ms: number) => {
    const ticker = await createCronTicker(expression, zone, systemClock)
    const ticks: string[] = []
    ticker.start(() => ticks.push(new Date().toISOString()))
    await vi.advanceTimersByTimeAsync(ms)
    ticker.stop()
    await vi.advanceTimersByTimeAsync(ms)
    return ticks
  }

  it('ticks as the expression says, and not after the stop', async () => {
    expect(await ticksOf('*/20 * * * *', 'Etc/UTC', HOUR)).toEqual([
      '2026-11-22T12:20:00.000Z',
      '2026-11-22T12:40:00.000Z',
      '2026-11-22T13:00:00.000Z',
    ])
  })

  it('ticks in the zone of the site', async () => {
    expect(await ticksOf('30 6 * * *', 'America/New_York', 24 * HOUR)).toEqual(['2026-11-23T11:30:00.000Z'])
    expect(await ticksOf('30 18 * * *', 'Asia/Kolkata', 24 * HOUR)).toEqual(['2026-11-24T13:00:00.000Z'])
  })

  it('ticks once on the day the clocks change', async () => {
    vi.setSystemTime('2026-10-24T12:00:00Z')
    expect(await ticksOf('30 2 * * *', 'Europe/Berlin', 24 * HOUR)).toHaveLength(1)
  })

  it('knows the next tick before it starts', async () => {
    expect((await createCronTicker('30 6 * * *', 'America/New_York', systemClock)).next()).toBe(
      '2026-11-23T11:30:00Z',
    )
  })

  it('ticks late, and once, after the machine slept', async () => {
    const ticker = await createCronTicker('*/10 * * * *', 'Etc/UTC', systemClock)
    let ticks = 0
    ticker.start(() => ticks++)
    vi.setSystemTime(NOON + 8 * HOUR + 5 * MINUTE)
    await vi.advanceTimersByTimeAsync(4 * MINUTE)
    expect(ticks).toBe(1)
    await vi.advanceTimersByTimeAsync(2 * MINUTE)
    ticker.stop()
    expect(ticks).toBe(2)
  })

  it('does not look at what was missed one by one, and goes on by the new time', async () => {
    const ticker = await createCronTicker('* * * * *', 'Europe/Berlin', systemClock)
    let ticks = 0
    ticker.start(() => ticks++)
    vi.setSystemTime(NOON + 3 * 365 * 24 * HOUR)
    await vi.advanceTimersByTimeAsync(MINUTE)
    expect(ticks).toBe(1)
    vi.setSystemTime(NOON)
    await vi.advanceTimersByTimeAsync(2 * MINUTE)
    expect(ticks).toBeLessThanOrEqual(3)
    expect(ticker.next()).toBe('2026-11-22T12:03:00Z')
    ticker.stop()
  })

  it('refuses an expression that is none', async () => {
    await expect(createCronTicker('61 * * * *', 'Etc/UTC', systemClock)).rejects.toThrow('minute')
  })

  it('drives a schedule, releases between its ticks, and keeps ticking after the clock is set back', async () => {
    const log: string[] = []
    const reasons = (reason: RunReason, now: Instant) => log.push(`${reason} ${now.slice(11, 16)}`)
    const schedule = createSchedule({
      ticker: await createCronTicker('*/10 * * * *', 'Etc/UTC', systemClock),
      clock: systemClock,
      now: createRunTime(systemClock, () => {}).now,
      run: async (reason, now) => {
        reasons(reason, now)
        return { nextRelease: instant(NOON + 15 * MINUTE) }
      },
      onSkipped() {},
      onFailed() {},
    })
    schedule.start()
    await vi.advanceTimersByTimeAsync(25 * MINUTE)
    expect(log.splice(0)).toEqual(['start 12:00', 'schedule 12:10', 'release 12:15', 'schedule 12:20'])
    vi.setSystemTime(NOON - HOUR + 25 * MINUTE)
    await vi.advanceTimersByTimeAsync(20 * MINUTE)
    expect(log).toHaveLength(2)
    await schedule.stop()
    expect(vi.getTimerCount()).toBe(0)
  })
})
