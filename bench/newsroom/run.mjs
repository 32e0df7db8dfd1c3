// The bench of a whole newsroom: fresh process each, contenders in turn, ratios pair by pair.
//   node bench/newsroom/run.mjs [SIZE…] [--rounds=5] [--cache=DIR] [--corpus=DIR] [--peers=script,Hugo,…] [--no-posts]
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, release } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { alternate, ratio } from './measure.mjs'
import { PEERS } from './peers.mjs'
import { measurePosts } from './posts.mjs'
import { corpusOf, feedwright, floor, startUp } from './scenarios.mjs'
import { tableOf } from './table.mjs'

const here = import.meta.dirname
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    cache: { type: 'string', default: join(here, '..', '.cache') },
    corpus: { type: 'string' },
    peers: { type: 'string' },
    'no-posts': { type: 'boolean', default: false },
  },
})
const sizes = positionals.length > 0 ? positionals.map(Number) : [1000, 10_000]
const wanted = values.peers?.split(',').filter(Boolean)
const RESULTS = join(here, '..', 'newsroom.json')

/** How the results stand that an earlier run has left: one of other sizes does not throw them away. */
const known = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : { sizes: {} }

function measureSize(count) {
  // A run over the whole of a million articles takes minutes.
  const isHuge = count > 100_000
  const rounds = isHuge ? Math.min(3, Number(values.rounds)) : Number(values.rounds)
  const content = corpusOf(count, values.corpus ?? join(values.cache, 'corpus'))
  const work = join(values.cache, 'work', String(count))
  mkdirSync(work, { recursive: true })
  const skipped = []
  const peers = PEERS.filter(({ name }) => wanted === undefined || wanted.includes(name)).flatMap((peer) => {
    const why = count > peer.most ? `not measured beyond ${peer.most} articles` : undefined
    const made =
      why === undefined ? peer.setUp({ cache: join(values.cache, 'peers'), content, work }) : { why }
    if (made.why === undefined) return { name: peer.name, ...made }
    skipped.push({ name: peer.name, why: made.why })
    return []
  })
  const ours = feedwright(content, count, work, { cold: !isHuge })
  try {
    const first = isHuge ? alternate(feedwright(content, count, work).contenders.slice(1, 2), 1, false) : []
    // Those that take long are measured twice, in rounds of their own beside the script.
    const slow = peers.filter(({ name }) => name !== 'script' && name !== 'Hugo')
    const quick = peers.filter((peer) => !slow.includes(peer))
    const results = [
      ...first,
      ...alternate([floor(content), ...quick, ...ours.contenders], rounds, count < 100_000),
    ]
    const others = slow.flatMap((peer) => {
      try {
        return alternate([peer], 2, false)
      } catch (error) {
        skipped.push({ name: peer.name, why: `failed: ${error.message.slice(0, 300)}` })
        return []
      }
    })
    const ratios = {}
    for (const [name, to, most] of TARGETS) {
      const against = ratio(results, name, to)
      if (against !== undefined) ratios[`${name} / ${to}`] = { ...against, target: most[count] }
    }
    const versions = Object.fromEntries(peers.map(({ name, version }) => [name, version]))
    return { rounds, results: [...results, ...others], ratios, skipped, versions }
  } finally {
    ours.restore()
  }
}

/** What is wanted: at most so many times as long, by size. */
const TARGETS = [
  ['cold', 'script', { 1000: 2, 10000: 1.2, 100000: 0.8 }],
  ['one added', 'script', { 1000: 1, 10000: 0.5 }],
  ['nothing changed', 'floor', { 10000: 1.5, 100000: 1.5, 1000000: 1.5 }],
  ['one changed', 'floor', { 100000: 3 }],
  ['cold', 'cold, uncompressed', {}],
]

/** How many times as long a cold build of a million articles takes as one of a tenth of them, which was measured before. */
function growthIn({ 100000: tenth, 1000000: million }) {
  const [less, more] = [tenth, million].map((size) => size?.results.find(({ name }) => name === 'cold'))
  if (less === undefined || more === undefined) return {}
  const timesAs = (key) => {
    const times = more[key].median / less[key].median
    return { min: times, median: times, max: times }
  }
  return { 'cold / cold of 100,000': { wall: timesAs('wall'), cpu: timesAs('cpu'), target: 11 } }
}

for (const count of sizes) {
  console.log(`${count} articles`)
  known.sizes[count] = { measured: new Date().toISOString().slice(0, 16), ...measureSize(count) }
  if (count === 1_000_000) Object.assign(known.sizes[count].ratios, growthIn(known.sizes))
}
if (!values['no-posts']) {
  console.log('posts')
  known.posts = measurePosts({ cache: values.cache, rounds: Number(values.rounds) })
}
const started = alternate(startUp, 11)
known.startUp = {
  results: started,
  ratios: {
    'feedwright --version / node -e 0': { ...ratio(started, 'feedwright --version', 'node -e 0'), target: 2 },
  },
}
known.machine = {
  node: process.version,
  system: `Linux ${release()}`,
  cores: availableParallelism(),
  processor: cpus()[0]?.model,
}
writeFileSync(RESULTS, `${JSON.stringify(known, undefined, 1)}\n`)
const page = join(here, '..', 'RESULTS.md')
const written = readFileSync(page, 'utf8')
const [begin, end] = ['<!-- newsroom -->\n', '<!-- /newsroom -->']
const before = written.slice(0, written.indexOf(begin) + begin.length)
writeFileSync(page, before + tableOf(known) + written.slice(written.indexOf(end)))
console.log(tableOf(known))
