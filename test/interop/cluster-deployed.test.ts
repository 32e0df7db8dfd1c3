import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { parseSettings } from '../../src/config/parse.ts'
import { run as runProgram, skipWithout } from '../support/tools.ts'
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
      const { stdout } = await runProgram('promtool', ['check', 'rules', path])
      expect(stdout).toMatch(/SUCCESS: \d+ rules found/)
    })

    it('alert when they should, and at nothing else', async () => {
      const at = async (name: string) => join(await folder, name)
      await writeFile(await at('alerts.yaml'), alerts)
      // Four hours by the minute.
      const run = (instance: string) => `feedwright_last_good_run_timestamp_seconds{instance="${instance}"}`
      const served = (instance: string) => `feedwright_served_as_of_timestamp_seconds{instance="${instance}"}`
      const telling = (what: string, hub: string) =>
        `feedwright_${what}{announcer="websub",receiver="${hub}",instance="a"}`
      const scenarios: readonly (readonly [expected: readonly string[], series: Record<string, string>])[] = [
        [[], { [run('a')]: '0+60x240', [served('a')]: '0+60x240', [served('b')]: '0+60x240' }],
        // Of two publishers, one stands by; servers only follow.
        [['FeedsNotPublished'], { [run('a')]: '0+0x240', [served('b')]: '0+60x240' }],
        [['TargetAway'], { [run('a')]: '0+60x240', [served('a')]: '0+0x240', [served('b')]: '0+0x240' }],
        [['ServerAway'], { 'up{job="feedwright",instance="a"}': '0+0x240' }],
        [
          ['ReceiverNotTold'],
          {
            [telling('telling_waiting', 'never')]: '3+0x240',
            [telling('last_told_timestamp_seconds', 'never')]: '0+0x240',
            [telling('telling_waiting', 'told')]: '3+0x240',
            [telling('last_told_timestamp_seconds', 'told')]: '0+60x240',
          },
        ],
      ]
      const names = [...alerts.matchAll(/alert: (\w+)/g)].map(([, name = '']) => name)
      expect(names).toHaveLength(6)
      const tests = scenarios.map(([expected, series]) => ({
        interval: '1m',
        input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
        promql_expr_test: names.map((name) => ({
          expr: `count(ALERTS{alertname="${name}",alertstate="firing"})`,
          eval_time: '4h',
          exp_samples: expected.includes(name) ? [{ labels: '{}', value: 1 }] : [],
        })),
      }))
      const path = await at('test.yaml')
      await writeFile(path, JSON.stringify({ rule_files: ['alerts.yaml'], tests }))
      expect((await runProgram('promtool', ['test', 'rules', path])).stdout).toContain('SUCCESS')
    })
  })
})
