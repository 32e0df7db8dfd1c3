import { expect, it } from 'vitest'
import { createMemoryCatalog } from '../../src/catalog/memory.ts'
import { otherPublisher } from '../../src/steps/other-publisher.ts'
import { keepRunState } from '../../src/steps/run-state.ts'
import { createMemoryTarget } from '../../src/targets/memory.ts'
import { hour } from './newsroom.ts'

const MINE = { generation: 'mine', version: '1.10.0' }

/** What is said by a publisher that left the manifest `m1`, when `publisher` left `revision` since. */
async function said(
  publisher: { readonly version: string; readonly generation: string } | undefined,
  { revision = 'm2', before = 'mine' } = {},
) {
  const catalog = createMemoryCatalog()
  const published = { manifest: 'm1', generation: before, publishedAt: hour(1) }
  await keepRunState(catalog, 'bucket', { published, findings: new Map() })
  const target = createMemoryTarget('bucket')
  return otherPublisher({ ...MINE, catalog, target }, { revision, publisher }).map(({ code }) => code)
}

it.each([
  ['nothing where the target does not remember who published', undefined, {}, []],
  ['nothing of one with the same settings and version', MINE, {}, []],
  [
    'that a newer version published, whatever else',
    { version: '1.11.0', generation: 'x' },
    {},
    ['publisher-older'],
  ],
  [
    'the same after an update of this one',
    { version: '2.0.0-rc.1', generation: 'x' },
    { before: 'x' },
    ['publisher-older'],
  ],
  [
    'that one with other settings did since',
    { version: '1.10.0', generation: 'x' },
    {},
    ['publisher-differs'],
  ],
  ['the same of an older one', { version: '1.9.0', generation: 'x' }, {}, ['publisher-differs']],
  [
    'nothing of its own last run under other settings',
    { version: '1.9.0', generation: 'x' },
    { before: 'x', revision: 'm1' },
    [],
  ],
])('says %s', async (_what, publisher, facts, codes) => {
  expect(await said(publisher, facts)).toEqual(codes)
})
