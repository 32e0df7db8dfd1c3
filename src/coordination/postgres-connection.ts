import { optionalPackage } from './optional-package.ts'

/** Timeout in milliseconds for connecting, and for each response. */
const TIMEOUT_MS = 4000

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const UNDEFINED_TABLE = '42P01'
const UNIQUE_VIOLATION = '23505'
const DUPLICATE_TABLE = '42P07'

/** Whether an address names a server: by its host, or as `?host=` by the folder of its socket. */
export function isPostgresAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { hostname, searchParams } = new URL(address)
  return hostname !== '' || (searchParams.get('host') ?? '') !== ''
}

/** The result of a statement, with all columns as text, including bigint. */
export interface PostgresResult {
  readonly rows: readonly Readonly<Record<string, string | null | undefined>>[]
  readonly rowCount: number
}

/**
 * A table that is created on the first write. Each statement has its own connection, so that PgBouncer can pool
 * transactions.
 */
export interface PostgresTable {
  /** Returns no rows if the table does not exist: reading does not create it. */
  ask(sql: string, values: readonly unknown[]): Promise<PostgresResult>
  write(sql: string, values: readonly unknown[]): Promise<PostgresResult>
}

/**
 * @param create statement that creates the table
 * @param purpose what Postgres is needed for, as the end of a sentence
 */
export function postgresTable(url: string, create: string, purpose: string): PostgresTable {
  async function query(sql: string, values: readonly unknown[] = []): Promise<PostgresResult> {
    const { default: pg } = await optionalPackage('pg', purpose, () => import('pg'))
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: TIMEOUT_MS,
      query_timeout: TIMEOUT_MS,
      application_name: 'feedwright',
    })
    // The query reports a broken connection as well.
    client.on('error', () => {})
    try {
      await client.connect()
      const { rows, rowCount } = await client.query<Record<string, string | null>>(sql, [...values])
      return { rows, rowCount: rowCount ?? 0 }
    } finally {
      // A server that stopped does not close the connection cleanly.
      void client.end().catch(() => {})
    }
  }

  return {
    ask: (sql, values) =>
      query(sql, values).catch((error: unknown) => {
        if (hasCode(error, UNDEFINED_TABLE)) return { rows: [], rowCount: 0 }
        throw error
      }),
    write: (sql, values) =>
      query(sql, values).catch(async (error: unknown) => {
        if (!hasCode(error, UNDEFINED_TABLE)) throw error
        // If two processes create the table at the same time, one fails in spite of IF NOT EXISTS.
        await query(create).catch((failure: unknown) => {
          if (!hasCode(failure, UNIQUE_VIOLATION, DUPLICATE_TABLE)) throw failure
        })
        return query(sql, values)
      }),
  }
}

/** Whether a statement failed because a row with the same key exists. */
export const isTaken = (error: unknown): boolean => hasCode(error, UNIQUE_VIOLATION)

const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code))
