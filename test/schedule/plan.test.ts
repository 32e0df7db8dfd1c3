import { describe, expect, it } from 'vitest'
import type { Instant } from '../../src/article/instant.ts'
import { isInstant } from '../../src/article/instant.ts'
import type { RunReason } from '../../src/schedule/plan.ts'
import {
  judgeWish,
  LONGEST_SLEEP_MS,
  nextRun,
  planSleep,
  releaseAfter,
  wasSetBack,
} from '../../src/schedule/plan.ts'

function moment(text: string): Instant {
  if (!isInstant(text)) throw new Error(`${text} is no instant`)
  return text
}

const NOON = moment('2026-11-22T12:00:00Z')
const LATER = moment('2026-11-22T12:10:00Z')
const CENTURY = moment('2126-11-22T12:00:00Z')
const noonMs = Date.parse(NOON)

const wishes: readonly (readonly [RunReason, boolean, 'run' | 'skip' | 'later'])[] = [
  ['start', false, 'run'],
  ['schedule', false, 'run'],
  ['release', false, 'run'],
  ['change', false, 'run'],
  ['start', true, 'later'],
  ['schedule', true, 'skip'],
  ['release', true, 'later'],
  ['change', true, 'later'],
]
it.each(wishes)('a wish for a %s run, with one under way: %s, leads to: %s', (reason, running, verdict) => {
  expect(judgeWish(reason, running)).toBe(verdict)
})

const sleeps: readonly (readonly [string, number, Instant | undefined, boolean, number])[] = [
  ['nothing to release', noonMs, undefined, false, LONGEST_SLEEP_MS],
  ['far away', noonMs, CENTURY, false, LONGEST_SLEEP_MS],
  ['soon', noonMs - 1500, NOON, false, 1500],
  ['now', noonMs, NOON, true, 0],
  ['overdue, the clock was set forward', noonMs + 3_600_000, NOON, true, 0],
]
it.each(sleeps)('before a release that is %s', (_name, nowMs, release, due, sleepMs) => {
  expect(planSleep(nowMs, release)).toEqual({ due, sleepMs })
})

describe('the release to wait for after a run', () => {
  it.each([
    [LATER, LATER],
    [NOON, undefined],
    [moment('2026-11-22T11:59:59Z'), undefined],
    [undefined, undefined],
  ])('that said %s is %s', (said, kept) => {
    expect(releaseAfter(NOON, said)).toBe(kept)
  })
})

describe('the next run', () => {
  it.each([
    [NOON, LATER, NOON],
    [LATER, NOON, NOON],
    [LATER, undefined, LATER],
    [undefined, LATER, LATER],
    [undefined, undefined, undefined],
  ])('with a tick at %s and a release at %s is at %s', (tick, release, expected) => {
    expect(nextRun(tick, release)).toBe(expected)
  })
})

it.each([
  [noonMs, false],
  [noonMs - 2_000, false],
  [noonMs - 3_600_000, true],
  [noonMs + 3_600_000, false],
])('a clock that says %d after noon was set back: %s', (nowMs, expected) => {
  expect(wasSetBack(nowMs, noonMs)).toBe(expected)
})
