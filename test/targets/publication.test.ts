import { describe, expect, it } from 'vitest'
import type { Instant } from '../../src/article/instant.ts'
import type { PublishedPage } from '../../src/feed/published-state.ts'
import {
  type OutgoingFile,
  type PublicationFacts,
  planFile,
  planPublication,
  withArchive,
} from '../../src/targets/publication.ts'
import type { PublishedFile, PublishedSet } from '../../src/targets/target.ts'
import { day, feedDefinition, seenFeed } from '../support/newsroom.ts'

const world = feedDefinition({ archiveSize: 2 })
const page = (name: string, number = Number(name)): PublishedPage => ({
  name,
  through: { published: day(number), id: name },
  inputHash: name,
})

const candidate = (path: string, text = path, changes: Partial<OutgoingFile> = {}): OutgoingFile => ({
  path,
  mediaType: 'application/rss+xml',
  rank: 'feed',
  feed: 'world',
  format: 'rss',
  bytes: Buffer.from(text),
  ...changes,
})

const at = (now: Instant) => ({ compress: async (identity: Uint8Array) => ({ identity }), now })

const published = async (path: string, changes: Partial<OutgoingFile> = {}): Promise<PublishedFile> =>
  (await planFile(candidate(path, path, changes), undefined, false, at(day(1)))).file

const plan = (facts: Partial<PublicationFacts>) =>
  planPublication({
    feeds: [world],
    accepted: [],
    indexes: [],
    last: undefined,
    damaged: new Set(),
    revisions: 2,
    stage: async () => {},
    serving: { baseUrl: 'https://example.org/', ttl: 15, redirects: [], gone: [] },
    ...at(day(1)),
    ...facts,
  })

const archivePath = 'world/archive/0001/rss.xml'
const lastSet = async (): Promise<PublishedSet> => ({
  version: 1,
  files: [
    await published(archivePath, { rank: 'archive' }),
    await published('world/rss.xml'),
    await published('list.html', { rank: 'index', feed: '' }),
  ],
  feeds: [seenFeed([], { archives: [page('0001')] })],
  histories: [],
  serving: { baseUrl: 'https://example.org/', ttl: 15, redirects: [], gone: [] },
})

const pathsOf = ({ set }: { set: PublishedSet }) => set.files.map(({ path }) => path)

describe('planPublication', () => {
  it('keeps a feed that was not accepted as it was, and drops every index that is not named', async () => {
    const last = await lastSet()
    const publication = await plan({ last })
    expect(pathsOf(publication)).toEqual([archivePath, 'world/rss.xml'])
    expect(publication.set.feeds).toEqual(last.feeds)
    expect(publication.staged).toEqual([])
  })

  it('drops all of a feed that is not defined any more', async () => {
    expect(await plan({ last: await lastSet(), feeds: [] })).toMatchObject({
      set: { files: [], feeds: [] },
      changed: true,
    })
  })

  it('keeps the archive pages an accepted feed still has, and no other files of it', async () => {
    const last = await lastSet()
    const files = [candidate('world/atom.xml')]
    const kept = await plan({ last, accepted: [{ seen: seenFeed([], { archives: [page('0001')] }), files }] })
    expect(pathsOf(kept)).toEqual([archivePath, 'world/atom.xml'])
    const dropped = await plan({ last, accepted: [{ seen: seenFeed([]), files }] })
    expect(pathsOf(dropped)).toEqual(['world/atom.xml'])
    const moved = seenFeed([], { archives: [page('0001')], path: 'moved' })
    expect(pathsOf(await plan({ last, accepted: [{ seen: moved, files }] }))).toEqual(['world/atom.xml'])
  })

  it('says that nothing changed when readers have this very set', async () => {
    const seen = seenFeed([], { archives: [page('0001')] })
    const accepted = [{ seen, files: [candidate('world/rss.xml')] }]
    const { set: last } = await plan({ accepted })
    expect(await plan({ last, accepted })).toMatchObject({ changed: false, staged: [] })
  })

  it('remembers what a document said for as long as it is published, and archive documents never', async () => {
    const said = { ...world, selfUrl: 'x', updated: day(1), alternates: [], tombstones: [], items: [] }
    const accepted = [{ seen: seenFeed([]), files: [candidate('world/rss.xml', 'a', { said })] }]
    const { set: last } = await plan({ accepted })
    expect(last.histories?.map(({ path }) => path)).toEqual(['world/rss.xml'])
    expect((await plan({ last })).set.histories).toEqual(last.histories)
    expect((await plan({ last, feeds: [] })).set.histories).toEqual([])
  })
})

describe('planFile', () => {
  const planned = async (text: string, now: Instant = day(1), isDamaged = false) =>
    planFile(candidate('a', text), await published('a', { bytes: Buffer.from('old') }), isDamaged, at(now))

  it('leaves the bytes readers have alone', async () => {
    expect(await planned('old')).toEqual({ file: await published('a', { bytes: Buffer.from('old') }) })
  })

  it('restores damaged bytes under the date they had', async () => {
    const { file, contents } = await planned('old', day(9), true)
    expect(file.lastModified).toBe(day(1))
    expect(contents).toBeDefined()
  })

  it('dates new bytes by the moment they go out, and always later than the bytes they replace', async () => {
    expect((await planned('new', day(3))).file.lastModified).toBe(day(3))
    expect((await planned('new')).file.lastModified).toBe('2024-01-01T12:00:01Z')
  })
})

describe('withArchive', () => {
  it('adds pages in their order, replaces those of the same name with all their files, and leaves all else alone', async () => {
    const last = await lastSet()
    const atom = await published('world/archive/0001/atom.xml', { rank: 'archive' })
    const rss = await published('world/archive/0003/rss.xml', { rank: 'archive' })
    const changed = { ...page('0001', 5), inputHash: 'new' }
    const set = withArchive(last, world, [changed, page('0003')], [atom, rss], [])
    expect(set.files.map(({ path }) => path)).toEqual([
      'list.html',
      'world/archive/0001/atom.xml',
      'world/archive/0003/rss.xml',
      'world/rss.xml',
    ])
    expect(set.feeds[0]?.archives).toEqual([page('0003'), changed])
    expect(last).toEqual(await lastSet())
  })
})
