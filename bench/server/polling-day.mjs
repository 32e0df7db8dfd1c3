/**
 * What a day of hourly polls of one feed costs in content bytes, for three kinds of poller: one that knows nothing, one
 * that sends If-None-Match and takes br, and one that also takes deltas (RFC 3229). Simulated on the code that serves.
 *
 *   node bench/server/polling-day.mjs
 */
import { createHash } from 'node:crypto'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { moduleAt } from '../modules.mjs'
import { createWriter } from './sample-feed.mjs'

const { advanceHistory } = await moduleAt('feed/delta')
const { formats } = await moduleAt('formats/index')
const { checkRoundTrip } = await moduleAt('gate/round-trip')
const { answerPoll } = await moduleAt('server/answer')
const { deltasOf } = await moduleAt('server/delta-contents')
const { buildSnapshot } = await moduleAt('server/snapshot')

const ITEMS = 50
/** A World section on an ordinary day: an article at these hours, and one correction. */
const PUBLISHED_AT = [1, 6, 7, 9, 11, 13, 15, 18, 20, 22]
const CORRECTED_AT = 16
const MIDNIGHT = Date.UTC(2026, 10, 20)

const write = createWriter(2026)
const instant = (ms) => `${new Date(ms).toISOString().slice(0, 19)}Z`

function article(number, at) {
  const paragraphs = Array.from({ length: 12 }, () => `<p>${write(65)}.</p>`).join('')
  return {
    id: `tag:news.example,2026:world/${number}`,
    url: `https://news.example/world/${number}/`,
    title: write(9),
    published: instant(at),
    updated: instant(at),
    summary: `${write(30)}.`,
    contentHtml: paragraphs,
    authors: [{ name: 'Foreign Desk' }],
    categories: [{ term: 'world' }],
    enclosures: [],
  }
}

function documentOf(items, format) {
  return {
    id: 'tag:news.example,2026:world',
    title: 'World',
    description: 'World news',
    homeUrl: 'https://news.example/world/',
    selfUrl: `https://news.example/world/${format.fileName}`,
    language: 'en',
    updated: items
      .map(({ updated }) => updated)
      .sort()
      .at(-1),
    authors: [],
    ttl: 60,
    hubUrls: [],
    alternates: [],
    tombstones: [],
    items,
  }
}

/** The 24 states of the feed, and at which hours it changed. */
function day() {
  let items = Array.from({ length: ITEMS }, (_, at) =>
    article(ITEMS - at, MIDNIGHT - (at + 1) * 3_600_000 * 4),
  )
  return Array.from({ length: 24 }, (_, hour) => {
    const now = MIDNIGHT + hour * 3_600_000
    if (PUBLISHED_AT.includes(hour)) items = [article(1000 + hour, now), ...items.slice(0, -1)]
    if (hour === CORRECTED_AT) {
      items = items.map((item, at) =>
        at === 2 ? { ...item, title: `${item.title} now`, updated: instant(now) } : item,
      )
    }
    return { now, items }
  })
}

const pollers = {
  'no validator, no coding': { conditional: false },
  '304 + br': { conditional: true, acceptEncoding: 'gzip, br' },
  '304 + 226 + br': { conditional: true, acceptEncoding: 'gzip, br', aIm: 'feed' },
}
const states = day()
const rows = formats.map((format) => ({ format: format.name, ...simulate(format) }))

console.log(
  `Content bytes of 24 hourly polls, ${ITEMS} items, ${PUBLISHED_AT.length} new and 1 corrected in the day\n\n` +
    `| format | document | ${Object.keys(pollers).join(' | ')} |\n| --- | ---: | ---: | ---: | ---: |`,
)
for (const { format, document, totals } of rows) {
  const [full] = totals
  const cells = totals.map((bytes) => `${bytes} (${((bytes / full) * 100).toFixed(1)} %)`)
  console.log(`| ${format} | ${document} | ${cells.join(' | ')} |`)
}
if (process.argv.includes('--json')) console.log(JSON.stringify(rows, undefined, 2))

function simulate(format) {
  let history
  let document = 0
  const tags = new Map()
  const totals = Object.keys(pollers).map(() => 0)
  for (const { now, items } of states) {
    const current = documentOf(items, format)
    const identity = Buffer.from(format.write(current))
    const sha256 = createHash('sha256').update(identity).digest('hex')
    const path = `world/${format.fileName}`
    history = advanceHistory(history, { path, sha256, document: format.project(current) })
    const file = {
      path,
      mediaType: format.mediaType,
      sha256,
      length: identity.length,
      lastModified: current.updated,
      feed: 'world',
      format: format.name,
      rank: 'feed',
      encodings: ['gzip', 'br'],
    }
    const deltas = deltasOf(
      format,
      identity,
      history,
      (...all) => checkRoundTrip(...all, 'world'),
      ([finding]) => {
        throw new Error(`the gate refused a delta: ${JSON.stringify(finding)}`)
      },
    )
    const contents = { identity, gzip: gzipSync(identity, { level: 9 }), br: brotli(identity) }
    const snapshot = buildSnapshot(
      { version: 1, files: [file], feeds: [] },
      { files: new Map([[path, contents]]), deltas: new Map([[path, deltas]]) },
      {
        basePath: '/',
        baseUrl: 'https://news.example/',
        scheduleMinutes: 60,
        feeds: [],
        redirects: [],
        gone: [],
      },
    )
    document = identity.length
    Object.entries(pollers).forEach(([name, { conditional, ...fields }], at) => {
      const ifNoneMatch = conditional ? tags.get(name) : undefined
      const poll = {
        method: 'GET',
        target: `/${path}`,
        hasContent: false,
        receivedAt: now,
        ifNoneMatch,
        ...fields,
      }
      const { headers, body } = answerPoll(snapshot, poll)
      tags.set(name, headers[headers.indexOf('ETag') + 1])
      // The first poll of the day brings the poller up to date; who subscribed yesterday has it.
      if (now > MIDNIGHT || !conditional) totals[at] += body.length
    })
  }
  return { document, totals }
}

function brotli(bytes) {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
}
