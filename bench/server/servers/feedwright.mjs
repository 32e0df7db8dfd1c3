/** Ours, as `feedwright start` runs it: counting, limits and all. */

import { settingsSchema } from '../../../dist/config/settings.js'
import { createReadership } from '../../../dist/server/readership.js'
import { createFeedServer } from '../../../dist/server/server.js'
import { buildSnapshot } from '../../../dist/server/snapshot.js'
import { sampleContents } from '../sample-feed.mjs'

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
const snapshot = buildSnapshot(
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
const { limits } = settingsSchema.parse({ title: 'T', url: 'https://news.example/', since: 2024 }).serve
await createFeedServer({
  snapshot,
  readStored: () => Promise.resolve(undefined),
  settings: {
    host: '127.0.0.1',
    port: Number(process.argv[2]),
    scheduleMinutes: 30,
    limits,
    // The load generator is one client: it is judged at each poll, as anybody, and never refused.
    pollLimits: { burst: 1e12, perSchedule: 1e12 },
    trustedProxies: [],
  },
  readership: createReadership(),
  reporter: console,
  clock: Date.now,
  lastGoodRun: Date.now,
  newSalt: () => 'bench',
}).listen()
