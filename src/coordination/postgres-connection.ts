import { optionalPackage } from './optional-package.ts'

/** Milliseconds for connecting, and for each answer. */
const PATIENCE_MS = 4000

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

/** What a statement gave, column by column as text; bigint is text as well. */
export interface PostgresResult {
  readonly rows: readonly Readonly<Record<string, string | null | undefined>>[]
  readonly rowCount: number
}

/** A table of ours, which is made when something is first written into it. Each statement has a connection of its own, so that PgBouncer may pool transactions. */
export interface PostgresTable {
  /** Of a table that is not there, nothing: who only looks does not make one. */
  ask(sql: string, values: readonly unknown[]): Promise<PostgresResult>
  write(sql: string, values: readonly unknown[]): Promise<PostgresResult>
}

/**
 * @param create makes the table where it is not there
 * @param purpose what Postgres is needed for, as the end of a sentence
 */
export function postgresTable(url: string, create: string, purpose: string): PostgresTable {
  async function query(sql: string, values: readonly unknown[] = []): Promise<PostgresResult> {
    const { default: pg } = await optionalPackage('pg', purpose, () => import('pg'))
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
      const { rows, rowCount } = await client.query<Record<string, string | null>>(sql, [...values])
      return { rows, rowCount: rowCount ?? 0 }
    } finally {
      // A server that stopped does not say goodbye.
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
        // Of two that make the table at the same time one fails, though it says IF NOT EXISTS.
        await query(create).catch((failure: unknown) => {
          if (!hasCode(failure, UNIQUE_VIOLATION, DUPLICATE_TABLE)) throw failure
        })
        return query(sql, values)
      }),
  }
}

/** Whether a statement failed because a row with one of its keys is there. */
export const isTaken = (error: unknown): boolean => hasCode(error, UNIQUE_VIOLATION)

const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code))
