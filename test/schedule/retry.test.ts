import { expect, it } from 'vitest'
import { EnvironmentError } from '../../src/errors.ts'
import { createChangedPaths } from '../../src/schedule/changed-paths.ts'
import { createRetry } from '../../src/schedule/retry.ts'

const locked = () => new EnvironmentError('TARGET_LOCKED', 'process 7 publishes')

function setUp() {
  const pauses: number[] = []
  let waiting = 0
  const setTimer = (ms: number) => {
    pauses.push(ms)
    waiting++
    let isOver = false
    return () => {
      if (!isOver) waiting--
      isOver = true
    }
  }
  return { pauses, waiting: () => waiting, retry: createRetry({ setTimer }, () => {}) }
}

it('tries again after pauses that double up to a minute, of a lock up to 4 s, and says so once', () => {
  const { pauses, retry, waiting } = setUp()
  const full = new EnvironmentError('TARGET_UNWRITABLE', 'disk full')
  expect(Array.from({ length: 10 }, () => retry.failed(full).isNew)).toEqual([true, ...Array(9).fill(false)])
  expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000])
  retry.succeeded()
  for (let time = 0; time < 6; time++) retry.failed(locked())
  expect(pauses.slice(10)).toEqual([250, 500, 1000, 2000, 4000, 4000])
  expect(waiting()).toBe(1)
})

it('begins again after a success, and says what is another matter', () => {
  const { pauses, retry, waiting } = setUp()
  retry.failed(locked())
  expect(retry.failed(new EnvironmentError('TARGET_UNWRITABLE', 'disk full')).isNew).toBe(true)
  retry.succeeded()
  expect(waiting()).toBe(0)
  expect(retry.failed(locked()).isNew).toBe(true)
  expect(pauses.at(-1)).toBe(250)
})

it('does not try again what is a mistake of the program', () => {
  const { pauses, retry } = setUp()
  expect(retry.failed(new TypeError('x'))).toEqual({ isNew: true, again: false })
  expect(pauses).toEqual([])
})

it('hands changed paths to a run for changes, and to no other', async () => {
  const changed = createChangedPaths()
  const taken = (reason: 'change' | 'schedule') => changed.during(reason, async (paths) => paths)
  changed.add(['b.md', 'a.md'])
  changed.add(['a.md'])
  expect(await taken('change')).toEqual(['b.md', 'a.md'])
  changed.add(['a.md'])
  expect(await taken('schedule')).toBeUndefined()
  expect(await taken('change')).toEqual([])
  changed.add(['a.md'])
  changed.add('all')
  expect(await taken('change')).toBeUndefined()
})

it('looks at everything after a run that failed, also for what came meanwhile', async () => {
  const changed = createChangedPaths()
  changed.add(['a.md'])
  const failing = changed.during('change', async () => {
    changed.add(['b.md'])
    throw new Error('disk full')
  })
  await expect(failing).rejects.toThrow('disk full')
  expect(await changed.during('change', async (paths) => paths)).toBeUndefined()
  expect(await changed.during('change', async (paths) => paths)).toEqual([])
})
