import { expect, it } from 'vitest'
import { checkClock } from '../../src/steps/clock-check.ts'
import { hour } from '../catalog/newsroom.ts'

const file = (lastModified: ReturnType<typeof hour>) => ({
  path: 'world/rss.xml',
  mediaType: 'application/rss+xml',
  sha256: '',
  length: 1,
  lastModified,
  rank: 'feed' as const,
  encodings: [],
})
const facts = { since: hour(-9000), lastRun: hour(0), published: { files: [file(hour(0))] } }

it.each([
  ['now', hour(1)],
  ['a day back, as a clock that was put right by a zone', hour(-25)],
  ['years ahead', hour(30_000)],
])('takes a clock that is %s', (_what, clock) => {
  expect(() => checkClock({ ...facts, clock })).not.toThrow()
})

it.each([
  ['days before the last run', { clock: hour(-72) }],
  ['days before what readers have, where the catalog is new', { clock: hour(-72), lastRun: undefined }],
  ['days before a run of another target', { clock: hour(-72), published: undefined }],
  ['before there was a site', { clock: hour(-9050), lastRun: undefined, published: undefined }],
])('refuses a clock that is %s', (_what, more) => {
  expect(() => checkClock({ ...facts, ...more })).toThrow(expect.objectContaining({ code: 'CLOCK_WRONG' }))
})
