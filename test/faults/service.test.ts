import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CompiledProgram, compileProgram } from './compiled-program.ts'

let program: CompiledProgram
let top: string
let site: string
const children = new Set<ChildProcess>()
beforeAll(async () => {
  program = await compileProgram()
}, 120_000)
afterAll(() => program.remove())
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'service-'))
  site = join(top, 'site')
  mkdirSync(join(site, 'content/news'), { recursive: true })
  writeFileSync(
    join(site, 'content/site.yaml'),
    'title: The Tide\nurl: https://tide.example/\nsince: 2022\nsections: { news: }\nschedule: "*/1 * * * * *"\n',
  )
  write('first')
  expect(spawnSync(process.execPath, [program.cli, 'build'], { cwd: site }).status).toBe(0)
})
afterEach(async () => {
  for (const child of children) await stopped(child, 'SIGKILL')
  rmSync(top, { recursive: true, force: true })
})

const write = (name: string, folder = join(site, 'content')) =>
  writeFileSync(
    join(folder, `news/${name}.md`),
    `---\ntitle: Title of ${name}\ndate: 2024-02-02\n---\n\nText of ${name}.\n`,
  )

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((ready) => server.once('listening', ready))
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function start(env: NodeJS.ProcessEnv = {}, ...more: readonly string[]) {
  const port = await freePort()
  const child = spawn(process.execPath, [program.cli, 'start', '--port', String(port), ...more], {
    cwd: site,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  children.add(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (said += String(bytes)))
  const get = async (path: string, ms = 5000) => {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(ms) })
      return { status: answer.status, text: await answer.text() }
    } catch {
      return { status: 0, text: '' }
    }
  }
  return { child, get, said: () => said }
}

async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const end = Date.now() + 45_000; Date.now() < end; await sleep(50)) if (await holds()) return
  throw new Error(`it never happened: ${what}`)
}

function stopped(child: ChildProcess, signal: NodeJS.Signals): Promise<unknown> {
  children.delete(child)
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  const ended = new Promise((done) => child.once('exit', done))
  child.kill(signal)
  return ended
}

const has = (text: string) => async (get: Awaited<ReturnType<typeof start>>['get']) =>
  (await get('/news/rss.xml')).text.includes(text)

/** Numbers of the processes that a process has made. */
function childrenOf(pid: number | undefined): readonly number[] {
  return readdirSync('/proc').flatMap((name) => {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid ? [Number(name)] : []
    } catch {
      return []
    }
  })
}

