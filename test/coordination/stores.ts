import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { freePort } from '../interop/servers-started.ts'
import { run } from '../support/tools.ts'

/** A server of others that answers at `url` until it is stopped. */
export interface StartedStore {
  readonly url: string
  /** Ends it without a word to its clients. */
  kill(): Promise<void>
  /** Starts it again at the same address. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** Redis in memory: started again, it is empty. */
export async function startRedis(): Promise<StartedStore> {
  const port = await freePort()
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  return startStore(`redis://127.0.0.1:${port}/0`, port, 'redis-server', [...args, '--dir', tmpdir()])
}

const POSTGRES_ROOT = '/usr/lib/postgresql'

/** The folder of the newest Postgres that is installed, as Debian has it. */
const postgresBin = existsSync(POSTGRES_ROOT)
  ? readdirSync(POSTGRES_ROOT)
      .toSorted((a, b) => Number(b) - Number(a))
      .map((version) => join(POSTGRES_ROOT, version, 'bin'))[0]
  : undefined
export const postgresProbe: [string, ...string[]] = [join(postgresBin ?? '/missing', 'postgres'), '--version']

/** Postgres refuses to run as root. */
function asOther(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const idOf = (what: string) => Number(spawnSync('id', [what, 'postgres'], { encoding: 'utf8' }).stdout)
  return { uid: idOf('-u'), gid: idOf('-g') }
}

/** A new Postgres with the database `postgres`, for anyone on this machine. */
export async function startPostgres(): Promise<StartedStore> {
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'feedwright-postgres-'))
  const owner = asOther()
  if (owner.uid !== undefined) await run('chown', [`${owner.uid}:${owner.gid}`, folder])
  await chmod(folder, 0o700)
  const bin = postgresBin ?? ''
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', folder, '-U', 'feeds', '-A', 'trust', '-N', '--locale=C', '-E', 'UTF8'],
    { ...owner, cwd: folder, encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`)
  const args = ['-D', folder, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-F']
  const url = `postgres://feeds@127.0.0.1:${port}/postgres`
  const store = await startStore(url, port, join(bin, 'postgres'), args, { ...owner, cwd: folder })
  await untilItTakes(url)
  return {
    ...store,
    // Killed alone, it would leave processes behind that keep the next one from starting.
    kill: () => store.end('SIGQUIT'),
    async restart() {
      await store.restart()
      await untilItTakes(url)
    },
    async stop() {
      await store.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** PgBouncer before a Postgres, with a server connection for each transaction. */
export async function startPgBouncer(postgresUrl: string): Promise<StartedStore> {
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'feedwright-pgbouncer-'))
  const owner = asOther()
  const { hostname, port: behind } = new URL(postgresUrl)
  await writeFile(join(folder, 'users'), '"feeds" ""\n')
  await writeFile(
    join(folder, 'pgbouncer.ini'),
    [
      '[databases]',
      `postgres = host=${hostname} port=${behind} dbname=postgres user=feeds`,
      '[pgbouncer]',
      `listen_addr = 127.0.0.1`,
      `listen_port = ${port}`,
      'unix_socket_dir =',
      'auth_type = any',
      `auth_file = ${join(folder, 'users')}`,
      'pool_mode = transaction',
      'default_pool_size = 1',
      '',
    ].join('\n'),
  )
  if (owner.uid !== undefined) await run('chown', ['-R', `${owner.uid}:${owner.gid}`, folder])
  const store = await startStore(
    `postgres://feeds@127.0.0.1:${port}/postgres`,
    port,
    'pgbouncer',
    [join(folder, 'pgbouncer.ini')],
    { ...owner, cwd: folder },
  )
  return {
    ...store,
    async stop() {
      await store.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function startStore(
  url: string,
  port: number,
  file: string,
  args: readonly string[],
  options: { readonly uid?: number; readonly gid?: number; readonly cwd?: string } = {},
): Promise<StartedStore & { end(signal: NodeJS.Signals): Promise<void> }> {
  let child: ChildProcess
  let ended: Promise<void> = Promise.resolve()
  async function start(): Promise<void> {
    child = spawn(file, args, { ...options, stdio: 'ignore' })
    ended = new Promise((resolve) => child.once('close', () => resolve()))
    await untilOpen(port)
  }
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await ended
  }
  await start()
  return { url, end, kill: () => end('SIGKILL'), restart: start, stop: () => end('SIGINT') }
}

async function untilOpen(port: number): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy()
        resolve(true)
      })
      socket.once('error', () => resolve(false))
    })
    if (isOpen) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`nothing listens on port ${port}`)
}

/** A Postgres that starts listens before it takes anyone. */
async function untilItTakes(url: string): Promise<void> {
  const { default: pg } = await import('pg')
  for (let tries = 0; tries < 200; tries++) {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => {})
    const isReady = await client.connect().then(
      () => true,
      () => false,
    )
    await client.end().catch(() => {})
    if (isReady) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('Postgres takes no connections')
}
