import { expect, it } from 'vitest'
import type { LastRun } from '../../src/reporting/last-run.ts'
import { judgeTargets, type TargetReading } from '../../src/reporting/target-states.ts'
import { file, setOf } from '../announcers/sample.ts'
import { day } from '../support/newsroom.ts'

const OLD = setOf([file('a', '1'), file('b', '1')])
const NEW = setOf([file('a', '2'), file('b', '1')])
const run = (startedAt: LastRun['startedAt'], failed?: LastRun['failed']): LastRun => ({
  findings: [],
  ...(startedAt !== undefined && { startedAt }),
  ...(failed !== undefined && { failed }),
})
const FAILED = { at: day(3), message: 'no space left' }

it.each<readonly [string, readonly Omit<TargetReading, 'name'>[], readonly string[], number | undefined]>([
  ['nothing published anywhere', [{}, {}], ['current', 'current'], 0],
  ['equal documents', [{ set: NEW }, { set: NEW }], ['current', 'current'], 0],
  [
    'one whose last completed run is older',
    [
      { set: OLD, lastRun: run(day(1)) },
      { set: NEW, lastRun: run(day(2)) },
    ],
    ['behind', 'current'],
    1,
  ],
  [
    'one that fails and has everything all the same',
    [{ set: NEW, lastRun: run(day(1), FAILED) }, { set: NEW }],
    ['failing', 'current'],
    0,
  ],
  [
    'one that never had a run',
    [{ lastRun: run(undefined, FAILED) }, { set: OLD, lastRun: run(day(1)) }],
    ['failing', 'current'],
    1,
  ],
  ['one that cannot be read', [{ trouble: 'away' }, { set: OLD }], ['unreadable', 'current'], 1],
  ['none that can be read', [{ trouble: 'away' }], ['unreadable'], undefined],
])('tells states: %s', (_what, readings, states, newest) => {
  const named = readings.map((reading, at) => ({ ...reading, name: String(at) }))
  const judged = judgeTargets(named)
  expect(judged.states.map(({ state }) => state)).toEqual(states)
  expect(judged.newest?.name).toBe(newest?.toString())
})

it('names the feeds that differ or are missing', () => {
  const [first] = judgeTargets([
    { name: 'one', set: setOf([file('a', '1', { feed: 'a' })]), lastRun: run(day(1)) },
    {
      name: 'two',
      set: setOf([file('a', '2', { feed: 'a' }), file('b', '1', { feed: 'b' })]),
      lastRun: run(day(2)),
    },
  ]).states
  expect(first?.behind).toEqual(['a', 'b'])
})