describe('`start` serves what is published', () => {
  it('while the disk with the articles is not mounted yet, and publishes once it is', async () => {
    renameSync(join(site, 'content'), join(site, 'disk'))
    mkdirSync(join(site, 'content'))
    const { child, get } = await start()
    await until(() => has('Title of first')(get), 'the feed is answered')
    await until(async () => (await get('/readyz')).text.includes('site.yaml'), 'readyz says why')
    expect((await get('/readyz')).status).toBe(503)
    rmSync(join(site, 'content'), { recursive: true })
    write('second', join(site, 'disk'))
    renameSync(join(site, 'disk'), join(site, 'content'))
    await until(() => has('Title of second')(get), 'the new article is published')
    await until(async () => (await get('/readyz')).status === 200, 'it is ready')
    expect(await stopped(child, 'SIGTERM')).toBe(0)
  }, 100_000)

  it('while the catalog cannot be opened, says so once, and publishes once it can', async () => {
    const state = join(site, '.feedwright')
    renameSync(join(state, 'catalog'), join(top, 'catalog'))
    // A link in a circle can be opened by no user, not even root.
    spawnSync('ln', ['-s', 'catalog', join(state, 'catalog')])
    const { get, said } = await start()
    await until(() => has('Title of first')(get), 'the feed is answered')
    await until(() => said().includes('STATE_UNREADABLE'), 'the error is told')
    await sleep(1500)
    expect(said().split('STATE_UNREADABLE')).toHaveLength(2)
    rmSync(join(state, 'catalog'))
    renameSync(join(top, 'catalog'), join(state, 'catalog'))
    write('second')
    await until(() => has('Title of second')(get), 'the new article is published')
  }, 100_000)

  it('while everything below the content folder hangs, and heeds SIGTERM', async () => {
    const share = shareThatHangs()
    const { child, get, said } = await start(share.env)
    await until(async () => (await get('/readyz')).status === 200, 'it is ready')
    share.hang()
    for (let poll = 0; poll < 20; poll++) {
      expect((await get('/news/rss.xml', 3000)).status).toBe(200)
      await sleep(100)
    }
    share.goOn()
    write('second')
    await until(() => has('Title of second')(get), 'runs go on')
    share.hang()
    await sleep(1500)
    expect(await stopped(child, 'SIGTERM')).toBe(0)
    expect(said()).toContain('the publishing process waits for a disk and does not stop; it is killed')
  }, 120_000)

  it('while the settings are on a disk that hangs, and by these as soon as they are there', async () => {
    const share = shareThatHangs()
    const settings = join(site, 'content/site.yaml')
    const text = readFileSync(settings, 'utf8')
    writeFileSync(settings, `${text}redirects: { /old.xml: /news/rss.xml }\n`)
    share.hang()
    const { child, get, said } = await start(share.env)
    await until(() => has('Title of first')(get), 'the feed is answered')
    child.kill('SIGHUP')
    await until(
      () => said().includes('continuing with the previous settings'),
      'it cannot take other settings',
    )
    expect(await has('Title of first')(get)).toBe(true)
    expect((await get('/old.xml')).status).not.toBe(200)
    share.goOn()
    await until(() => has('Title of first')(async () => get('/old.xml')), 'the new settings hold')
    expect(await stopped(child, 'SIGTERM')).toBe(0)
  }, 120_000)

  it('of the settings that another edition of the program kept', async () => {
    const kept = join(site, '.feedwright/settings.json')
    writeFileSync(kept, readFileSync(kept, 'utf8').replace(/"built":"[^"]*"/, '"built":"of before"'))
    const share = shareThatHangs()
    share.hang()
    const { child, get } = await start(share.env)
    await until(() => has('Title of first')(get), 'the feed is answered')
    expect(await stopped(child, 'SIGTERM')).toBe(0)
  }, 100_000)

  it('not at all with --no-serve, which ends while the content folder hangs, too', async () => {
    const share = shareThatHangs()
    const { child, said } = await start(share.env, '--no-serve')
    await until(() => said().includes('next run'), 'it publishes')
    share.hang()
    await sleep(1500)
    expect(await stopped(child, 'SIGTERM')).toBe(0)
    expect(said()).toContain('the publishing process waits for a disk and does not stop; it is killed')
  }, 100_000)

  it.skipIf(process.platform !== 'linux')(
    'while the process that publishes is killed again and again, and leaves none behind when it is killed itself',
    async () => {
      const { child, get } = await start()
      await until(async () => (await get('/readyz')).status === 200, 'it is ready')
      const killed = new Set<number>()
      for (let kill = 0; kill < 2; kill++) {
        const publishing = () => childrenOf(child.pid).find((pid) => !killed.has(pid))
        await until(() => publishing() !== undefined, 'it publishes')
        const pid = publishing()
        if (pid === undefined) throw new Error('no process publishes')
        process.kill(pid, 'SIGKILL')
        killed.add(pid)
        expect((await get('/news/rss.xml')).status).toBe(200)
      }
      write('second')
      await until(() => has('Title of second')(get), 'it publishes again')
      const left = childrenOf(child.pid)
      await stopped(child, 'SIGKILL')
      await until(() => left.every((pid) => !alive(pid)), 'the publishing process has ended')
      expect(spawnSync(process.execPath, [program.cli, 'build'], { cwd: site }).status).toBe(0)
    },
    120_000,
  )
})

/** Every call below the content folder waits, synchronous ones with their thread, as those of a network share that is away. */
function shareThatHangs() {
  const flag = join(top, 'away')
  const hook = join(top, 'hook.cjs')
  writeFileSync(
    hook,
    `const fs = require('node:fs')
const cell = new Int32Array(new SharedArrayBuffer(4))
const hang = (path) => { while (String(path).startsWith(${JSON.stringify(join(site, 'content'))}) && real(${JSON.stringify(flag)})) Atomics.wait(cell, 0, 0, 20) }
const real = fs.existsSync
for (const name of ['statSync', 'lstatSync', 'readdirSync', 'realpathSync', 'openSync', 'existsSync']) {
  const call = fs[name]
  fs[name] = Object.assign(function (path, ...more) { hang(path); return call.call(this, path, ...more) }, call)
}
for (const name of ['stat', 'lstat', 'readdir', 'realpath', 'open', 'readFile']) {
  const call = fs.promises[name]
  fs.promises[name] = async function (path, ...more) { hang(path); return call.call(this, path, ...more) }
}
require('node:module').syncBuiltinESMExports()`,
  )
  return {
    env: { NODE_OPTIONS: `--require ${hook}` },
    hang: () => writeFileSync(flag, ''),
    goOn: () => rmSync(flag),
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
