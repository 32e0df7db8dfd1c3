import { expect, it } from 'vitest'
import { planCommit } from '../../src/targets/plan-commit.ts'
import type { PublishedFile, PublishedSet } from '../../src/targets/target.ts'
import { LONG_AGO } from './published-files.ts'

const file = (path: string, rank: PublishedFile['rank'] = 'feed', sha256 = 'a'): PublishedFile => ({
  path,
  rank,
  sha256,
  mediaType: 'application/rss+xml',
  length: 1,
  lastModified: LONG_AGO,
  encodings: [],
})
const setOf = (...files: readonly PublishedFile[]): PublishedSet => ({ version: 1, files, feeds: [] })
const staged = (...files: readonly PublishedFile[]) => files.map((one) => ({ file: one }))
const pathsOf = (groups: readonly (readonly { readonly file: PublishedFile }[])[]) =>
  groups.map((group) => group.map(({ file: { path } }) => path))

it('puts what is linked to before what links, whatever the order of staging, and each rank once', () => {
  const index = file('index.html', 'index')
  const feed = file('world/rss.xml')
  const other = file('sport/rss.xml')
  const archive = file('world/archive/1/rss.xml', 'archive')
  for (const order of [
    [index, feed, other, archive],
    [archive, other, index, feed],
    [feed, archive, other, index],
  ]) {
    const { groups } = planCommit(undefined, setOf(index, feed, other, archive), staged(...order))
    const [archives, feeds, indexes] = pathsOf(groups)
    expect(archives).toEqual([archive.path])
    expect(feeds?.toSorted()).toEqual([other.path, feed.path])
    expect(indexes).toEqual([index.path])
  }
})

it('has no group for a rank of which nothing was staged', () => {
  const kept = file('world/archive/1/rss.xml', 'archive')
  const feed = file('world/rss.xml')
  expect(pathsOf(planCommit(setOf(kept), setOf(kept, feed), staged(feed)).groups)).toEqual([[feed.path]])
})

it('leaves out what was staged and is not listed, and removes what is no longer listed', () => {
  const old = setOf(file('world/rss.xml'), file('sport/rss.xml'))
  const next = setOf(file('world/rss.xml', 'feed', 'b'))
  const plan = planCommit(old, next, staged(file('world/rss.xml', 'feed', 'b'), file('spare.xml')))
  expect(pathsOf(plan.groups)).toEqual([['world/rss.xml']])
  expect(plan.removals).toEqual(['sport/rss.xml'])
})

it('removes what commits that were cut short left behind, each path once', () => {
  const old = setOf(file('a.xml'), file('b.xml'))
  const plan = planCommit(old, setOf(file('a.xml')), [], ['b.xml', 'a.xml', 'c.xml', 'c.xml'])
  expect(plan.removals).toEqual(['b.xml', 'c.xml'])
})

it('says nothing where readers have the set already', () => {
  const set = setOf(file('a.xml'))
  expect(planCommit(set, set, [])).toEqual({ groups: [], removals: [] })
})

it.each<[string, PublishedSet | undefined, PublishedSet, readonly PublishedFile[], string]>([
  ['twice', undefined, setOf(file('a.xml'), file('a.xml')), [file('a.xml')], 'a.xml is listed twice'],
  ['without its bytes', undefined, setOf(file('a.xml')), [], 'neither published nor staged'],
  [
    'with other bytes than those published',
    setOf(file('a.xml')),
    setOf(file('a.xml', 'feed', 'b')),
    [],
    'neither published nor staged',
  ],
  [
    'with other bytes than those staged',
    undefined,
    setOf(file('a.xml', 'feed', 'b')),
    [file('a.xml')],
    'neither published nor staged',
  ],
])('refuses a set that lists a file %s', (_, old, set, files, message) => {
  expect(() => planCommit(old, set, staged(...files))).toThrow(message)
})
