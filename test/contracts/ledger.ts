import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { type Instant, instantFromMs } from '../../src/article/instant.ts'
import { type Fence, UNFENCED } from '../../src/coordination/lease.ts'
import { LEDGER_START, type Ledger, type LedgerEntry, type Position } from '../../src/coordination/ledger.ts'
import { createStoredLedger, type LedgerStore } from '../../src/coordination/stored-ledger.ts'

export const fenceOf = (term: number): Fence => ({ ...UNFENCED, term })

export function moment(hours: number): Instant {
  const found = instantFromMs(Date.UTC(2024, 0, 1, hours))
  if (found === undefined) throw new RangeError(`no instant ${hours} h later`)
  return found
}

export const remembers = (key: string, hours = 0): LedgerEntry => ({
  kind: 'memory',
  key,
  memory: { id: `tag:example.org,2024:${key}`, firstSeen: moment(hours), contentHash: 'c0ffee' },
})

export const ledgerOf = (store: LedgerStore): Ledger => createStoredLedger(store, randomUUID)

export async function entriesIn(ledger: Ledger, from = 0): Promise<readonly LedgerEntry[]> {
  const found: LedgerEntry[] = []
  for await (const { entries } of ledger.read(from)) found.push(...entries)
  return found
}

/**
 * What every {@link LedgerStore} promises. `make` gives two views of one empty ledger, as two publishers have.
 *
 * @param isAtomic whether the store compares and appends in one step; else the lease alone keeps two apart that append at once
 */
export function ledgerContract(
  make: () => Promise<readonly [LedgerStore, LedgerStore]>,
  isAtomic = true,
): void {
  let one: Ledger
  let other: Ledger
  beforeEach(async () => {
    const [first, second] = await make()
    ;[one, other] = [ledgerOf(first), ledgerOf(second)]
  })

  it('is empty at first', async () => {
    expect([await one.ends(), await entriesIn(one)]).toEqual([undefined, []])
    await one.drop(5)
    expect(await other.ends()).toBeUndefined()
  })

  it('returns all entries in order to every publisher', async () => {
    const said: readonly LedgerEntry[] = [
      remembers('world/ünïcode – \u2028 “quotes”\\.md'),
      { kind: 'departed', key: 'world/b.md', memory: { firstSeen: moment(1) }, gone: moment(2) },
      { kind: 'forgotten', key: 'world/c.md' },
      { kind: 'run', lastRun: moment(3), lostBefore: moment(1) },
    ]
    const first = await one.append(said.slice(0, 2), LEDGER_START, fenceOf(1))
    const last = await other.append(said.slice(2), first, fenceOf(2))
    expect(await entriesIn(one)).toEqual(said)
    expect(await entriesIn(one, last.number)).toEqual(said.slice(2))
    expect(await entriesIn(one, last.number + 1)).toEqual([])
    expect(await one.ends()).toEqual({ first, last })
    expect([first.total, last.total, last.term]).toEqual([2, 4, 2])
    expect(last.number).toBeGreaterThan(first.number)
  })

  it('refuses to append after entries that were not read', async () => {
    const first = await one.append([remembers('a')], LEDGER_START, fenceOf(0))
    const second = await other.append([remembers('b')], first, fenceOf(0))
    for (const after of [LEDGER_START, first])
      await expect(one.append([remembers('c')], after, fenceOf(0))).rejects.toMatchObject({
        name: 'EnvironmentError',
        code: 'LEASE_LOST',
      })
    expect((await one.ends())?.last).toEqual(second)
    expect(await entriesIn(one)).toEqual([remembers('a'), remembers('b')])
  })

  it('refuses to append in an older term, or after the lease ends', async () => {
    const found = await one.append([remembers('a')], LEDGER_START, fenceOf(7))
    await expect(other.append([remembers('b')], found, fenceOf(6))).rejects.toMatchObject({
      code: 'LEASE_LOST',
      message: expect.stringContaining('term 7'),
    })
    const over: Fence = {
      term: 8,
      check() {
        throw new Error('over')
      },
    }
    await expect(other.append([remembers('b')], found, over)).rejects.toThrow('over')
    expect(await entriesIn(one)).toEqual([remembers('a')])
    // The lock file of a folder has no terms.
    expect(await other.append([remembers('b')], found, fenceOf(0))).toMatchObject({ term: 7 })
  })

  it.runIf(isAtomic)('accepts one of many appends at the same position', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 6 }, (_, at) =>
        (at % 2 === 0 ? one : other).append([remembers(`a${at}`)], LEDGER_START, fenceOf(1)),
      ),
    )
    const taken = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    expect(taken).toHaveLength(1)
    expect(await entriesIn(one)).toHaveLength(1)
  })

  it('drops entries before a snapshot, and continues after it', async () => {
    const many = Array.from({ length: 1200 }, (_, at) => remembers(`old${at}`))
    const old = await one.append(many, LEDGER_START, fenceOf(1))
    expect(old.number).toBeGreaterThan(1)
    const snapshot = await one.append([remembers('a')], { ...old, total: 0 }, fenceOf(1))
    await one.drop(snapshot.number)
    expect(await other.ends()).toEqual({ first: snapshot, last: snapshot })
    expect(snapshot.total).toBe(1)
    const last = await other.append([remembers('b')], snapshot, fenceOf(1))
    expect(await entriesIn(one)).toEqual([remembers('a'), remembers('b')])
    expect(last.number).toBeGreaterThan(snapshot.number)
  })

  it('continues above the known numbers of lost entries', async () => {
    const known: Position = { number: 41, token: '', term: 0, total: 0 }
    expect(await one.append([remembers('a')], known, fenceOf(1))).toMatchObject({ number: 42, total: 1 })
    expect(await entriesIn(other, 42)).toEqual([remembers('a')])
  })

  it('refuses entries for a later position', async () => {
    expect(await one.append([], LEDGER_START, fenceOf(1))).toEqual(LEDGER_START)
    expect(await one.ends()).toBeUndefined()
  })
}
