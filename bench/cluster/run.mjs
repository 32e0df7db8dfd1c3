/**
 * Several publishers, one of which publishes, and several servers, while publishers are killed and stopped:
 *   node bench/cluster/run.mjs [--seconds 180] [--publishers 3] [--servers 3] [--target folder|bucket]
 *     [--lease redis|postgres|target] [--lease-seconds 15] [--ledger] [--acts 2] [--articles 60] [--seed 1]
 * Ends with 0 when no stale publisher committed, no reader saw a torn set or an old one again, equal bytes had equal ETags,
 * every article is where it belongs in the end, and none changed its date of publication. With `--ledger` the articles state neither
 * ids nor dates, which the publishers share in the store of the lease.
 */
import { spawn } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { randomOf } from '../soak/newsroom.mjs'
import { createDesk } from './desk.mjs'
import { startRadosgw } from './radosgw.mjs'
import { createReaders } from './readers.mjs'
import { startStore } from './stores.mjs'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '180' },
    publishers: { type: 'string', default: '3' },
    servers: { type: 'string', default: '3' },
    lease: { type: 'string', default: 'redis' },
    'lease-seconds': { type: 'string', default: '15' },
    target: { type: 'string', default: 'folder' },
    ledger: { type: 'boolean', default: false },
    acts: { type: 'string', default: '2' },
    articles: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
  },
})
const number = (name) => Number(values[name])
const CLI = join(import.meta.dirname, '../../dist/cli.js')
const leaseMs = number('lease-seconds') * 1000
const dir = mkdtempSync(join(tmpdir(), 'cluster-'))
const random = randomOf(number('seed'))
const desk = createDesk(join(dir, 'content'), {
  articles: number('articles'),
  random,
  isStamped: !values.ledger,
})
const store = values.lease === 'target' ? undefined : await startStore(values.lease, dir)
const bucket = values.target === 'bucket' ? await startRadosgw(dir) : undefined
const settings = [
  `lease: { ${store === undefined ? '' : `url: "${store.url}", `}seconds: ${number('lease-seconds')} }`,
  values.ledger && `ledger: "${store.url}"`,
  bucket && 'targets: [{ kind: s3, bucket: news, prefix: feeds/ }]',
]
appendFileSync(join(dir, 'content/site.yaml'), `${settings.filter(Boolean).join('\n')}\n`)

/** A process that is started again when it was killed. */
function startProcess(name, args, onEvent) {
  const one = { name, child: undefined, isStopped: false, cpuMs: 0, rss: 0, exits: [] }
  one.start = () => {
    one.child = spawn(process.execPath, [CLI, ...args, '--json'], {
      cwd: dir,
      env: { ...process.env, ...bucket?.env },
      // A group of its own, so that what it started is killed and stopped with it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    one.child.stdout.on('data', (chunk) => {
      said += chunk
      const lines = said.split('\n')
      said = lines.pop() ?? ''
      for (const line of lines) onEvent(one, JSON.parse(line))
    })
    let complaint = ''
    one.child.stderr.on('data', (chunk) => {
      complaint += chunk
    })
    one.child.once('exit', (code, signal) => {
      one.exits.push(signal ?? code)
      if (code !== null && code !== 0) console.log(`${name} ended with ${code}: ${complaint.slice(-500)}`)
    })
  }
  one.signal = (signal) => {
    try {
      process.kill(-one.child.pid, signal)
    } catch (error) {
      if (error.code !== 'ESRCH') throw error
    }
  }
  one.start()
  return one
}

/** Processor time and memory of a process and those it started, as Linux counts them. */
function costOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
    const own = {
      cpuMs: (Number(fields[11]) + Number(fields[12])) * 10,
      rss: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0),
    }
    return children
      .map((child) => costOf(child))
      .reduce((sum, cost) => ({ cpuMs: sum.cpuMs + cost.cpuMs, rss: sum.rss + cost.rss }), own)
  } catch {
    return { cpuMs: 0, rss: 0 }
  }
}

/** Name of the publisher whose run ended last: it holds the lease. */
let holder
let runs = 0
const findings = new Map()
const publishers = Array.from({ length: number('publishers') }, (_, n) =>
  startProcess(
    `publisher ${n + 1}`,
    ['start', '--watch', '--no-serve', '--state', `state-${n + 1}`],
    (one, event) => {
      if (event.event !== 'run') return
      runs++
      holder = one
      for (const { code } of event.findings ?? []) findings.set(code, (findings.get(code) ?? 0) + 1)
    },
  ),
)
while (runs === 0) await sleep(50)

const urls = []
const servers = Array.from({ length: number('servers') }, (_, n) =>
  startProcess(
    `server ${n + 1}`,
    ['serve', ...(bucket ? ['--from', 's3://news/feeds/'] : []), '--port', '0'],
    (_one, event) => {
      const url = /http:\S+/.exec(event.message ?? '')?.[0]
      if (url !== undefined) urls[n] = url
    },
  ),
)
while (urls.filter(Boolean).length < servers.length) await sleep(50)
/** Since when the holder has been killed or stopped, and when that was over. */
const trouble = { isOn: false, endedAt: 0 }
const delays = { quiet: [], all: [] }
const readers = createReaders(urls, desk, ({ at }) => {
  const delay = performance.now() - at
  delays.all.push(delay)
  if (!trouble.isOn && at > trouble.endedAt) delays.quiet.push(delay)
})

