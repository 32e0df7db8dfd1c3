import { describe, expect, it } from 'vitest'
import { advanceHistory } from '../../src/feed/delta.ts'
import type { FeedFormat } from '../../src/formats/format.ts'
import { createDamageReport, loadCommitted, loadSnapshotContents } from '../../src/server/load-snapshot.ts'
import type { PublishedFile, PublishedSet } from '../../src/targets/target.ts'
import { memoryTarget } from './memory-target.ts'
import { publishedFile, sha256 } from './sample.ts'

const head = { title: 'World', tombstones: [] }
const one = { id: 'tag:one', title: 'One' }
const two = { id: 'tag:two', title: 'Two' }
const BEFORE = JSON.stringify({ ...head, items: [one] })
const AFTER = JSON.stringify({ ...head, items: [two, one] })

/** Enough of a format for loading, which never looks into a document. */
const format: FeedFormat = {
  name: 'json',
  mediaType: 'application/feed+json',
  fileName: 'feed.json',
  label: 'JSON',
  saysTombstones: false,
  write: (document) => JSON.stringify(document),
  read: (text) => JSON.parse(text),
  project: (document) => document,
}
const options = { formats: [format], gate: () => [], onRefused: () => {} }

function published(text: string, history: readonly string[] = []): PublishedSet {
  const path = 'world/feed.json'
  let last: ReturnType<typeof advanceHistory> | undefined
  for (const each of history) {
    last = advanceHistory(last, { path, sha256: sha256(each), document: format.read(each) })
  }
  return {
    version: 1,
    files: [
      publishedFile(path, text, { feed: 'world', format: 'json' }),
      publishedFile('feeds.opml', '<opml/>', { rank: 'index', encodings: [] }),
    ],
    feeds: [],
    ...(last === undefined ? {} : { histories: [last] }),
  }
}

const texts = (feed: string) => ({ 'world/feed.json': feed, 'feeds.opml': '<opml/>' })

describe('loadCommitted', () => {
  it('reads again what a commit replaced while it was read', async () => {
    const [before, after] = [published(BEFORE), published(AFTER)]
    let looks = 0
    const old = memoryTarget(before, texts(BEFORE), ['world/feed.json'])
    const young = memoryTarget(after, texts(AFTER))
    const target = {
      ...young,
      current: async () => (looks++ === 0 ? { set: before, revision: '1' } : { set: after, revision: '2' }),
      read: (file: PublishedFile) => (looks < 2 ? old : young).read(file),
    }
    const { isPublished, contents } = await loadCommitted(target, options)
    expect([isPublished, contents.findings, looks]).toEqual([true, [], 2])
    expect(Buffer.from(contents.files.get('world/feed.json')?.identity ?? []).toString()).toBe(AFTER)
  })

  it('gives up what stays damaged', async () => {
    const set = published(AFTER)
    const { contents } = await loadCommitted(memoryTarget(set, texts(AFTER), ['world/feed.json']), options)
    expect(contents.findings).toMatchObject([{ code: 'published-file-damaged' }])
    expect([...contents.files.keys()]).toEqual(['feeds.opml'])
  })
})

describe('loadContents', () => {
  it('takes the bytes and the copies there are', async () => {
    const set = published(AFTER)
    const { files, findings } = await loadSnapshotContents(memoryTarget(set, texts(AFTER)), set, options)
    expect(Object.keys(files.get('world/feed.json') ?? {})).toEqual(['identity', 'gzip'])
    expect(Object.keys(files.get('feeds.opml') ?? {})).toEqual(['identity'])
    expect(findings).toEqual([])
  })

  it('names a damaged file and serves the others', async () => {
    const set = published(AFTER)
    const target = memoryTarget(set, texts(AFTER), ['world/feed.json'])
    const { files, findings } = await loadSnapshotContents(target, set, options)
    expect([...files.keys()]).toEqual(['feeds.opml'])
    expect(findings).toMatchObject([
      { code: 'published-file-damaged', file: 'world/feed.json', feed: 'world' },
    ])
  })

  it('makes the deltas that the history knows of', async () => {
    const set = published(AFTER, [BEFORE, AFTER])
    const { deltas } = await loadSnapshotContents(memoryTarget(set, texts(AFTER)), set, options)
    const [delta] = deltas.get('world/feed.json') ?? []
    expect(delta?.from).toEqual(sha256(BEFORE))
    expect(JSON.parse(Buffer.from(delta?.contents()?.identity ?? []).toString()).items).toEqual([two])
  })

  it('leaves archive documents at the target', async () => {
    const archived = publishedFile('world/archive/0001/feed.json', AFTER, { rank: 'archive' })
    const set = { ...published(AFTER), files: [archived, ...published(AFTER).files] }
    const target = memoryTarget(set, { ...texts(AFTER), [archived.path]: AFTER })
    const { files } = await loadSnapshotContents(target, set, options)
    expect([...files.keys()]).toEqual(['world/feed.json', 'feeds.opml'])
    expect(target.reads).not.toContain(archived.path)
  })

  it('makes none from a history that ends at other bytes', async () => {
    const set = published(AFTER, [BEFORE])
    expect((await loadSnapshotContents(memoryTarget(set, texts(AFTER)), set, options)).deltas.size).toBe(0)
  })

  it('reads nothing again that did not change', async () => {
    const before = published(BEFORE, [BEFORE])
    const previous = await loadSnapshotContents(memoryTarget(before, texts(BEFORE)), before, options)
    const same = memoryTarget(before, texts(BEFORE))
    await loadSnapshotContents(same, before, { ...options, previous })
    expect(same.reads).toEqual([])
    const after = published(AFTER, [BEFORE, AFTER])
    const changed = memoryTarget(after, texts(AFTER))
    const next = await loadSnapshotContents(changed, after, { ...options, previous })
    expect(changed.reads).toEqual(['world/feed.json', 'world/feed.json gzip', 'world/feed.json br'])
    expect(next.deltas.get('world/feed.json')).toHaveLength(1)
    const again = await loadSnapshotContents(same, after, { ...options, previous: next })
    expect(again.deltas).toEqual(next.deltas)
    expect(same.reads).toEqual([])
  })
})

it('tells of a damaged file once between two runs, however many ask for it', () => {
  const told: (string | undefined)[] = []
  const report = createDamageReport(({ file }) => told.push(file))
  const page = publishedFile('world/archive-1/rss.xml', '<rss/>', { rank: 'archive' })
  const other = publishedFile('world/archive-2/rss.xml', '<rss/>', { rank: 'archive' })
  for (const file of [page, page, other, page]) report.note(file)
  report.forget()
  report.note(page)
  expect(told).toEqual([page.path, other.path, page.path])
})
