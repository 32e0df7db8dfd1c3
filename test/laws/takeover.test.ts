import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Catalog } from '../../src/catalog/catalog.ts'
import { createMemoryCatalog } from '../../src/catalog/memory.ts'
import { createMemoryLedgerStore } from '../../src/coordination/memory-ledger.ts'
import { ledgerOf } from '../contracts/ledger.ts'
import { type ArticleSays, createNewsroom, hour, type Newsroom } from '../steps/newsroom.ts'
import { feedDefinition } from '../support/newsroom.ts'

/*
 * Two newsrooms with the same files and clock: one machine publishes for the one, machines that take over from each other for the
 * other. Readers cannot tell which is which.
 */

const RUNS = Number(process.env['FEEDWRIGHT_TAKEOVER_RUNS'] ?? 60)
const SEED = Number(process.env['FEEDWRIGHT_SEED'] ?? 25)

const ACTS = [
  'write',
  'edit',
  'withdraw',
  'publish',
  'draft',
  'embargo',
  'expire',
  'update',
  'rename',
  'move',
  'copy',
  'break',
  'delete',
  'bring back',
] as const
interface Step {
  readonly act: (typeof ACTS)[number]
  readonly which: number
  readonly how: number
  /** Minutes by which the clock has moved when the next run comes; undefined: there is none before the next act. */
  readonly wait?: number | undefined
  /** The machine that publishes then; a machine that is new has an empty state folder. */
  readonly machine: number | 'new'
}
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    act: fc.constantFrom(...ACTS, 'write', 'write', 'edit'),
    which: fc.nat(999),
    how: fc.nat(999),
    wait: fc.option(fc.nat(240), { nil: undefined, freq: 4 }),
    machine: fc.oneof(fc.constant('new' as const), fc.nat(2)),
  }),
  { minLength: 4, maxLength: 12 },
)

const feedOf = (name: string, more: Parameters<typeof feedDefinition>[0]) =>
  feedDefinition({
    name,
    path: name,
    id: `tag:example.org,2024:feed/${name}`,
    formats: ['atom'],
    maxLateItems: 3,
    ...more,
  })
const feeds = [
  feedOf('deep', { selection: {}, limit: 3, archiveSize: 2 }),
  feedOf('sport', { selection: { sections: ['sport'] }, limit: 4 }),
]

/** A desk that writes the same into two newsrooms. */
function createDesk() {
  const both = [createNewsroom({ define: () => feeds }), createNewsroom({ define: () => feeds })] as const
  const filed = new Map<string, ArticleSays>()
  const gone: [string, ArticleSays][] = []
  let minutes = 0
  let named = 0
  const at = (ahead = 0) => hour(minutes / 60 + ahead)
  const put = (name: string, says: ArticleSays) => {
    filed.set(name, says)
    for (const newsroom of both) newsroom.write(name, says)
  }
  const take = (name: string) => {
    const says = filed.get(name)
    filed.delete(name)
    for (const newsroom of both) newsroom.delete(name)
    if (says !== undefined) gone.push([name, says])
  }
  const nextName = (folder: string) => `${folder}/a${++named}`
  const folderOf = (how: number) => (how % 3 === 0 ? 'sport' : 'world')
  return {
    both,
    now: () => at(),
    pass: (more: number) => {
      minutes += more
    },
    act({ act, which, how }: Step): void {
      if (act === 'write') {
        const isDated = how % 4 === 0
        const published = hour(Math.floor(minutes / 60) - (how % 7))
        put(nextName(folderOf(how)), { text: `t${how}`, ...(isDated && { published }) })
        return
      }
      if (act === 'bring back') {
        const [name, says] = gone[which % Math.max(1, gone.length)] ?? []
        if (name !== undefined && says !== undefined && !filed.has(name)) put(name, says)
        return
      }
      const [name, says] = [...filed][which % Math.max(1, filed.size)] ?? []
      if (name === undefined || says === undefined) return
      const { status: _status, embargoedUntil: _embargo, expires: _expires, broken: _broken, ...plain } = says
      if (act === 'edit') put(name, { ...says, text: `${says.text}+${how}` })
      if (act === 'withdraw') put(name, { ...says, status: 'withdrawn' })
      if (act === 'publish') put(name, plain)
      if (act === 'draft') put(name, { ...says, status: 'draft' })
      if (act === 'embargo') put(name, { ...says, embargoedUntil: at(1 + (how % 4)) })
      if (act === 'expire') put(name, { ...says, expires: at(how % 5) })
      if (act === 'update') put(name, { ...says, updated: at((how % 9) - 3) })
      if (act === 'break') put(name, { ...says, broken: true })
      if (act === 'delete') take(name)
      if (act === 'rename' || act === 'move') {
        take(name)
        put(act === 'rename' ? nextName(folderOf(how)) : name.replace(/^\w+/, folderOf(how)), says)
      }
      if (act === 'copy') put(name.replace(/^\w+/, folderOf(how)), says)
    },
  }
}

async function publishedBy({ target }: Newsroom) {
  return {
    files: (await target.current())?.set?.files,
    texts: Object.fromEntries(
      [...target.files].map(([path, { identity }]) => [path, Buffer.from(identity).toString()]),
    ),
  }
}

async function expectSameBytes(all: readonly Step[]): Promise<void> {
  const desk = createDesk()
  const [alone, inTurn] = desk.both
  const store = createMemoryLedgerStore()
  const machines = new Map<number | 'new', Catalog>()
  for (const step of all) {
    desk.act(step)
    if (step.wait === undefined) continue
    desk.pass(step.wait)
    const known = step.machine === 'new' ? undefined : machines.get(step.machine)
    const catalog = known ?? createMemoryCatalog()
    machines.set(step.machine, catalog)
    await alone.run(desk.now())
    await inTurn.run(desk.now(), {}, { catalog, ledger: ledgerOf(store) })
    expect(await publishedBy(inTurn)).toEqual(await publishedBy(alone))
  }
}

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
      await expectSameBytes([
        ...write,
        step('write', 1),
        step('write', 0),
        step(act, machine),
        step('write', 0),
        step('write', machine),
      ])
    },
  )

  it('publish byte for byte what one alone would, with a ledger', async () => {
    await fc.assert(fc.asyncProperty(steps, expectSameBytes), {
      seed: SEED,
      numRuns: RUNS,
      interruptAfterTimeLimit: 30_000,
    })
  }, 90_000)
})
