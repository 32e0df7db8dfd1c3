import type { Position } from './ledger.ts'
import { isPostgresAddress, isTaken, type PostgresResult, postgresTable } from './postgres-connection.ts'
import { type LedgerKind, type LedgerStore, ledgerUnreadable } from './stored-ledger.ts'

/** Number of batches per request. */
const PAGE = 16

/** The key ensures that no two batches follow the same one. */
const CREATE = `CREATE TABLE IF NOT EXISTS feedwright_ledgers (
  name text, number bigint, token text NOT NULL, after text NOT NULL, term bigint NOT NULL, total bigint NOT NULL,
  entries text NOT NULL, PRIMARY KEY (name, number), UNIQUE (name, after))`
const APPEND = `INSERT INTO feedwright_ledgers (name, after, number, token, term, total, entries)
  SELECT $1, $2, $3::bigint, $4, $5::bigint, $6::bigint, $7
  WHERE $2 = coalesce((SELECT token FROM feedwright_ledgers WHERE name = $1 ORDER BY number DESC LIMIT 1), '')`
const ENDS = `SELECT number, token, term, total FROM feedwright_ledgers WHERE name = $1 AND (
  number = (SELECT min(number) FROM feedwright_ledgers WHERE name = $1) OR
  number = (SELECT max(number) FROM feedwright_ledgers WHERE name = $1)) ORDER BY number`
const READ = `SELECT number, token, term, total, entries FROM feedwright_ledgers
  WHERE name = $1 AND number >= $2 ORDER BY number LIMIT ${PAGE}`
const DROP = 'DELETE FROM feedwright_ledgers WHERE name = $1 AND number < $2'

export const postgresLedger: LedgerKind = {
  label: 'Postgres',
  schemes: ['postgres', 'postgresql'],
  example: 'postgres://host/database',
  takes: isPostgresAddress,
  open: createPostgresLedgerStore,
}

/** A ledger in Postgres: rows of the table `feedwright_ledgers`. */
export function createPostgresLedgerStore(url: string, site: string): LedgerStore {
  const name = `the ledger of ${site} in Postgres at ${new URL(url).host}`
  const table = postgresTable(url, CREATE, 'for a ledger in Postgres')

  function placeIn({ number, token, term, total }: PostgresResult['rows'][number]): Position {
    const place = { number: Number(number), term: Number(term), total: Number(total) }
    if (typeof token !== 'string' || !Object.values(place).every(Number.isSafeInteger))
      throw ledgerUnreadable(name, `its row ${number} is not a batch`)
    return { ...place, token }
  }

  return {
    name,
    async ends() {
      const { rows } = await table.ask(ENDS, [site])
      const [first, last] = [rows[0], rows.at(-1)]
      return first === undefined || last === undefined
        ? undefined
        : { first: placeIn(first), last: placeIn(last) }
    },
    async *read(from) {
      for (let next = from; ; ) {
        const { rows } = await table.ask(READ, [site, next])
        const batches = rows.map((row) => ({ ...placeIn(row), text: row['entries'] ?? '' }))
        yield* batches
        const last = batches.at(-1)
        if (last === undefined || batches.length < PAGE) return
        next = last.number + 1
      }
    },
    async append({ number, token, term, total, text }, after) {
      const values = [site, after, number, token, term, total, text]
      return table.write(APPEND, values).then(
        ({ rowCount }) => rowCount === 1,
        (error: unknown) => {
          if (isTaken(error)) return false
          throw error
        },
      )
    },
    async drop(before) {
      await table.ask(DROP, [site, before])
    },
  }
}
