import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, readdirSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const POSTGRES_ROOT = '/usr/lib/postgresql'

/** A Redis or a Postgres of its own, and the address of it. */
export async function startStore(kind, dir) {
  const port = await freePort()
  if (kind === 'redis')
    return started(
      'redis-server',
      ['--port', `${port}`, '--save', '', '--dir', dir],
      port,
      `redis://127.0.0.1:${port}/0`,
    )
  if (kind === 'postgres') return startPostgres(dir, port)
  throw new Error(`--lease ${kind}: expected redis, postgres or target`)
}

async function startPostgres(dir, port) {
  const bin = join(POSTGRES_ROOT, readdirSync(POSTGRES_ROOT).at(-1), 'bin')
  const data = join(dir, 'postgres')
  mkdirSync(data)
  // Postgres refuses to run as root.
  const idOf = (flag) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout)
  const owner = process.getuid() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {}
  if (owner.uid !== undefined) {
    chownSync(data, owner.uid, owner.gid)
    chmodSync(dir, 0o755)
  }
  chmodSync(data, 0o700)
  const made = spawnSync(join(bin, 'initdb'), ['-D', data, '-U', 'feeds', '-A', 'trust', '-N'], {
    ...owner,
    encoding: 'utf8',
  })
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`)
  const args = ['-D', data, '-p', `${port}`, '-h', '127.0.0.1', '-k', data]
  const server = await started(
    join(bin, 'postgres'),
    args,
    port,
    `postgres://feeds@127.0.0.1:${port}/postgres`,
    owner,
  )
  await sleep(1500)
  return server
}

async function started(program, args, port, url, owner = {}) {
  const child = spawn(program, args, { stdio: 'ignore', ...owner })
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`)
    await sleep(50)
  }
  return {
    url,
    async stop() {
      child.kill('SIGTERM')
      while (child.exitCode === null && child.signalCode === null) await sleep(50)
    },
  }
}

const answers = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })

export const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
