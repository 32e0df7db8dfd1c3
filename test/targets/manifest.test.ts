import { describe, expect, it } from 'vitest'
import { readManifest, termIn, writeManifest } from '../../src/targets/manifest.ts'
import { edition, moment } from './published-files.ts'

const drafts = [
  { path: 'world/rss.xml', text: 'x'.repeat(500) },
  { path: 'atom.xml', text: 'y', lastModified: moment('2024-02-03T00:00:00Z') },
]

describe('a manifest', () => {
  it('says what it was given', async () => {
    const { set } = await edition(drafts)
    const read = readManifest(writeManifest(set))
    expect(read?.feeds).toEqual(set.feeds)
    expect(read?.histories).toEqual(set.histories)
    expect(read?.files).toEqual([set.files[1], set.files[0]])
  })

  it('is the same text whatever order files and keys come in', async () => {
    const { set } = await edition(drafts)
    const turned = {
      feeds: set.feeds.map((feed) => ({ ...feed, name: feed.name })),
      files: set.files.toReversed().map(({ path, ...rest }) => ({ ...rest, path })),
      histories: set.histories?.map(({ since, ...rest }) => ({ since, ...rest })) ?? [],
      version: 1 as const,
    }
    expect(writeManifest(turned)).toBe(writeManifest(set))
  })

  it('says in which term it was written, which is no part of the set', async () => {
    const { set } = await edition(drafts)
    const text = writeManifest(set, 42)
    expect([termIn(text), termIn(writeManifest(set)), termIn('')]).toEqual([42, 0, 0])
    expect(readManifest(text)).toEqual(readManifest(writeManifest(set)))
  })

  it('of an older version, which did not say what left a feed, is read', async () => {
    const { set } = await edition(drafts)
    const feeds = set.feeds.map(({ left: _left, ...feed }) => feed)
    expect(readManifest(writeManifest({ ...set, feeds }))?.feeds).toEqual(feeds)
  })

  it('has the hash of what a feed and a page are made from under the key that every release reads', async () => {
    const { set } = await edition(drafts)
    const through = { published: moment('2024-02-02T00:00:00Z'), id: 'tag:example.org,2024:1' }
    const feeds = set.feeds.map((feed) => ({
      ...feed,
      inputHash: 'of the feed',
      archives: [{ name: '0001', through, inputHash: 'of the page' }],
    }))
    const text = writeManifest({ ...set, feeds })
    expect(text.match(/"(?:basis|inputHash)":"[^"]*"/g)).toEqual(
      feeds.flatMap(() => ['"basis":"of the page"', '"basis":"of the feed"']),
    )
    expect(readManifest(text)?.feeds).toEqual(feeds)
    expect(readManifest(text.replaceAll('"basis"', '"inputHash"'))).toBeUndefined()
  })

  it.each([
    ['is cut short', (text: string) => text.slice(0, -20)],
    ['is empty', () => ''],
    ['is of another version', (text: string) => text.replace('"version":1', '"version":2')],
    ['names a path outside', (text: string) => text.replace('world/rss.xml', '../../rss.xml')],
    ['names an absolute path', (text: string) => text.replace('world/rss.xml', '/etc/passwd')],
    ['names the private folder', (text: string) => text.replace('world/rss.xml', '.feedwright/lock')],
    ['has no hash', (text: string) => text.replaceAll('"sha256"', '"sha1"')],
    ['has an impossible date', (text: string) => text.replaceAll('2024-02-02T', '2024-02-30T')],
    ['has an unknown coding', (text: string) => text.replace('"gzip"', '"zstd"')],
    ['has a history without revisions', (text: string) => text.replace('"revision":2', '"revision":"2"')],
    [
      'has an item that left without a date',
      (text: string) => text.replace(/("left":.*?)"published":"/, '$1"x":"'),
    ],
    ['has an item without id', (text: string) => text.replace('"id":"tag:example.org,2024:1"', '"id":7')],
  ])('that %s is none', async (_name, spoil) => {
    const { set } = await edition([...drafts].reverse())
    const text = writeManifest(set)
    expect(readManifest(text)).toBeDefined()
    expect(spoil(text)).not.toBe(text)
    expect(readManifest(spoil(text))).toBeUndefined()
  })
})
