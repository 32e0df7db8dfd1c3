import { expect, it } from 'vitest'
import { parseSettings } from '../../src/config/parse.ts'
import { systemClock } from '../../src/schedule/clock.ts'
import { openTarget, outFolder, targetAt, targetKinds } from '../../src/targets/index.ts'

const SITE = 'title: T\nurl: https://example.org/\nsince: 2024\n'
const parsed = (targets: string) => parseSettings(`${SITE}targets: ${targets}\n`, 'site.yaml')

it('names each kind once', () => {
  const names = targetKinds.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})

it('opens the folder that settings or command line name, out where neither does', () => {
  const [stated] = parsed('[{ kind: directory, path: ../feeds }]').value?.targets ?? []
  const opened = [stated ?? outFolder('?'), outFolder('/srv/feeds'), outFolder()].map((settings) =>
    openTarget(settings, { cwd: '/site/desk', env: {}, clock: systemClock, warn: () => {} }),
  )
  const folders = ['/site/feeds', '/srv/feeds', '/site/desk/out']
  expect(opened.map(({ folder }) => folder)).toEqual(folders)
  expect(opened.map(({ target }) => target.name)).toEqual(folders)
  expect(opened.map(({ leaseKeeper }) => leaseKeeper)).toEqual(folders.map((folder) => ({ folder })))
})

it.each([
  ['[]', undefined],
  ['[{ kind: directory }]', 'a text'],
  ['[{ kind: directory, path: "" }]', 'a folder'],
  ['[{ kind: directory, path: "s3://news-feeds/feeds" }]', 'the kind s3'],
  ['[{ kind: s3 }]', 'a text'],
  ['[{ kind: s3, bucket: "" }]', 'the name of a bucket'],
  ['[{ kind: s3, bucket: "s3://news-feeds" }]', 'the name of a bucket'],
  ['[{ kind: s3, bucket: news-feeds, endpoint: "https://" }]', 'an address'],
  ['[{ kind: paper, path: out }]', 'directory'],
  ['[{ kind: directory, path: out, bucket: b }]', undefined],
])('refuses the targets %s', (targets, expected) => {
  const { value, findings } = parsed(targets)
  expect(value).toBeUndefined()
  expect(findings).toHaveLength(1)
  if (expected !== undefined) expect(findings[0]?.expected).toContain(expected)
})

it('says of which bucket copies have addresses of their own', () => {
  const kinds = ['directory, path: out', 's3, bucket: one', 's3, bucket: two, codings: variants']
  const stated = parsed(`[${kinds.map((kind) => `{ kind: ${kind} }`).join()}]`).value?.targets ?? []
  const context = { cwd: '/site', env: {}, clock: systemClock, warn: () => {} }
  expect(stated.map((settings) => openTarget(settings, context).hasVariants ?? false)).toEqual([
    false,
    false,
    true,
  ])
})

it.each(['https://feeds.example.org/', 's3://', 's3:///feeds', 's3:news-feeds', 'gs://bucket/feeds'])(
  'takes %s for no folder to serve',
  (address) => {
    const context = { cwd: '/site/desk', env: {}, clock: systemClock, warn: () => {} }
    expect(() => targetAt(address, context)).toThrow(`${address} is not a target`)
  },
)
