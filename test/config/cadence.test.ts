import { describe, expect, it } from 'vitest'
import { cronMistake, minutesBetweenRuns } from '../../src/config/cadence.ts'

describe('minutesBetweenRuns', () => {
  it.each([
    ['*/15 * * * *', 15],
    ['* * * * *', 1],
    ['*/10 * * * * *', 1],
    ['@hourly', 60],
    ['7 * * * *', 60],
    // The smallest gap counts, also the one over the hour's or the day's end.
    ['0,5 * * * *', 5],
    ['0,50 * * * *', 10],
    ['0 6,20 * * *', 600],
    ['0 9-17 * * 1-5', 60],
    ['30 6 * * *', 1440],
    ['30 6 * * 1-5', 1440],
    ['0 6 * * 1', 7 * 1440],
    ['0 6 1 * *', 28 * 1440],
    ['0 0 L * *', 28 * 1440],
    // Mondays only: there is no night between two days with runs.
    ['0 0,23 * * 1', 1380],
    ['0 0,23 * * 1,2', 60],
  ])('%s is %i', (expression, minutes) => {
    expect(minutesBetweenRuns(expression)).toBe(minutes)
  })
})

describe('cronMistake', () => {
  it.each([
    ['*/15 * * * *', undefined],
    ['61 * * * *', 'its minute cannot be 61'],
    ['hourly', 'expected 5 or 6 fields but got 1'],
  ])('%s', (expression, mistake) => {
    expect(cronMistake(expression)).toBe(mistake)
  })
})
