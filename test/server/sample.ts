import { createHash } from 'node:crypto'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Instant } from '../../src/article/instant.ts'
import { isInstant } from '../../src/article/instant.ts'
import { settingsSchema } from '../../src/config/settings.ts'
import type { PublishedFeed } from '../../src/feed/published-state.ts'
import type { Answer, Poll } from '../../src/server/http-message.ts'
import type { DeltaContents } from '../../src/server/served-file.ts'
import { buildSnapshot, type Snapshot, type SnapshotSettings } from '../../src/server/snapshot.ts'
import type { PublishedFile, PublishedSet, StagedContents } from '../../src/targets/target.ts'

export function instant(text: string): Instant {
  if (!isInstant(text)) throw new Error(`not an instant: ${text}`)
  return text
}

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

function coded(text: string, codings: readonly ('gzip' | 'br')[] = ['gzip', 'br']): StagedContents {
  const identity = Buffer.from(text)
  return {
    identity,
    ...(codings.includes('gzip') ? { gzip: gzipSync(identity, { level: 9 }) } : {}),
    ...(codings.includes('br') ? { br: brotliCompressSync(identity) } : {}),
  }
}

export function publishedFile(path: string, text: string, more: Partial<PublishedFile> = {}): PublishedFile {
  return {
    path,
    mediaType: 'application/rss+xml',
    sha256: sha256(text),
    length: Buffer.byteLength(text),
    lastModified: instant('2026-11-20T08:00:00Z'),
    rank: 'feed',
    encodings: ['gzip', 'br'],
    ...more,
  }
}

const settings: SnapshotSettings = {
  basePath: '/',
  isStarting: false,
  baseUrl: 'https://news.example/feeds/',
  ttl: 60,
  redirects: [
    { from: 'international/rss.xml', to: 'world/rss.xml', status: 301 },
    { from: 'old-world/', to: 'world/', status: 308 },
    { from: 'elsewhere.xml', to: 'https://other.example/rss.xml', status: 301 },
  ],
  gone: ['sports/rss.xml', 'weather/'],
}

export const RSS = `<?xml version="1.0"?><rss version="2.0">${'World '.repeat(400)}</rss>\n`
export const ATOM = `<?xml version="1.0"?><feed>${'World '.repeat(300)}</feed>\n`
export const OLD = sha256('yesterday')
export const OLDER = sha256('the day before')
export const DELTA = '<?xml version="1.0"?><rss version="2.0">one new item</rss>\n'
export const OLDER_DELTA = '<?xml version="1.0"?><rss version="2.0">two new items</rss>\n'

const feed = { feed: 'world' }
const texts: readonly (readonly [PublishedFile, StagedContents])[] = [
  entry('world/rss.xml', RSS, { ...feed, format: 'rss' }),
  entry('world/atom.xml', ATOM, { ...feed, format: 'atom', mediaType: 'application/atom+xml' }),
  entry('world/archive-1.xml', '<rss>old</rss>', { ...feed, rank: 'archive', encodings: ['gzip'] }),
  entry('world/index.html', '<!doctype html><title>World</title>', {
    ...feed,
    mediaType: 'text/html',
    rank: 'index',
  }),
  entry('feeds.opml', '<opml/>', { mediaType: 'text/x-opml', rank: 'index' }, []),
  entry('smörgås/rss.xml', '<rss>smörgås</rss>', {}),
]

function entry(
  path: string,
  text: string,
  more: Partial<PublishedFile>,
  codings?: readonly ('gzip' | 'br')[],
): readonly [PublishedFile, StagedContents] {
  return [publishedFile(path, text, more), coded(text, codings)]
}

const deltas: readonly DeltaContents[] = [
  { from: OLD, contents: () => coded(DELTA) },
  { from: OLDER, contents: () => coded(OLDER_DELTA) },
]

const damaged = publishedFile('culture/rss.xml', 'damaged', { feed: 'culture' })

const world: PublishedFeed = {
  name: 'world',
  path: 'world',
  inputHash: '',
  hubs: ['https://hub.example/'],
  ttl: 30,
  updated: instant('2026-11-20T08:00:00Z'),
  items: [],
  tombstones: [],
  retracted: [],
}

const set: PublishedSet = {
  version: 1,
  files: [...texts.map(([file]) => file), damaged],
  feeds: [world],
}

export function sampleSnapshot(changes: Partial<SnapshotSettings> = {}, feeds = set.feeds): Snapshot {
  const files = new Map(texts.map(([file, contents]) => [file.path, contents]))
  return buildSnapshot(
    { ...set, feeds },
    { files, deltas: new Map([['world/rss.xml', deltas]]) },
    { ...settings, ...changes },
  )
}

export const NOW = Date.UTC(2026, 10, 22, 10)

export function poll(target: string, fields: Partial<Poll> = {}): Poll {
  return {
    method: 'GET',
    target,
    accept: undefined,
    acceptEncoding: undefined,
    ifNoneMatch: undefined,
    ifModifiedSince: undefined,
    ifMatch: undefined,
    ifUnmodifiedSince: undefined,
    aIm: undefined,
    hasContent: false,
    hasSeveralHosts: false,
    receivedAt: NOW,
    nextChangeAt: undefined,
    ...fields,
  }
}

/** Value of a header of an answer; undefined when it has none. */
export function header(answer: Answer, name: string): string | undefined {
  for (let at = 0; at < answer.headers.length; at += 2) {
    if (answer.headers[at]?.toLowerCase() === name.toLowerCase()) return answer.headers[at + 1]
  }
  return undefined
}

export function headerNames(answer: Answer): string[] {
  return answer.headers.filter((_, at) => at % 2 === 0)
}

/** What clients may take when no one has set anything. */
export const LIMITS = settingsSchema.parse({ title: 'T', url: 'https://news.example/', since: 2024 }).serve
  .limits
