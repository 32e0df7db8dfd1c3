import { describe, expect, it } from 'vitest'
import { judgeReadiness } from '../../src/server/readiness.ts'

const at = (text: string) => Date.parse(`${text}Z`)
/** The last run on a Friday evening, the next on Monday morning. */
const weekend = { lastGoodRun: at('2026-11-20T17:00:00'), nextDue: at('2026-11-23T09:00:00') }

describe('readiness', () => {
  it.each([
    ['2026-11-20T20:00:00', true],
    ['2026-11-22T12:00:00', true],
    ['2026-11-23T08:59:00', true],
    ['2026-11-23T10:00:00', true],
    ['2026-11-23T10:00:01', false],
  ])('of a schedule that rests at the weekend, on %s: %s', (now, ready) => {
    expect(judgeReadiness(weekend, 60, at(now)).ready).toBe(ready)
  })

  it('is given by another publisher that is followed', () => {
    expect(
      judgeReadiness({ followed: 'out is locked by another publisher: process 7 on host b' }, 60, 0),
    ).toEqual({
      ready: true,
      reason: 'out is locked by another publisher: process 7 on host b; this server follows it',
    })
  })

  it('says how old is what is served while the target of the other is away', () => {
    expect(judgeReadiness({ followed: 'out is filled by b', heard: 0 }, 60, 125_000)).toEqual({
      ready: true,
      reason:
        'out is filled by b; this server follows it, but the target does not answer, and the served set is 2 minutes old',
    })
  })

  it('waits for the first run, and for no other where none is planned', () => {
    expect(judgeReadiness(undefined, 60, 0).ready).toBe(false)
    expect(judgeReadiness({ lastGoodRun: 0, nextDue: undefined }, 60, at('2026-01-01T00:00:00')).ready).toBe(
      true,
    )
  })
})
