import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { run, skipWithout } from '../support/tools.ts'
import { unknownOptions } from './known-options.ts'
import { freePort } from './servers-started.ts'

const manifest: { bin: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'))
const program = manifest.bin['feedwright'] ?? 'none'

describe('docs/serving/feedwright.service', () => {
  const unit = readFileSync('docs/serving/feedwright.service', 'utf8')
  const [, node = '', args = ''] = /^ExecStart=(\S+) (.+)$/m.exec(unit) ?? []

  it('starts the program of the package, with options it has, where it may write', async () => {
    const [script = '', ...words] = args.split(' ')
    expect(script.endsWith(`/node_modules/feedwright/${program}`)).toBe(true)
    expect(words[0]).toBe('start')
    expect(await unknownOptions(words)).toEqual([])
    const writable = /^ReadWritePaths=(.+)$/m.exec(unit)?.[1]
    expect(words[words.indexOf('--out') + 1]).toBe(writable)
    expect(words[words.indexOf('--state') + 1]).toBe(`/var/lib/${/^StateDirectory=(.+)$/m.exec(unit)?.[1]}`)
  })

  describe.skipIf(skipWithout('systemd', ['systemd-analyze', '--version']))('to systemd', () => {
    const folder = mkdtemp(join(tmpdir(), 'feedwright-unit-'))
    afterAll(async () => rm(await folder, { recursive: true }))
    const placed = async () => {
      const path = join(await folder, 'feedwright.service')
      await writeFile(path, unit.replace(node, process.execPath))
      return path
    }

    it('is understood, every line of it', async () => {
      const said = await run('systemd-analyze', ['verify', '--man=no', await placed()])
      expect(said).toEqual({ stdout: '', stderr: '' })
    })

    it('is exposed to less than 1.5 of 10', async () => {
      await run('systemd-analyze', [
        'security',
        '--offline=true',
        '--threshold=15',
        '--no-pager',
        await placed(),
      ])
    })
  })
})

describe('Dockerfile', () => {
  const lines = readFileSync('Dockerfile', 'utf8')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
  const instructions = lines.flatMap((line) => {
    const [, name = '', rest = ''] = /^([A-Z]+) (.+)$/.exec(line) ?? []
    return name === '' ? [] : [{ name, rest }]
  })
  const last = (name: string) => instructions.findLast((one) => one.name === name)?.rest ?? ''
  const words = (text: string): string[] => JSON.parse(text)

  it('copies what is there and not ignored', () => {
    const ignored = readFileSync('.dockerignore', 'utf8').split('\n')
    const sources = instructions
      .filter(({ name, rest }) => name === 'COPY' && !rest.startsWith('--from'))
      .flatMap(({ rest }) => rest.split(' ').slice(0, -1))
    expect(sources.length).toBeGreaterThan(3)
    expect(ignored).toContain('*')
    for (const source of sources) {
      expect([source, existsSync(source), ignored.includes(`!${source}`)]).toEqual([source, true, true])
    }
  })

  it('starts the program itself, as a user who is not root, with options it has', async () => {
    const stages = instructions.flatMap(({ name }, index) => (name === 'FROM' ? [index] : []))
    const final = instructions.slice(stages.at(-1))
    expect(final.filter(({ name }) => name === 'USER').map(({ rest }) => rest)).toEqual(['node'])
    expect(words(last('ENTRYPOINT'))).toEqual(['node', `/app/${program}`])
    expect(await unknownOptions(words(last('CMD')))).toEqual([])
    const own = final.find(({ name, rest }) => name === 'RUN' && rest.includes('chown node:node'))
    const volumes = words(last('VOLUME')).map((path) => path.replace(`${last('WORKDIR')}/`, ''))
    for (const volume of volumes) expect(own?.rest.split(' ')).toContain(volume)
  })

  it('is healthy when the port it serves on says so, and not otherwise', async () => {
    const [, check = ''] = /CMD (\[.+\])$/.exec(last('HEALTHCHECK')) ?? []
    const served = words(last('CMD'))
    const port = served[served.indexOf('--port') + 1] ?? 'none'
    expect(last('EXPOSE')).toBe(port)
    const [, ...args] = words(check)
    expect(args.join(' ')).toContain(`127.0.0.1:${port}/healthz`)

    const here = await freePort()
    const isHealthy = () =>
      run(
        process.execPath,
        args.map((word) => word.replace(port, String(here))),
      ).then(
        () => true,
        () => false,
      )
    expect(await isHealthy()).toBe(false)
    let status = 200
    const server = createServer((_request, response) => response.writeHead(status).end())
    await new Promise<void>((resolve) => server.listen(here, '127.0.0.1', resolve))
    expect(await isHealthy()).toBe(true)
    status = 500
    expect(await isHealthy()).toBe(false)
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
})
