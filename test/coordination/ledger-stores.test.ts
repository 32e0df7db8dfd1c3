import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LEDGER_START } from '../../src/coordination/ledger.ts'
import { createPostgresLedgerStore } from '../../src/coordination/postgres-ledger.ts'
import { createRedisLedgerStore } from '../../src/coordination/redis-ledger.ts'
import type { LedgerStore } from '../../src/coordination/stored-ledger.ts'
import { entriesIn, fenceOf, ledgerContract, ledgerOf, remembers } from '../contracts/ledger.ts'
import { skipWithout } from '../support/tools.ts'
import { postgresProbe, type StartedStore, startPgBouncer, startPostgres, startRedis } from './stores.ts'

/** What a store must do that is there to be killed; gives its server. @param keeps whether it has everything when it starts again */
function storeSuite(
  start: () => Promise<StartedStore>,
  make: (url: string, name: string) => LedgerStore,
  keeps: boolean,
): () => StartedStore {
  let server: StartedStore
  beforeAll(async () => {
    server = await start()
  }, 60_000)
  afterAll(() => server.stop())

  const store = (name: string = randomUUID()) => make(server.url, name)

  ledgerContract(async () => {
    const name = randomUUID()
    return [store(name), store(name)]
  })

  it('separates ledgers with different names', async () => {
    const ledger = ledgerOf(store())
    await ledger.append([remembers('a')], LEDGER_START, fenceOf(1))
    expect(await ledgerOf(store()).ends()).toBeUndefined()
  })

  it('returns more than one page of entries', async () => {
    const ledger = ledgerOf(store())
    let place = LEDGER_START
    const all = Array.from({ length: 18 }, (_, at) => remembers(`a${at}`))
    for (const one of all) place = await ledger.append([one], place, fenceOf(1))
    expect(await entriesIn(ledger)).toEqual(all)
  })

  it('reports an unavailable server, and continues when it is available again', async () => {
    const ledger = ledgerOf(store())
    const found = await ledger.append([remembers('a')], LEDGER_START, fenceOf(3))
    await server.kill()
    for (const ask of [() => ledger.ends(), () => ledger.append([remembers('b')], found, fenceOf(3))])
      await expect(ask()).rejects.toMatchObject({ name: 'EnvironmentError', code: 'LEDGER_UNAVAILABLE' })
    await server.restart()
    if (keeps) {
      await ledger.append([remembers('b')], found, fenceOf(3))
      expect(await entriesIn(ledger)).toEqual([remembers('a'), remembers('b')])
    } else {
      expect(await ledger.ends()).toBeUndefined()
      await expect(ledger.append([remembers('b')], found, fenceOf(3))).rejects.toMatchObject({
        code: 'LEASE_LOST',
      })
    }
  })
  return () => server
}

describe.skipIf(skipWithout('redis', ['redis-server', '--version']))('a ledger in Redis', () => {
  storeSuite(startRedis, createRedisLedgerStore, false)
})

describe.skipIf(skipWithout('postgres', postgresProbe))('a ledger in Postgres', () => {
  const server = storeSuite(startPostgres, createPostgresLedgerStore, true)

  describe.skipIf(skipWithout('pgbouncer', ['pgbouncer', '--version']))('behind PgBouncer', () => {
    let pool: StartedStore
    beforeAll(async () => {
      pool = await startPgBouncer(server().url)
    })
    afterAll(() => pool.stop())
    ledgerContract(async () => {
      const name = randomUUID()
      return [createPostgresLedgerStore(pool.url, name), createPostgresLedgerStore(pool.url, name)]
    })
  })
})
