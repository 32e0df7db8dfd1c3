import fc from 'fast-check'
import { describe, it } from 'vitest'
import { expectNamedLosses, expectSameBytes, expectSteadyDates, type Step, steps } from './machines.ts'

const RUNS = Number(process.env['FEEDWRIGHT_TAKEOVER_RUNS'] ?? 60)
const CLOCK_RUNS = Math.ceil((RUNS * 2) / 3)
const SEED = Number(process.env['FEEDWRIGHT_SEED'] ?? 25)

const step = (act: Step['act'], machine: Step['machine'], more: Partial<Step> = {}): Step => ({
  act,
  which: 0,
  how: 3,
  wait: 60,
  machine,
  ...more,
})

describe('machines that publish in turn', () => {
  it.each([
    ['withdraw', 1],
    ['withdraw', 'new'],
    ['delete', 1],
    ['draft', 'new'],
    ['expire', 'new'],
    ['move', 'new'],
  ] as const)(
    'say that an article of before is gone (%s, machine %s) as one alone does',
    async (act, machine) => {
      const write = Array.from({ length: 6 }, () => step('write', 0, { how: 3 }))
      await expectSameBytes('a ledger')([
        ...write,
        step('write', 1),
        step('write', 0),
        step(act, machine),
        step('write', 0),
        step('write', machine),
      ])
    },
  )

  it('keep the address of an article under embargo, without a ledger', async () => {
    await expectSameBytes('stamps')([
      step('write', 0, { how: 64, wait: 0 }),
      step('embargo', 0, { how: 0, wait: undefined }),
      step('copy', 0, { how: 0, wait: undefined }),
      step('publish', 0, { which: 1, wait: undefined }),
      step('write', 0, { how: 0, wait: 0 }),
      step('write', 'new', { how: 0, wait: 0 }),
    ])
  })

  it('take an article that was never public as its file is, without a ledger', async () => {
    await expectSameBytes('stamps')([
      step('copy', 'new', { wait: 0 }),
      step('write', 'new', { how: 0, wait: undefined }),
      step('withdraw', 0, { wait: undefined }),
      step('update', 0, { how: 688, wait: 0 }),
      step('publish', 'new', { wait: undefined }),
      step('write', 'new', { how: 0, wait: undefined }),
      step('write', 'new', { how: 0 }),
    ])
  })

  it('remove nothing if the clock of the next one is behind, without a ledger', async () => {
    await expectSteadyDates('stamps')([
      step('write', 2, { how: 0, wait: 0 }),
      step('write', 0, { how: 1, wait: 0 }),
    ])
  })

  it(
    'lose what status names, and nothing else, without a ledger or stamps',
    async () => {
      await fc.assert(fc.asyncProperty(steps, expectNamedLosses), {
        seed: SEED,
        numRuns: RUNS,
        interruptAfterTimeLimit: RUNS * 500,
      })
    },
    RUNS * 1500,
  )

  it.each(['a ledger', 'stamps'] as const)(
    'publish byte for byte what one alone would, with %s',
    async (memory) => {
      await fc.assert(fc.asyncProperty(steps, expectSameBytes(memory)), {
        seed: SEED,
        numRuns: RUNS,
        interruptAfterTimeLimit: RUNS * 500,
      })
    },
    RUNS * 1500,
  )

  it.each(['a ledger', 'stamps'] as const)(
    'keep the dates and articles that readers have if their clocks differ, with %s',
    async (memory) => {
      await fc.assert(fc.asyncProperty(steps, expectSteadyDates(memory)), {
        seed: SEED,
        numRuns: CLOCK_RUNS,
        interruptAfterTimeLimit: CLOCK_RUNS * 500,
      })
    },
    CLOCK_RUNS * 1500,
  )
})
