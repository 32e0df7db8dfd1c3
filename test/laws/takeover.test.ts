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

/** A step without its names. */
type Brief = readonly [
  act: Step['act'],
  which: number,
  how: number,
  wait: number | undefined,
  machine: Step['machine'],
]
type History = readonly Brief[]
const stepOf = ([act, which, how, wait, machine]: Brief): Step => ({ act, which, how, wait, machine })

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

  it.each<readonly [string, History]>([
    [
      'hold a feed whose folder is empty, also if the article was in another one before',
      [
        ['write', 0, 1, undefined, 'new'],
        ['embargo', 0, 0, 18, 1],
        ['rename', 0, 0, 42, 'new'],
        ['delete', 0, 0, undefined, 0],
        ['write', 0, 0, undefined, 0],
        ['write', 0, 541, undefined, 0],
        ['move', 0, 82, 0, 1],
      ],
    ],
    [
      'take the folder of a file that cannot be read from what is published',
      [
        ['write', 0, 0, 0, 1],
        ['move', 0, 388, undefined, 'new'],
        ['write', 0, 0, 0, 'new'],
        ['write', 0, 0, undefined, 0],
        ['lock', 0, 0, 0, 1],
        ['write', 0, 0, undefined, 0],
        ['write', 0, 0, undefined, 'new'],
      ],
    ],
    [
      'take the folder of an article only from what is published',
      [
        ['write', 0, 4, 0, 0],
        ['move', 0, 0, undefined, 'new'],
        ['break', 0, 0, undefined, 0],
        ['write', 0, 0, 0, 'new'],
        ['lock', 0, 0, undefined, 'new'],
        ['write', 0, 0, undefined, 0],
        ['write', 0, 0, undefined, 'new'],
        ['write', 0, 0, undefined, 0],
        ['write', 0, 0, 0, 0],
      ],
    ],
    [
      'know articles of which only unusable files are left',
      [
        ['write', 0, 511, undefined, 0],
        ['update', 0, 0, 0, 'new'],
        ['break', 0, 0, undefined, 'new'],
        ['write', 0, 1, undefined, 0],
        ['withdraw', 343, 0, 0, 0],
        ['write', 0, 0, 0, 'new'],
        ['write', 0, 0, undefined, 'new'],
        ['write', 0, 0, undefined, 0],
      ],
    ],
    [
      'take an `updated` that was in the future before the article was public',
      [
        ['write', 0, 0, undefined, 0],
        ['expire', 0, 0, undefined, 'new'],
        ['write', 0, 0, undefined, 'new'],
        ['update', 0, 310, 0, 'new'],
        ['expire', 0, 712, 60, 0],
        ['write', 0, 0, undefined, 0],
      ],
    ],
    [
      'take an `updated` that has passed when an embargo ends',
      [
        ['write', 0, 3, undefined, 0],
        ['embargo', 0, 0, undefined, 0],
        ['update', 0, 5, 0, 0],
        ['write', 0, 3, 180, 'new'],
        ['write', 0, 3, 10, 0],
      ],
    ],
    [
      'ignore an `updated` in the future of an article that another one published',
      [
        ['write', 0, 0, 0, 2],
        ['write', 0, 0, 1, 'new'],
        ['write', 0, 13, 0, 'new'],
        ['rename', 2, 0, undefined, 0],
        ['update', 2, 481, 1, 2],
      ],
    ],
    [
      'announce a removal everywhere at the same moment',
      [
        ['write', 0, 1, undefined, 0],
        ['write', 0, 0, 0, 0],
        ['expire', 0, 0, undefined, 'new'],
        ['draft', 21, 0, undefined, 'new'],
        ['bring back', 0, 0, 1, 'new'],
        ['move', 0, 0, undefined, 0],
        ['withdraw', 451, 0, 0, 'new'],
      ],
    ],
    [
      'announce a withdrawal after an embargo at the same moment',
      [
        ['write', 0, 151, 0, 0],
        ['move', 0, 0, undefined, 'new'],
        ['embargo', 0, 0, 0, 0],
        ['write', 0, 0, undefined, 0],
        ['write', 0, 0, undefined, 'new'],
        ['withdraw', 0, 0, 1, 1],
      ],
    ],
    [
      'announce a withdrawal after an expiry at the same moment',
      [
        ['write', 0, 43, undefined, 0],
        ['expire', 0, 21, 0, 0],
        ['draft', 0, 0, undefined, 0],
        ['embargo', 0, 0, undefined, 'new'],
        ['move', 0, 0, undefined, 0],
        ['withdraw', 0, 0, 61, 'new'],
      ],
    ],
    [
      'forget an article that was left out',
      [
        ['write', 0, 4, 0, 'new'],
        ['copy', 0, 0, undefined, 'new'],
        ['embargo', 0, 0, 0, 'new'],
        ['write', 0, 0, undefined, 0],
        ['move', 109, 1, 0, 0],
      ],
    ],
    [
      'forget an article that was left out and renamed',
      [
        ['write', 0, 46, 0, 'new'],
        ['copy', 0, 0, undefined, 0],
        ['move', 0, 400, 0, 'new'],
        ['write', 0, 0, undefined, 0],
        ['rename', 0, 0, undefined, 0],
        ['write', 0, 0, 1, 'new'],
        ['write', 0, 0, undefined, 'new'],
      ],
    ],
    [
      'forget what an article was before in a file that is back',
      [
        ['write', 0, 676, undefined, 'new'],
        ['withdraw', 0, 0, undefined, 0],
        ['update', 0, 0, 0, 'new'],
        ['lock', 0, 0, undefined, 'new'],
        ['move', 0, 0, 0, 'new'],
        ['publish', 0, 0, 0, 0],
        ['move', 0, 34, undefined, 0],
        ['write', 0, 0, 0, 'new'],
      ],
    ],
    [
      'know no more of a file that cannot be read than its folder',
      [
        ['write', 0, 0, 0, 'new'],
        ['break', 0, 0, undefined, 0],
        ['move', 0, 169, 0, 'new'],
        ['lock', 0, 0, undefined, 'new'],
        ['write', 0, 0, undefined, 0],
        ['write', 0, 0, undefined, 'new'],
        ['write', 0, 0, 0, 'new'],
      ],
    ],
    [
      'give its address back to an article that returns',
      [
        ['write', 0, 4, 0, 'new'],
        ['copy', 0, 0, undefined, 'new'],
        ['embargo', 0, 0, 0, 'new'],
        ['publish', 0, 0, 0, 0],
      ],
    ],
    [
      'bring back only what was away',
      [
        ['write', 0, 0, undefined, 0],
        ['expire', 0, 421, 0, 'new'],
        ['lock', 0, 0, 60, 'new'],
        ['write', 0, 0, undefined, 'new'],
        ['publish', 0, 0, 0, 'new'],
      ],
    ],
    [
      'keep no article for a file with a mistake that states another id',
      [
        ['write', 0, 151, 0, 'new'],
        ['move', 0, 0, undefined, 'new'],
        ['break', 0, 0, undefined, 'new'],
        ['copy', 0, 196, undefined, 'new'],
        ['withdraw', 0, 0, 1, 'new'],
      ],
    ],
  ])('%s, without a ledger', async (_what, history) => {
    await expectSameBytes('stamps')(history.map(stepOf))
  })

  it.each<readonly [string, History]>([
    [
      'the date of an edit in a held feed',
      [
        ['write', 0, 82, undefined, 'new'],
        ['copy', 0, 466, undefined, 'new'],
        ['write', 0, 0, 0, 'new'],
        ['move', 67, 46, undefined, 0],
        ['edit', 0, 0, undefined, 'new'],
      ],
    ],
    [
      'nothing if `updated` is still in the future',
      [
        ['write', 0, 116, undefined, 'new'],
        ['write', 0, 0, undefined, 0],
        ['write', 0, 0, undefined, 0],
        ['update', 0, 13, undefined, 'new'],
        ['write', 0, 0, undefined, 'new'],
      ],
    ],
    [
      'the date of an article that one feed announces as removed',
      [
        ['write', 0, 0, 0, 0],
        ['delete', 0, 0, undefined, 'new'],
        ['write', 0, 142, 0, 0],
        ['copy', 0, 0, undefined, 'new'],
        ['break', 0, 0, undefined, 'new'],
        ['bring back', 0, 0, undefined, 'new'],
      ],
    ],
  ])('lose %s', async (_what, history) => {
    await expectNamedLosses(history.map(stepOf))
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