/** A commit of an earlier term behind one of a later is a stale publisher's. */
const commits = { count: 0, stale: 0, term: 0, changedAt: performance.now() }
function noteCommit(manifest) {
  commits.count++
  const term = Number(/"term":(\d+)\}\s*$/.exec(manifest)?.[1] ?? 0)
  if (term < commits.term) commits.stale++
  if (term > commits.term) commits.changedAt = performance.now()
  commits.term = Math.max(commits.term, term)
}
let isOver = false
async function watchCommits() {
  let last = ''
  while (!isOver) {
    if (bucket === undefined) {
      const text = readFileSync(join(dir, 'out/manifest.json'), 'utf8')
      if (text !== last) noteCommit(text)
      last = text
    } else for (const text of (await bucket.commits()).slice(commits.count)) noteCommit(text)
    await sleep(20)
  }
}
const watching = watchCommits()

const takeovers = []
async function disturb() {
  await sleep(3000)
  while (!isOver) {
    const one = random() < 0.75 ? holder : publishers[Math.floor(random() * publishers.length)]
    const isHolder = one === holder
    const isKill = random() < 0.6
    const at = performance.now()
    const { term } = commits
    trouble.isOn = true
    one.signal(isKill ? 'SIGKILL' : 'SIGSTOP')
    if (isHolder && (store !== undefined || bucket !== undefined)) {
      while (commits.term === term && !isOver && performance.now() - at < 4 * leaseMs) await sleep(20)
      if (commits.term > term) takeovers.push(commits.changedAt - at)
    }
    await sleep(Math.max(0, at + (isKill ? 1000 : leaseMs + 3000) - performance.now()))
    if (isKill) one.start()
    else one.signal('SIGCONT')
    while (readers.waiting.length > number('acts') * 2 && !isOver) await sleep(50)
    trouble.isOn = false
    trouble.endedAt = performance.now()
    await sleep(3000 + random() * leaseMs)
  }
}
const disturbing = disturb()

const began = performance.now()
let acts = 0
while (performance.now() - began < number('seconds') * 1000) {
  readers.saved(desk.act())
  acts++
  await sleep(1000 / number('acts'))
}
isOver = true
await disturbing
const restAt = performance.now()
while (readers.lost().length > 0 && performance.now() - restAt < 3 * leaseMs + 20_000) await sleep(100)
const lost = readers.lost()
const costs = [...publishers, ...servers].map((one) => ({ name: one.name, ...costOf(one.child.pid) }))
await readers.stop()
await watching
for (const one of [...publishers, ...servers]) one.signal('SIGTERM')
await sleep(3500)
for (const one of [...publishers, ...servers]) one.signal('SIGKILL')
await store?.stop()
await bucket?.stop()

const quantile = (list, share) => {
  const sorted = list.toSorted((a, b) => a - b)
  return sorted.length === 0
    ? 'none'
    : `${(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] / 1000).toFixed(2)} s`
}
const { polls, away, revisions } = readers.counts()
const kills = [...publishers].flatMap(({ exits }) => exits).length
console.log(
  `${values.seconds} s, ${acts} acts, ${polls} polls (${away} without an answer), ${revisions} documents seen, ${commits.count} commits, ${kills} publishers ended`,
)
console.log(`findings: ${[...findings].map(([code, count]) => `${code} ${count}`).join(', ') || 'none'}`)
console.log(
  `takeovers: ${takeovers.length}, p50 ${quantile(takeovers, 0.5)}, p99 ${quantile(takeovers, 0.99)}`,
)
console.log(
  `saved → served on all: ${delays.all.length}, p50 ${quantile(delays.all, 0.5)}, p99 ${quantile(delays.all, 0.99)}; with no publisher killed or stopped: ${delays.quiet.length}, p50 ${quantile(delays.quiet, 0.5)}, p99 ${quantile(delays.quiet, 0.99)}`,
)
for (const { name, cpuMs, rss } of costs)
  console.log(
    `${name}: ${(cpuMs / 1000).toFixed(1)} s of processor since its start, ${Math.round(rss / 1024)} MiB`,
  )
console.log(`commits by a stale publisher: ${commits.stale}`)
console.log(`wrong for readers: ${readers.wrong.size}`)
console.log(`articles lost: ${lost.length}`)
const mistakes = [...readers.wrong, ...lost, ...(commits.stale > 0 ? ['a stale publisher committed'] : [])]
for (const mistake of mistakes.slice(0, 20)) console.log(`WRONG ${mistake}`)
if (mistakes.length === 0) rmSync(dir, { recursive: true, force: true })
else console.log(`kept in ${dir}`)
process.exit(mistakes.length === 0 ? 0 : 1)
