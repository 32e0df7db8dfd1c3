import { expect, it } from 'vitest'
import { createMemoryCatalog } from '../../src/catalog/memory.ts'
import { keepRunState, type RunState, runStatesIn } from '../../src/steps/run-state.ts'
import { createMemoryTarget } from '../../src/targets/memory.ts'
import { hour } from '../catalog/newsroom.ts'
import { createNewsroom } from './newsroom.ts'

const remark = {
  code: 'image-missing',
  severity: 'warning' as const,
  message: 'no image',
  file: 'world/a.md',
}
const STATE: RunState = {
  published: { manifest: 'm', generation: 'g', change: 3, publishedAt: hour(1) },
  findings: new Map([
    ['world', [remark]],
    ['', []],
  ]),
}

it('gives back what was kept, for each target its own', async () => {
  const catalog = createMemoryCatalog()
  const held: RunState = { findings: new Map() }
  await keepRunState(catalog, '/srv/out', STATE)
  await keepRunState(catalog, '/srv/preview', held)
  expect(runStatesIn(catalog)).toEqual(
    new Map([
      ['/srv/preview', held],
      ['/srv/out', STATE],
    ]),
  )
})

it('remembers the sixteen targets that were published last', async () => {
  const catalog = createMemoryCatalog()
  for (let n = 0; n < 20; n++) await keepRunState(catalog, `preview-${n}`, STATE)
  expect([...runStatesIn(catalog).keys()]).toEqual(Array.from({ length: 16 }, (_, n) => `preview-${19 - n}`))
})

it('writes nothing where nothing else is to be remembered', async () => {
  const catalog = createMemoryCatalog()
  await keepRunState(catalog, 'out', STATE)
  await keepRunState({ ...catalog, apply: () => Promise.reject(new Error('written')) }, 'out', STATE)
  expect(runStatesIn(catalog).get('out')).toEqual(STATE)
})

it.each([
  ['of an older version', '[{"manifest":"m","generation":"g","publishedAt":"2024-01-01T00:00:00Z"}]', []],
  ['of another shape', '{"out":1}', []],
  [
    'in which a moment is none',
    '[{"target":"out","published":{"manifest":"m","generation":"g","publishedAt":"soon"}}]',
    ['out'],
  ],
])('takes nothing from a state %s', async (_, text, targets) => {
  const catalog = createMemoryCatalog()
  await catalog.apply({ put: [], remove: [], facts: { 'run-states': text } })
  const states = runStatesIn(catalog)
  expect([...states.keys()]).toEqual(targets)
  expect([...states.values()].flatMap(({ published }) => published ?? [])).toEqual([])
})

it('says the remarks of one target again whatever was published to another since', async () => {
  const newsroom = createNewsroom()
  newsroom.write('a', { published: hour(0) })
  const target = createMemoryTarget('preview')
  await newsroom.run(hour(1))
  const { findings } = runStatesIn(newsroom.catalog).get('memory') ?? {}
  await newsroom.run(hour(2), {}, { target })
  expect(runStatesIn(newsroom.catalog).get('memory')?.findings).toEqual(findings)
  expect(runStatesIn(newsroom.catalog).get('preview')?.published?.publishedAt).toEqual(hour(2))
  const quiet = await newsroom.run(hour(3))
  expect(quiet.feeds.map(({ status }) => status)).toEqual(['unchanged'])
  expect(await newsroom.isPending()).toBe(false)
})
