import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { serveOnLoopback } from '../support/loopback.ts'
import { CLI, PROCESS_TEST_MS, startProgram } from '../support/program.ts'
import { markdown, runCommand, siteFolder } from '../support/site.ts'

vi.setConfig({ testTimeout: PROCESS_TEST_MS })
const SETTINGS =
  'title: T\nurl: https://example.org/\nsince: 2020\nschedule: 0 0 1 1 *\nsections: { world: }\n'
const site = (settings = '', title = 'T') =>
  siteFolder({
    'content/site.yaml': SETTINGS.replace('T', title) + settings,
    'content/world/a.md': markdown('Alpha', '2024-01-02'),
  })

const start = (cwd: string, args: readonly string[], out: number | 'pipe' = 'pipe') =>
  startProgram(cwd, ['start', ...args], out)

/** Saves a new article by renaming, and resolves when the feed has it. */
async function publishing(cwd: string, title: string): Promise<void> {
  const file = join(cwd, `content/world/${title}.md`)
  writeFileSync(`${file}.tmp`, `---\ntitle: ${title}\n---\n\nWithout a date, which is a warning.\n`)
  renameSync(`${file}.tmp`, file)
  const feed = join(cwd, 'out/world/rss.xml')
  await expect
    .poll(() => readFileSync(feed, 'utf8').includes(`<title>${title}<`), { timeout: 20_000, interval: 20 })
    .toBe(true)
}

/** Status and title of a feed, over a connection of its own. */
function poll(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent: new Agent({ keepAlive: false }) }, (answer) => {
      let text = ''
      answer.on('data', (chunk) => (text += chunk))
      answer.on('end', () => resolve(`${answer.statusCode} ${/<title>([^<]*)/.exec(text)?.[1]}`))
      answer.on('error', reject)
    }).on('error', reject)
  })
}

