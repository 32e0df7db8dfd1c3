import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { cp, mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { serveOnLoopback } from '../support/loopback.ts'
import { markdown, runCommand, siteFolder } from '../support/site.ts'

const CLI = join(import.meta.dirname, '../../dist/cli.js')
const SITE = `title: The Example Times
url: https://example.org/
since: 2024
sections: { world: }
hubs: [https://hub.example.org/]
redirects: { /old.xml: /world/rss.xml }
gone: [/sport/]
`
const NOW = Date.UTC(2024, 5, 1)

const newsroom = () =>
  siteFolder({ 'content/site.yaml': SITE, 'content/world/a.md': markdown('Alpha', '2024-01-02') })

/** `serve` in a process of its own; resolves with its addresses once it listens. */
async function serveFrom(
  folder: string,
  ...options: readonly string[]
): Promise<{ readonly base: string; readonly metrics: string }> {
  const child: ChildProcess = spawn(
    process.execPath,
    [CLI, 'serve', '--from', folder, '--port', '0', ...options],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const ended = once(child, 'exit')
  onTestFinished(async () => {
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk))
  for (;;) {
    const [base] = /http:\S+/.exec(said) ?? []
    const [, metrics = ''] = /metrics at (\S+)/.exec(said) ?? []
    if (base !== undefined && (metrics !== '' || !options.includes('--metrics-port')))
      return { base, metrics }
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}, having said:\n${said}`)
    await Promise.race([once(child.stdout ?? child, 'data'), once(child.stderr ?? child, 'data'), ended])
  }
}

const get = (url: string, headers = {}) => fetch(url, { redirect: 'manual', headers })

describe('serve', () => {
  it('needs only the published folder, and uses the settings of its publisher', async () => {
    const cwd = await newsroom()
    await runCommand(cwd, ['build'], NOW)
    const alone = await siteFolder({})
    await cp(join(cwd, 'out'), join(alone, 'copy'), { recursive: true })
    await rm(join(alone, 'content'), { recursive: true })
    const { base } = await serveFrom(join(alone, 'copy'))

    const feed = await get(`${base}world/rss.xml`)
    expect([feed.status, (await feed.text()).includes('<title>Alpha</title>')]).toEqual([200, true])
    expect(feed.headers.get('link')).toContain('<https://hub.example.org/>; rel="hub"')
    expect(feed.headers.get('cache-control')).toContain('max-age=900')
    const moved = await get(`${base}old.xml`)
    expect([moved.status, moved.headers.get('location')]).toEqual([301, './world/rss.xml'])
    expect((await get(`${base}sport/rss.xml`)).status).toBe(410)
    const missing = await get(`${base}nothing/`, { accept: 'text/html' })
    expect([missing.status, await missing.text()]).toEqual([
      404,
      expect.stringContaining('The Example Times'),
    ])
    expect((await get(`${base}readyz`)).status).toBe(200)
  }, 60_000)

  it('follows sets published there, starting with an empty folder', async () => {
    const cwd = await newsroom()
    await mkdir(join(cwd, 'out'))
    const { base } = await serveFrom(join(cwd, 'out'))
    const early = await get(`${base}world/rss.xml`)
    expect([early.status, early.headers.get('retry-after')]).toEqual([503, expect.any(String)])
    await runCommand(cwd, ['build'], NOW)
    await expect
      .poll(async () => (await get(`${base}world/rss.xml`)).status, { timeout: 20_000, interval: 50 })
      .toBe(200)
  }, 60_000)

  it.each(['at its start', 'while it follows'])(
    'gives up what it asked of a bucket that does not answer when it is told to stop %s',
    async (when) => {
      let isSilent = when === 'at its start'
      const pending = new Set<unknown>()
      let isAsked = (): void => {}
      const asked = new Promise<void>((resolve) => {
        isAsked = resolve
      })
      const store = await serveOnLoopback(({ method }, response) => {
        if (isSilent) {
          pending.add(response)
          response.on('close', () => pending.delete(response))
          isAsked()
        } else if (method === 'HEAD') response.writeHead(404).end()
        else response.end('<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>')
      })
      const cwd = await siteFolder({})
      const child = spawn(process.execPath, [CLI, 'serve', '--from', 's3://news/feeds', '--port', '0'], {
        cwd,
        env: {
          ...process.env,
          AWS_ENDPOINT_URL_S3: store,
          AWS_ACCESS_KEY_ID: 'KEY',
          AWS_SECRET_ACCESS_KEY: 'SECRET',
        },
      })
      const ended = once(child, 'close')
      onTestFinished(async () => {
        child.kill('SIGKILL')
        await ended
      })
      let said = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
      if (!isSilent) await expect.poll(() => said, { timeout: 20_000 }).toContain('serving http:')
      isSilent = true
      await asked
      child.kill('SIGTERM')
      expect(await ended).toEqual([0, null])
      // It ended the request, and not because it was answered or had waited long enough.
      await expect.poll(() => pending.size).toBe(0)
      expect(said).not.toMatch(/no answer|cannot/)
    },
    20_000,
  )

  it('tells its revision and readers to status --from', async () => {
    const cwd = await newsroom()
    await runCommand(cwd, ['build'], NOW)
    const from = join(cwd, 'out')
    const servers = await Promise.all([
      serveFrom(from, '--metrics-port', '0'),
      serveFrom(from, '--metrics-port', '0'),
    ])
    for (const { base } of servers) await get(`${base}world/rss.xml`, { 'user-agent': 'Reader/1.0' })
    const metrics = servers.map(({ metrics: url }) => new URL(url).origin)
    const { code, out } = await runCommand(cwd, ['status', '--json', '--from', ...metrics])
    const { servers: told, revisions, feeds } = JSON.parse(out)
    const manifest = await readFile(join(from, 'manifest.json'))
    expect([code, revisions]).toEqual([
      0,
      [
        {
          revision: createHash('sha256').update(manifest).digest('hex'),
          servers: metrics.map((url) => `${url}/status.json`),
        },
      ],
    ])
    expect(told).toMatchObject([{ ready: true }, { ready: true }])
    for (const { asOf } of told) expect(Math.abs(Date.now() - Date.parse(asOf))).toBeLessThan(60_000)
    expect(feeds).toMatchObject([{ feed: 'world', polls: 2 }])
  }, 60_000)

  it('refuses options that make no sense', async () => {
    const cwd = await newsroom()
    await expect(runCommand(cwd, ['serve', '--base-path', 'feeds'])).rejects.toThrow(/--base-path/)
    await expect(runCommand(cwd, ['serve', '--metrics-port', 'x'])).rejects.toThrow(/--metrics-port/)
    await expect(runCommand(cwd, ['serve', '--notify', 'http://127.0.0.1/'])).rejects.toThrow(/--notify/)
    await expect(runCommand(cwd, ['serve', '--trusted-proxy', 'x'])).rejects.toThrow(/--trusted-proxy/)
  })
})
