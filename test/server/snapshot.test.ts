import { describe, expect, it } from 'vitest'
import { buildSnapshot, type MadeAnswers, type SnapshotSettings } from '../../src/server/snapshot.ts'
import { publishedFile } from './sample.ts'

const settings: SnapshotSettings = {
  basePath: '/',
  isStarting: false,
  baseUrl: 'https://news.example/',
  ttl: 60,
  feeds: [],
  redirects: [],
  gone: [],
}
const rss = publishedFile('world/rss.xml', '<rss/>', { feed: 'world' })
const set = { version: 1, files: [rss], feeds: [] } as const
const bytes = { identity: Buffer.from('<rss/>') }
const contents = { files: new Map([[rss.path, bytes]]), deltas: new Map() }

describe('buildSnapshot', () => {
  it('takes over answers that would be the same, and no others', () => {
    const made: MadeAnswers = new WeakMap()
    const served = (of: Parameters<typeof buildSnapshot>) => buildSnapshot(...of).files.get('/world/rss.xml')
    const first = served([set, contents, settings, made])
    expect(first).toBeDefined()
    expect(served([set, contents, settings, made])).toBe(first)
    const others: Parameters<typeof buildSnapshot>[] = [
      [set, contents, { ...settings, ttl: 30 }, made],
      [
        { ...set, files: [rss, publishedFile('world/atom.xml', '<feed/>', { feed: 'world' })] },
        contents,
        settings,
        made,
      ],
      [set, { ...contents, files: new Map([[rss.path, { ...bytes }]]) }, settings, made],
      [set, { ...contents, deltas: new Map([[rss.path, []]]) }, settings, made],
    ]
    for (const other of others) expect(served(other)).not.toBe(first)
  })
})
