/** Every answer feedwright has about the sample feed. */
import { moduleAt } from '../modules.mjs'
import { sampleContents } from './sample-feed.mjs'

const { buildSnapshot } = await moduleAt('server/snapshot')

const { sha256, ...contents } = sampleContents()
const file = {
  path: 'world/rss.xml',
  mediaType: 'application/rss+xml',
  sha256,
  length: contents.identity.length,
  lastModified: '2026-11-20T08:00:00Z',
  feed: 'world',
  format: 'rss',
  rank: 'feed',
  encodings: ['gzip', 'br'],
}
export const snapshot = buildSnapshot(
  { version: 1, files: [file], feeds: [] },
  { files: new Map([[file.path, contents]]), deltas: new Map() },
  {
    basePath: '/',
    baseUrl: 'https://news.example/',
    scheduleMinutes: 30,
    feeds: [{ name: 'world', ttl: 30, hubUrls: ['https://hub.example/'] }],
    redirects: [],
    gone: [],
  },
)
