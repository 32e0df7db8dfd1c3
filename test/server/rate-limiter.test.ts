import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPollLimiter, judgePoll } from '../../src/server/rate-limiter.ts'

const HOUR = 3_600_000

describe('judgePoll', () => {
  it('allows the burst, then says how long to wait', () => {
    let due: number | undefined
    const waits = [0, 0, 0, 0, 1000, 60_000].map((now) => {
      const judged = judgePoll(due, now, 60_000, 3)
      due = judged.due
      return judged.retryAfter
    })
    expect(waits).toEqual([0, 0, 0, 60, 59, 0])
  })

  it('law: who waits as long as told is welcome, and a second less is not enough', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(100_000), { minLength: 1, maxLength: 50 }),
        fc.integer({ min: 1, max: 10 }),
        (gaps, burst) => {
          let due: number | undefined
          let now = 0
          for (const gap of gaps) {
            now += gap
            const { retryAfter, due: next } = judgePoll(due, now, 30_000, burst)
            due = next
            if (retryAfter === 0) continue
            expect(judgePoll(due, now + retryAfter * 1000, 30_000, burst).retryAfter).toBe(0)
            expect(judgePoll(due, now + (retryAfter - 1) * 1000, 30_000, burst).retryAfter).toBe(1)
          }
        },
      ),
      { seed: 429, numRuns: 500 },
    )
  })

  it('law: in any time span no more get through than the burst and the rate allow', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20_000), { minLength: 1, maxLength: 80 }), (gaps) => {
        let due: number | undefined
        let now = 0
        const welcome: number[] = []
        for (const gap of gaps) {
          now += gap
          const judged = judgePoll(due, now, 30_000, 5)
          due = judged.due
          if (judged.retryAfter === 0) welcome.push(now)
        }
        const [first = 0] = welcome
        expect(welcome.length).toBeLessThanOrEqual(5 + (now - first) / 30_000)
      }),
      { seed: 430, numRuns: 500 },
    )
  })
})

describe('createPollLimiter', () => {
  it('keeps clients and files apart', () => {
    const { retryAfter } = createPollLimiter({ requests: 2, seconds: 3600 })
    for (const wait of [0, 0, 1800]) expect(retryAfter(1, 'world/rss.xml', 0)).toBe(wait)
    expect(retryAfter(1, 'world/atom.xml', 0)).toBe(0)
    expect(retryAfter(2, 'world/rss.xml', 0)).toBe(0)
    expect(retryAfter(1, 'world/rss.xml', HOUR / 2)).toBe(0)
  })

  it('tells one greedy program from an office full of readers by the validators they send', () => {
    const { noteValidator, retryAfter } = createPollLimiter({ requests: 10, seconds: 3600 })
    const refused = (client: number) =>
      Array.from({ length: 50 }, () => retryAfter(client, 'x', 0)).filter((wait) => wait > 0).length
    noteValidator(2)
    expect([refused(1), refused(2)]).toEqual([40, 0])
    noteValidator(1)
    expect(refused(1)).toBe(0)
  })

  it('remembers a busy client while others come and go, and forgets idle ones', () => {
    const { retryAfter } = createPollLimiter({ requests: 1, seconds: 3600 }, 10)
    retryAfter(0, 'x', 0)
    for (let client = 1; client < 100; client++) {
      retryAfter(client, 'x', 0)
      expect(retryAfter(0, 'x', 0)).toBe(3600)
    }
    expect(retryAfter(1, 'x', 0)).toBe(0)
  })
})
