import { expect, it } from 'vitest'
import { quietReporter } from '../../src/reporting/quiet-reporter.ts'
import { createFollowing } from '../../src/service/following.ts'
import { manualClock, settled } from '../announcers/sample.ts'

/** Follows a target in which `target.revision` is committed. */
function setUp() {
  const timers = manualClock()
  const clock = { ...timers, elapsed: timers.now, uptime: timers.now }
  const target = { name: 'out', revision: '1', looks: 0, answer: Promise.resolve() }
  let served: string | undefined
  const following = createFollowing({
    target: {
      name: target.name,
      revision: async () => {
        target.looks += 1
        await target.answer
        return target.revision
      },
    },
    clock,
    reporter: quietReporter,
    refresh: async () => {
      served = target.revision
    },
    served: () => served,
    hasDamage: () => false,
  })
  following.follow('another', async () => true)
  return { clock, following, target, served: () => served }
}

it('looks every two seconds, and at once when it hears of a commit', async () => {
  const { clock, following, target, served } = setUp()
  await settled()
  expect([served(), clock.next()]).toEqual(['1', 2000])
  await clock.wake()
  expect([target.looks, clock.next()]).toEqual([1, 4000])
  target.revision = '2'
  following.lookSoon()
  expect(clock.next()).toBe(2200)
  await clock.wake()
  expect([served(), clock.now(), clock.next()]).toEqual(['2', 2200, 4200])
})

it('looks five times a second at most, however many messages come', async () => {
  const { clock, following, target } = setUp()
  following.lookSoon()
  await settled()
  for (let messages = 0; messages < 1000; messages++) following.lookSoon()
  while (clock.now() < 2000) {
    await clock.wake()
    for (let messages = 0; messages < 1000; messages++) following.lookSoon()
  }
  expect(target.looks).toBe(10)
})

it('says when the target last answered, although a request to it is still repeated', async () => {
  const { clock, following, target } = setUp()
  await settled()
  target.answer = new Promise(() => {})
  await clock.wake()
  clock.setTimer(10_000, () => {})
  await clock.wake()
  expect(following.progress()).toEqual({ followed: 'another', heard: 0 })
})

it('hears nothing any more once it has stopped', async () => {
  const { clock, following, target } = setUp()
  await settled()
  following.stop()
  following.lookSoon()
  expect([clock.next(), target.looks]).toEqual([undefined, 0])
})
