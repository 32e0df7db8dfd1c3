import { getEventListeners } from 'node:events'
import { expect, it } from 'vitest'
import { pause, untilAborted } from '../../src/schedule/clock.ts'

/** A timer that goes off when told to. */
function timer() {
  let wake: (() => void) | undefined
  return {
    isSet: () => wake !== undefined,
    goOff: () => wake?.(),
    setTimer(_ms: number, given: () => void) {
      wake = given
      return () => {
        wake = undefined
      }
    },
  }
}

it.each(['the timer', 'the signal'])('pauses until %s ends it, and leaves nothing behind', async (what) => {
  const clock = timer()
  const ending = new AbortController()
  const paused = pause(clock, 1000, ending.signal)
  expect(getEventListeners(ending.signal, 'abort')).toHaveLength(1)
  if (what === 'the timer') clock.goOff()
  else ending.abort()
  await paused
  expect(clock.isSet()).toBe(false)
  expect(getEventListeners(ending.signal, 'abort')).toEqual([])
})

it('does not pause where the signal has aborted before', async () => {
  const clock = timer()
  await pause(clock, 1000, AbortSignal.abort())
  await untilAborted(AbortSignal.abort())
  expect(clock.isSet()).toBe(false)
})
