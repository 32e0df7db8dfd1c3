import { createHash } from 'node:crypto'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** A seeded generator (mulberry32), so that every run serves the same bytes. */
function randomNumbers(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const SYLLABLES =
  'ba con de ef fi ger hol in jus ka lo min nor op per qua re sol ter un vi wor ex ya zen'.split(' ')

/** News-like prose: a vocabulary of 3000 words, frequent ones most. */
export function createWriter(seed) {
  const random = randomNumbers(seed)
  const words = Array.from({ length: 3000 }, () =>
    Array.from(
      { length: 1 + Math.floor(random() * 3) },
      () => SYLLABLES[Math.floor(random() * SYLLABLES.length)],
    ).join(''),
  )
  return (count) =>
    Array.from({ length: count }, () => words[Math.floor(random() ** 2.5 * words.length)]).join(' ')
}

/** An RSS document of about `bytes` bytes with fifty items. */
export function sampleFeed(bytes) {
  const write = createWriter(3229)
  const items = []
  let size = 0
  while (size < bytes) {
    const at = items.length
    const item =
      `<item><title>${write(8)}</title><link>https://news.example/world/${at}/</link>` +
      `<guid isPermaLink="false">tag:news.example,2026:${at}</guid><pubDate>Fri, 20 Nov 2026 08:00:00 GMT</pubDate>` +
      `<content:encoded><![CDATA[<p>${write(Math.round(bytes / 50 / 7.5))}</p>]]></content:encoded></item>\n`
    items.push(item)
    size += item.length
  }
  return (
    '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">' +
    `<channel><title>World</title><link>https://news.example/</link><description>World</description>\n${items.join('')}</channel></rss>\n`
  )
}

/** The bytes all servers are given, compressed as a publisher does. */
export function sampleContents(bytes = 60_000) {
  const identity = Buffer.from(sampleFeed(bytes))
  return {
    identity,
    gzip: gzipSync(identity, { level: 9 }),
    br: brotliCompressSync(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    sha256: createHash('sha256').update(identity).digest('hex'),
  }
}
