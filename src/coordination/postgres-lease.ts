import { optionalPackage } from './optional-package.ts'
import type { LeaseKind, LeaseStore } from './stored-lease.ts'

/** Milliseconds for connecting, and for each answer. */
const PATIENCE_MS = 4000

const CREATE = `CREATE TABLE IF NOT EXISTS feedwright_leases (
  name text PRIMARY KEY, token text, holder text, term bigint NOT NULL, ends timestamptz NOT NULL)`
/** One statement and the server's clock, so that neither sessions nor clocks of publishers matter. */
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

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const UNDEFINED_TABLE = '42P01'
const MADE_MEANWHILE: readonly string[] = ['23505', '42P07']

export const postgres: LeaseKind = {
  label: 'Postgres',
  schemes: ['postgres', 'postgresql'],
  example: 'postgres://host/database',
  open: createPostgresLeaseStore,
}

/**
 * A lease in Postgres: one row of the table `feedwright_leases`, which is made when it is first needed. Each question is one
 * statement on a connection of its own, so that PgBouncer may pool transactions.
 */
export function createPostgresLeaseStore(url: string, name: string): LeaseStore {
  const shown = new URL(url)

  async function query(sql: string, values: readonly unknown[] = []) {
    const { default: pg } = await optionalPackage('pg', 'for a lease in Postgres', () => import('pg'))
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: PATIENCE_MS,
      query_timeout: PATIENCE_MS,
      application_name: 'feedwright',
    })
    // A connection that breaks is told by the query, too.
    client.on('error', () => {})
    try {
      await client.connect()
      return await client.query<{ term?: string; holder?: string }>(sql, [...values])
    } finally {
      // A server that stopped does not say goodbye.
      void client.end().catch(() => {})
    }
  }

  /** Where no one ever published there is no table, and who only looks does not make one. */
  async function queryOrNothing(sql: string, values: readonly unknown[]) {
    return query(sql, values).catch((error: unknown) => {
      if (isUndefinedTable(error)) return { rows: [], rowCount: 0 }
      throw error
    })
  }

  async function holder(): Promise<string | undefined> {
    const { rows } = await queryOrNothing(HOLDER, [name])
    return rows[0] === undefined ? undefined : (rows[0].holder ?? 'another')
  }

  return {
    name: `Postgres at ${shown.host}`,
    async take({ token, holder: me, ttlMs }, highest) {
      const values = [name, token, me, ttlMs, highest]
      const { rows } = await query(TAKE, values).catch(async (error: unknown) => {
        if (!isUndefinedTable(error)) throw error
        await query(CREATE).catch(unlessAnotherMadeIt)
        return query(TAKE, values)
      })
      if (rows[0] !== undefined) return { term: Number(rows[0].term) }
      return { holder: (await holder()) ?? 'another' }
    },
    renew: async ({ token, ttlMs }) => (await queryOrNothing(RENEW, [name, token, ttlMs])).rowCount === 1,
    async release({ token }) {
      await queryOrNothing(RELEASE, [name, token])
    },
    holder,
  }
}

/** Of two that make the table at the same time one fails, though it says IF NOT EXISTS. */
function unlessAnotherMadeIt(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && MADE_MEANWHILE.includes(String(error.code)))) throw error
}

const isUndefinedTable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === UNDEFINED_TABLE
