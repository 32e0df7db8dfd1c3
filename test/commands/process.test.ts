import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { CLI, PROCESS_TEST_MS, startProgram } from '../support/program.ts'
import { markdown, siteFolder } from '../support/site.ts'
import { run } from '../support/tools.ts'

vi.setConfig({ testTimeout: PROCESS_TEST_MS })
const ARTICLE = { 'content/world/a.md': markdown('Alpha', '2024-01-02', 'id: tag:example.org,2024:a\n') }

describe('the program', () => {
  it('prints its version and commands, and reports unknown arguments', async () => {
    const { version }: { version: string } = JSON.parse(
      await readFile(join(CLI, '../../package.json'), 'utf8'),
    )
    expect((await run(process.execPath, [CLI, '--version'])).stdout).toBe(`${version}\n`)
    const { stdout } = await run(process.execPath, [CLI, '--help'])
    for (const name of ['build', 'start', 'import', 'stamp', 'check']) expect(stdout).toContain(`  ${name} `)
    const failed: unknown = await run(process.execPath, [CLI, 'bild']).catch((error: unknown) => error)
    expect(failed).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no command "bild"') })
  })

  it('exits with 2 for settings it cannot use, before it writes anything', async () => {
    const folder = await siteFolder({ 'content/site.yaml': 'title: 1\n' })
    const failed: unknown = await run(process.execPath, [CLI, 'build'], { cwd: folder }).catch(
      (error: unknown) => error,
    )
    expect(failed).toMatchObject({ code: 2, stderr: expect.stringContaining('content/site.yaml') })
  })

  it('also reports a fatal error as JSON with --json', async () => {
    const folder = await siteFolder({ 'content/site.yaml': 'title: 1\n' })
    const failed: unknown = await run(process.execPath, [CLI, 'build', '--json'], { cwd: folder }).catch(
      (error: unknown) => error,
    )
    expect(failed).toMatchObject({
      code: 2,
      stdout: expect.stringMatching(/^\{"event":"error","code":"CONFIG_INVALID".*"line":1.*\}\n$/),
      stderr: '',
    })
  })

  it('publishes, serves, publishes changes, and ends with 0 on SIGTERM', async () => {
    const folder = await siteFolder(ARTICLE)
    const { child, ended, saying } = startProgram(folder, ['start', '--port', '0', '--watch'])
    const [, base = ''] = await saying(/serving (http:\S+)/)
    await saying(/next run \d{4}-/)
    const feed = await fetch(`${base}world/rss.xml`)
    expect(feed.status).toBe(200)
    expect(await feed.text()).toContain('<title>Alpha</title>')
    const again = await fetch(`${base}world/rss.xml`, {
      headers: { 'if-none-match': feed.headers.get('etag') ?? '' },
    })
    expect(again.status).toBe(304)

    await writeFile(
      join(folder, 'content/world/b.md'),
      markdown('Beta', '2024-01-03', 'id: tag:example.org,2024:b\n'),
    )
    await saying(/world +written +2 items/)
    expect(await (await fetch(`${base}world/rss.xml`)).text()).toContain('<title>Beta</title>')

    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  })

  it('follows a publisher on another host that holds the lease, and names it', async () => {
    const folder = await siteFolder(ARTICLE)
    await run(process.execPath, [CLI, 'build'], { cwd: folder })
    const lock = { pid: 7, host: 'elsewhere', since: '2026-01-01T00:00:00Z', token: '0123456789abcdef' }
    await writeFile(join(folder, 'out/.feedwright/lock'), JSON.stringify(lock))
    const { saying } = startProgram(folder, ['start', '--port', '0'])
    const [, base = ''] = await saying(/serving (http:\S+)/)
    await saying(/trying again/)
    const ready = await fetch(`${base}readyz`)
    expect(ready.status).toBe(200)
    expect(await ready.text()).toMatch(/process 7 on host elsewhere .*; this server follows it/)

    const beta = markdown('Beta', '2024-01-03', 'id: tag:example.org,2024:b\n')
    await writeFile(join(folder, 'content/world/b.md'), beta)
    const other = ['build', '--out', 'elsewhere', '--state', 'state-elsewhere']
    await run(process.execPath, [CLI, ...other], { cwd: folder })
    await cp(join(folder, 'elsewhere'), join(folder, 'out'), { recursive: true, preserveTimestamps: true })
    await vi.waitFor(
      async () => expect(await (await fetch(`${base}world/rss.xml`)).text()).toContain('<title>Beta</title>'),
      { timeout: 20_000, interval: 200 },
    )
  })

  it('refuses a second publisher on the same folder, saying who holds it', async () => {
    const folder = await siteFolder(ARTICLE)
    const { saying } = startProgram(folder, ['start', '--port', '0'])
    const [, url = ''] = await saying(/serving (http:\S+)/)
    const other: unknown = await run(process.execPath, [CLI, 'start', '--port', new URL(url).port], {
      cwd: folder,
    }).catch((error: unknown) => error)
    expect(other).toMatchObject({ code: 3 })
  })
})
