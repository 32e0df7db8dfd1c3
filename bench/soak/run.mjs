/**
 * `start --watch` under a newsroom that never rests:
 *   node bench/soak/run.mjs [--seconds 1200] [--rate 50] [--articles 400] [--seed 1]
 * Ends with 0 when no article that was there was ever told as deleted, `out/` says what a clean build says, and the heap has
 * not grown.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createNewsroom, randomOf } from './newsroom.mjs'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '1200' },
    rate: { type: 'string', default: '50' },
    articles: { type: 'string', default: '400' },
    seed: { type: 'string', default: '1' },
  },
})
const [seconds, rate, articles, seed] = ['seconds', 'rate', 'articles', 'seed'].map((name) =>
  Number(values[name]),
)
const CLI = join(import.meta.dirname, '../../dist/cli.js')
/** So long may readers lag behind the files. */
const LAG_MS = 30_000
const POLLERS = 4
const MORE_HEAP = 1.25

const dir = mkdtempSync(join(tmpdir(), 'soak-'))
const heapDir = mkdtempSync(join(tmpdir(), 'soak-heap-'))
const elapsed = () => performance.now()
const random = randomOf(seed)
const room = createNewsroom(dir, { articles, random, elapsed })

const child = spawn(
  process.execPath,
  [
    '--expose-gc',
    '--import',
    join(import.meta.dirname, 'heap.mjs'),
    CLI,
    'start',
    '--watch',
    '--port',
    '0',
    '--json',
  ],
  { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, SOAK_HEAP: heapDir } },
)
let said = ''
let runs = 0
let held = 0
const remarks = new Map()
let base
child.stderr.on('data', (chunk) => process.stderr.write(chunk))
child.stdout.on('data', (chunk) => {
  said += chunk
  const lines = said.split('\n')
  said = lines.pop() ?? ''
  for (const line of lines) {
    const event = JSON.parse(line)
    base ??= /http:\S+/.exec(event.message ?? '')?.[0]
    if (event.event === 'error') console.log(line)
    if (event.event !== 'run') continue
    runs++
    held += (event.feeds ?? []).filter(({ status }) => status === 'held').length
    for (const { code } of event.findings ?? []) remarks.set(code, (remarks.get(code) ?? 0) + 1)
  }
})
const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)))

/** Polls like a reader, and looks whether an article is told as deleted that has been there for long. */
const wrong = []
let polls = 0
let isOver = false
async function poll(feed) {
  let etag
  while (!isOver) {
    const path = `${feed}/atom.xml`
    const answer = await fetch(base + path, {
      headers: etag === undefined ? {} : { 'if-none-match': etag },
    }).catch(({ message, cause }) => ({ status: `${message}: ${cause?.code}` }))
    polls++
    if (answer.status === 200) {
      etag = answer.headers.get('etag')
      for (const [, id] of (await answer.text()).matchAll(/<at:deleted-entry ref="([^"]+)"/g)) {
        const article = room.known.get(id)
        if (article?.path !== undefined && elapsed() - article.since > LAG_MS)
          wrong.push(`${feed}: ${id} is told as deleted`)
      }
    } else if (answer.status !== 304) wrong.push(`${path}: ${answer.status}`)
    await sleep(50)
  }
}

/** The feeds without what only time tells: when they were made, and what was once in them. */
function feedsIn(out) {
  const texts = {}
  for (const feed of room.feeds)
    for (const name of readdirSync(join(dir, out, feed)))
      if (/\.(?:xml|json)$/.test(name))
        texts[`${feed}/${name}`] = readFileSync(join(dir, out, feed, name), 'utf8')
          .replace(/\s*<at:deleted-entry[\s\S]*?(?:<\/at:deleted-entry>|\/>)/g, '')
          .replace(/\s*xmlns:at="[^"]*"/g, '')
          .replace(/<lastBuildDate>[^<]*<\/lastBuildDate>/, '')
          .replace(/<updated>[^<]*<\/updated>/, '')
  return texts
}
const differences = (a, b) => Object.keys({ ...a, ...b }).filter((path) => a[path] !== b[path])

while (base === undefined || runs === 0) await sleep(50)
const pollers = Array.from({ length: POLLERS }, (_, number) => poll(room.feeds[number % room.feeds.length]))
const began = elapsed()
let acts = 0
let checkouts = 0
const failures = []
for (let next = began; elapsed() - began < seconds * 1000; next += 1000 / rate) {
  await sleep(Math.max(0, next - elapsed()))
  acts++
  room.act().catch((error) => failures.push(error))
  if (acts % (rate * 20) !== 0) continue
  // Whole folders are replaced between acts, or the model would not know what is there.
  while (!room.isIdle()) await sleep(10)
  checkouts++
  if (checkouts % 2 === 0) room.checkout()
  else room.resync()
  next = elapsed()
}
while (!room.isIdle()) await sleep(10)

// At rest: what readers have is what a clean build gives.
const build = [CLI, 'build', '--out', 'clean', '--state', 'clean-state']
await once(spawn(process.execPath, build, { cwd: dir, stdio: 'ignore' }), 'exit')
const clean = feedsIn('clean')
const restAt = elapsed()
let differing = differences(feedsIn('out'), clean)
while (differing.length > 0 && elapsed() - restAt < 120_000) {
  await sleep(250)
  differing = differences(feedsIn('out'), clean)
}
const settledMs = Math.round(elapsed() - restAt)
await sleep(5000)
isOver = true
await Promise.all(pollers)
child.kill('SIGTERM')
const end = await ended

/** After the first quarter, in which caches fill: the least of each third, for each process. */
const heaps = readdirSync(heapDir).map((process) => {
  const all = readFileSync(join(heapDir, process), 'utf8').trim().split('\n').map(Number)
  const later = all.slice(Math.ceil(all.length / 4))
  const third = Math.ceil(later.length / 3)
  const thirds = [0, 1, 2].map((part) => Math.min(...later.slice(part * third, (part + 1) * third)))
  const [first, middle, last] = thirds
  return { process, thirds, hasGrown: later.length >= 9 && last > first * MORE_HEAP && last > middle }
})
rmSync(heapDir, { recursive: true })
const mib = (bytes) => `${(bytes / 1_048_576).toFixed(1)} MiB`
console.log(
  `${seconds} s, ${acts} acts, ${checkouts} checkouts, ${room.known.size} articles, ${runs} runs told, ${held} feeds held, ${polls} polls`,
)
console.log(`findings: ${[...remarks].map(([code, count]) => `${code} ${count}`).join(', ') || 'none'}`)
for (const { process, thirds } of heaps)
  console.log(`heap of ${process} after collection, least of each third: ${thirds.map(mib).join(', ')}`)
console.log(
  `equal to a clean build after ${settledMs} ms${differing.length > 0 ? `: NOT, ${differing.join(', ')} differ` : ''}`,
)
const mistakes = [
  ...new Set(wrong),
  ...(differing.length > 0 ? ['out/ is not what a clean build gives'] : []),
  ...heaps.filter(({ hasGrown }) => hasGrown).map(({ process }) => `the heap of ${process} has grown`),
  ...(end === 0 ? [] : [`start ended with ${end}`]),
  ...failures.map((error) => `the newsroom itself failed: ${error.message}`),
]
for (const mistake of mistakes.slice(0, 20)) console.log(`WRONG ${mistake}`)
if (mistakes.length === 0) rmSync(dir, { recursive: true })
else console.log(`kept in ${dir}`)
process.exit(mistakes.length === 0 ? 0 : 1)
