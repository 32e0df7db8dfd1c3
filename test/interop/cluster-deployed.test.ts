import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { parseSettings } from '../../src/config/parse.ts'
import { run, skipWithout } from '../support/tools.ts'
import { unknownOptions } from './known-options.ts'

interface Service {
  readonly image: string
  readonly command: readonly string[]
  readonly volumes?: readonly string[]
}

describe('deploy/compose.yaml', () => {
  const { services }: { services: Record<string, Service> } = parse(
    readFileSync('deploy/compose.yaml', 'utf8'),
    {
      merge: true,
    },
  )
  const ours = Object.entries(services).filter(([, { image }]) => image.startsWith('feedwright'))

  it('starts commands with options they have', async () => {
    expect(ours.map(([name]) => name)).toEqual(['publisher', 'standby', 'server-1', 'server-2'])
    for (const [, { command }] of ours) expect(await unknownOptions(command)).toEqual([])
  })

  it('lets publishers alone write what is published, each with a state of its own', () => {
    const states = new Set<string>()
    for (const [, { command, volumes = [] }] of ours) {
      const isServer = command[0] === 'serve'
      expect(volumes.includes('out:/srv/feedwright/out:ro')).toBe(isServer)
      expect(volumes.includes('out:/srv/feedwright/out')).toBe(!isServer)
      for (const volume of volumes) if (volume.startsWith('state')) states.add(volume)
    }
    expect(states.size).toBe(2)
  })
})

describe('deploy/compose.bucket.yaml', () => {
  const text = readFileSync('deploy/compose.bucket.yaml', 'utf8')
  const { services }: { services: Record<string, Partial<Service>> } = parse(text, { merge: true })

  it('changes services of compose.yaml, and starts their commands with options they have', async () => {
    const known = Object.keys(parse(readFileSync('deploy/compose.yaml', 'utf8'), { merge: true }).services)
    expect(Object.keys(services).filter((name) => !known.includes(name))).toEqual(['store'])
    for (const { command = [] } of Object.values(services)) expect(await unknownOptions(command)).toEqual([])
  })

  it('names targets that settings can have', () => {
    const targets = text.match(/^# {3}targets:\n(?:# {5}.*\n)+/m)?.[0].replaceAll(/^# {3}/gm, '') ?? ''
    const site = 'title: T\nurl: https://example.org/\nsince: 2024\n'
    const { value, findings } = parseSettings(`${site}${targets}`, 'site.yaml')
    expect(findings).toEqual([])
    expect(value?.targets?.map(({ kind }) => kind)).toEqual(['directory', 's3'])
  })
})

interface Panel {
  readonly title: string
  readonly targets: readonly { readonly expr: string }[]
}
const dashboard: { panels: readonly Panel[] } = JSON.parse(
  readFileSync('docs/serving/grafana-dashboard.json', 'utf8'),
)
const asked = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))
const alerts = readFileSync('docs/serving/alerts.yaml', 'utf8')

describe('dashboard and alerts', () => {
  it('ask for metrics that there are', () => {
    const known = new Set(readFileSync('docs/metrics.md', 'utf8').match(/feedwright_\w+/g))
    const used = [...asked, alerts].flatMap((text) => text.match(/feedwright_\w+/g) ?? [])
    expect(used.length).toBeGreaterThan(20)
    expect(used.filter((name) => !known.has(name))).toEqual([])
  })

  describe.skipIf(skipWithout('promtool', ['promtool', '--version']))('to Prometheus', () => {
    const folder = mkdtemp(join(tmpdir(), 'feedwright-rules-'))
    afterAll(async () => rm(await folder, { recursive: true }))

    it.each([
      ['alerts', alerts],
      [
        'the questions of the dashboard',
        JSON.stringify({
          groups: [{ name: 'dashboard', rules: asked.map((expr, n) => ({ record: `panel_${n}`, expr })) }],
        }),
      ],
    ])('%s are rules', async (name, rules) => {
      const path = join(await folder, `${name.replaceAll(' ', '-')}.yaml`)
      await writeFile(path, rules)
      const { stdout } = await run('promtool', ['check', 'rules', path])
      expect(stdout).toMatch(/SUCCESS: \d+ rules found/)
    })
  })
})
