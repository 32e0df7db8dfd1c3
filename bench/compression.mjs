// Which levels of gzip and brotli to publish with: time and size on a feed of 50 articles with full text.
// node bench/compression.mjs [FILE…]   without files: a made-up feed, the same every time
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const ROUNDS = 5

const LEVELS = [
  ...[1, 6, 9].map((level) => ({ name: `gzip ${level}`, pack: (bytes) => gzipSync(bytes, { level }) })),
  ...[4, 5, 6, 7, 8, 9, 10, 11].map((quality) => ({
    name: `brotli ${quality}`,
    pack: (bytes) =>
      brotliCompressSync(bytes, {
        params: {
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
          [constants.BROTLI_PARAM_QUALITY]: quality,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      }),
  })),
]

/** Text with the word frequencies of prose (Zipf), from a generator with a fixed seed. */
function sampleFeed(items, words) {
  let state = 20240202
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const syllables = 'ba ce di fo gu la me ni po ru sa te vi wo ka le mo nu ri so ta ve'.split(' ')
  const word = (rank) => {
    let text = ''
    for (let rest = rank + 1; rest > 0; rest = Math.floor(rest / syllables.length))
      text += syllables[rest % syllables.length]
    return text
  }
  const sentence = () =>
    `${Array.from({ length: 8 + Math.floor(random() * 14) }, () => word(Math.floor(20000 ** random()))).join(' ')}.`
  const paragraph = () => `<p>${Array.from({ length: 4 }, sentence).join(' ')}</p>`
  const entries = Array.from({ length: items }, (_, index) => {
    const body = Array.from({ length: Math.round(words / 58) }, paragraph).join('\n')
    const link = `https://news.example/world/${sentence().split(' ').slice(0, 5).join('-')}`
    return `<item><title>${sentence()}</title><link>${link}</link><guid isPermaLink="false">tag:news.example,2024:${index}</guid><dc:creator>${word(index)}</dc:creator><description>${sentence()}</description><content:encoded><![CDATA[${body}]]></content:encoded></item>`
  })
  return Buffer.from(
    `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>${entries.join('\n')}</channel></rss>`,
  )
}

function measure(pack, bytes) {
  const times = []
  let size = 0
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.hrtime.bigint()
    size = pack(bytes).length
    times.push(Number(process.hrtime.bigint() - start) / 1e6)
  }
  times.sort((a, b) => a - b)
  return { size, ms: times[Math.floor(ROUNDS / 2)] }
}

const files = process.argv.slice(2)
const inputs =
  files.length > 0
    ? files.map((file) => [file, readFileSync(file)])
    : [
        ['50 items, full text', sampleFeed(50, 900)],
        ['50 items, summaries', sampleFeed(50, 60)],
      ]
for (const [name, bytes] of inputs) {
  process.stdout.write(
    `\n${name}: ${bytes.length} bytes\n\n| level | ms (median of ${ROUNDS}) | bytes | of identity |\n| --- | ---: | ---: | ---: |\n`,
  )
  for (const level of LEVELS) {
    const { size, ms } = measure(level.pack, bytes)
    process.stdout.write(
      `| ${level.name} | ${ms.toFixed(1)} | ${size} | ${((100 * size) / bytes.length).toFixed(1)} % |\n`,
    )
  }
}