describe('start', () => {
  it('purges caches when a server that follows the target has the new documents', async () => {
    const fetched: string[] = []
    let follower = ''
    const cache = await serveOnLoopback(async ({ url = '' }, response) => {
      if (follower !== '' && url.endsWith('/rss.xml'))
        fetched.push(await (await fetch(new URL(url, follower))).text())
      response.end()
    })
    const cwd = await site(`privateNetworks: [127.0.0.1]\npurge: { varnish: { servers: ['${cache}'] } }\n`)
    for (const command of ['build', 'announce'] as const) await runCommand(cwd, [command])
    const { saying } = start(cwd, ['--no-serve', '--watch'])
    await saying(/next run/)
    const server = startProgram(cwd, ['serve', '--port', '0'])
    follower = (await server.saying(/serving (http:\S+)/))[1] ?? ''
    await publishing(cwd, 'Fresh')
    await expect.poll(() => fetched.length, { timeout: 20_000 }).toBeGreaterThan(0)
    expect(fetched[0]).toContain('<title>Fresh<')
  })

  it('ends with the reason if one of its ports is in use, and keeps none open', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    onTestFinished(() => void taken.close())
    const address = taken.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const { ended, said } = start(await site(`serve: { metricsPort: ${port} }\n`), ['--port', '0'])
    expect((await ended)[0]).toBe(3)
    expect(said()).toContain(`port ${port}`)
    expect(said()).toContain('serve.metricsPort')
  })

  it('accepts an IPv6 address in brackets', async () => {
    const { saying } = start(await site(), ['--port', '0', '--host', '[::1]'])
    const [, url = ''] = await saying(/serving (http:\/\/\[::1\]:\d+\/)/)
    expect((await fetch(`${url}healthz`)).status).toBe(200)
  })

  it('continues when the reader of its output closes the pipe', async () => {
    const cwd = await site()
    const { child, saying, ended } = start(cwd, ['--port', '0', '--watch'])
    const [, url = ''] = await saying(/serving (http:\S+)/)
    await saying(/next run/)
    child.stdout?.destroy()
    child.stderr?.destroy()
    await publishing(cwd, 'first')
    await publishing(cwd, 'second')
    expect((await fetch(`${url}healthz`)).status).toBe(200)
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  })

  it.runIf(process.platform === 'linux')('continues when the disk of its log is full', async () => {
    const cwd = await site()
    const { child, ended } = start(cwd, ['--no-serve', '--watch'], openSync('/dev/full', 'w'))
    await expect
      .poll(() => readFileSync(join(cwd, 'out/world/rss.xml'), { encoding: 'utf8', flag: 'a+' }), {
        timeout: 20_000,
      })
      .toContain('Alpha')
    await publishing(cwd, 'first')
    await publishing(cwd, 'second')
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  })

  it('reloads its settings on SIGHUP if they are valid', async () => {
    const cwd = await site()
    const { child, saying, ended } = start(cwd, ['--no-serve', '--watch'])
    await saying(/next run/)
    writeFileSync(join(cwd, 'content/site.yaml'), SETTINGS.replace('T', '[').replace('[', '{ x'))
    await saying(/site\.yaml changed; send SIGHUP/)
    child.kill('SIGHUP')
    await saying(/continuing with the previous settings/)
    writeFileSync(join(cwd, 'content/site.yaml'), SETTINGS.replace('T', 'The New Times'))
    child.kill('SIGHUP')
    await saying(/restarting with the new settings/)
    await expect
      .poll(() => readFileSync(join(cwd, 'out/world/rss.xml'), 'utf8'), { timeout: 20_000, interval: 20 })
      .toContain('The New Times')
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  })

  it('refuses no connection while it applies new settings and limits', async () => {
    const cwd = await site('serve: { port: 0, rateLimit: false }\n')
    const { child, saying, ended } = start(cwd, ['--watch'])
    const [, url = ''] = await saying(/serving (http:\S+)/)
    await saying(/next run/)
    const answers = new Map<string, number>()
    let isOver = false
    const polling = (async () => {
      while (!isOver) {
        const answer = await poll(`${url}world/rss.xml`).catch(
          (error: NodeJS.ErrnoException) => error.code ?? '',
        )
        answers.set(answer, (answers.get(answer) ?? 0) + 1)
      }
    })()
    for (const [title, more] of [
      ['Second', 'serve: { port: 0, rateLimit: false, limits: { headerBytes: 9000, idleSeconds: 10 } }\n'],
      ['Third', 'serve: { port: 0, rateLimit: false }\n'],
    ] as const) {
      writeFileSync(join(cwd, 'content/site.yaml'), SETTINGS.replace('T', title) + more)
      child.kill('SIGHUP')
      await expect.poll(() => poll(`${url}world/rss.xml`), { timeout: 20_000 }).toBe(`200 ${title}: World`)
    }
    isOver = true
    await polling
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
    expect([...answers.keys()].filter((answer) => !answer.startsWith('200 '))).toEqual([])
  })

  it('moves to another port from new settings, and keeps the current one if that is in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const address = taken.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const cwd = await site('serve: { port: 0 }\n')
    const { child, saying, ended } = start(cwd, [])
    const [, url = ''] = await saying(/serving (http:\S+)/)
    await saying(/next run/)
    writeFileSync(
      join(cwd, 'content/site.yaml'),
      `${SETTINGS.replace('T', 'Second')}serve: { port: ${port} }\n`,
    )
    child.kill('SIGHUP')
    await saying(/continuing with the previous settings/)
    expect(await poll(`${url}world/rss.xml`)).toBe('200 T: World')
    taken.close()
    await once(taken, 'close')
    child.kill('SIGHUP')
    await saying(new RegExp(`serving http://127.0.0.1:${port}/`))
    await expect
      .poll(() => poll(`http://127.0.0.1:${port}/world/rss.xml`), { timeout: 20_000 })
      .toBe('200 Second: World')
    await expect(poll(`${url}world/rss.xml`)).rejects.toThrow('ECONNREFUSED')
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  })

  it('notices a change of settings outside the content folder, and reloads them', async () => {
    const cwd = await site()
    const file = join(cwd, 'feedwright.yaml')
    renameSync(join(cwd, 'content/site.yaml'), file)
    const { child, saying, ended } = start(cwd, ['--no-serve', '--watch'])
    await saying(/next run/)
    writeFileSync(file, SETTINGS.replace('T', 'The New Times'))
    await saying(/feedwright\.yaml changed; send SIGHUP/)
    child.kill('SIGHUP')
    await saying(/restarting with the new settings/)
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  })
})

it.runIf(process.platform === 'linux')(
  'build exits with an error if its report could not be written completely',
  async () => {
    const cwd = await site()
    const full = openSync('/dev/full', 'w')
    const child = spawn(process.execPath, [CLI, 'build'], { cwd, stdio: ['ignore', full, 'ignore'] })
    expect((await once(child, 'exit'))[0]).toBe(3)
    expect(readFileSync(join(cwd, 'out/world/rss.xml'), 'utf8')).toContain('Alpha')
  },
)
