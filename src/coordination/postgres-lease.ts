import { isPostgresAddress, postgresTable } from './postgres-connection.ts'
import type { LeaseKind, LeaseStore } from './stored-lease.ts'

const CREATE = `CREATE TABLE IF NOT EXISTS feedwright_leases (
  name text PRIMARY KEY, token text, holder text, term bigint NOT NULL, ends timestamptz NOT NULL)`
/** One statement with the server's clock, so that it depends neither on sessions nor on the clocks of publishers. */
const TAKE = `INSERT INTO feedwright_leases AS lease (name, token, holder, term, ends)
  VALUES ($1, $2, $3, $5::bigint + 1, clock_timestamp() + $4::int * interval '1 millisecond')
  ON CONFLICT (name) DO UPDATE SET token = excluded.token, holder = excluded.holder, ends = excluded.ends,
    term = greatest(lease.term, $5::bigint) + 1
  WHERE lease.token IS NULL OR lease.ends <= clock_timestamp()
  RETURNING term`
const RENEW = `UPDATE feedwright_leases SET ends = clock_timestamp() + $3::int * interval '1 millisecond'
  WHERE name = $1 AND token = $2 AND ends > clock_timestamp()`
const RELEASE = 'UPDATE feedwright_leases SET token = NULL WHERE name = $1 AND token = $2'
const HOLDER =
  'SELECT holder FROM feedwright_leases WHERE name = $1 AND token IS NOT NULL AND ends > clock_timestamp()'

export const postgres: LeaseKind = {
  label: 'Postgres',
  schemes: ['postgres', 'postgresql'],
  example: 'postgres://host/database',
  takes: isPostgresAddress,
  open: createPostgresLeaseStore,
}

/**
 * A lease in Postgres: one row of the table `feedwright_leases`, which is created on first use. Each operation is one
 * statement with its own connection, so that PgBouncer can pool transactions.
 */
export function createPostgresLeaseStore(url: string, name: string): LeaseStore {
  const shown = new URL(url)

  const table = postgresTable(url, CREATE, 'for a lease in Postgres')

  async function holder(): Promise<string | undefined> {
    const { rows } = await table.ask(HOLDER, [name])
    return rows[0] === undefined ? undefined : (rows[0]['holder'] ?? 'another')
  }

  return {
    name: `Postgres at ${shown.host}`,
    async take({ token, holder: me, ttlMs }, highest) {
      const { rows } = await table.write(TAKE, [name, token, me, ttlMs, highest])
      if (rows[0] !== undefined) return { term: Number(rows[0]['term']) }
      return { holder: (await holder()) ?? 'another' }
    },
    renew: async ({ token, ttlMs }) => (await table.ask(RENEW, [name, token, ttlMs])).rowCount === 1,
    async release({ token }) {
      await table.ask(RELEASE, [name, token])
    },
    holder,
  }
}
