// How long it takes in a running `start --watch` from saving an article to its feed in out/, and to the answer that readers get;
// and what memory its two processes take.
//   node bench/newsroom/watching.mjs SIZE [--rounds=10] [--starts=3] [--corpus=DIR] [--cache=DIR]
import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { CLI, corpusOf, newestArticle } from './scenarios.mjs'

/** As most editors and content systems save: readers of the file see the old text or the new one. */
const byRename = (file, text) => {
  writeFileSync(`${file}.tmp`, text)
  renameSync(`${file}.tmp`, file)
}

/** Saves after one start: `first`, `renamed` and `inPlace`, each `{ out, served }` in milliseconds, and the memory in MiB. */
export async function measureWatching(count, { rounds, corpus, work }) {
  mkdirSync(work, { recursive: true })
  const content = corpusOf(count, corpus)
  const out = join(work, 'out')
  const edited = join(content, newestArticle(count))
  const path = `${newestArticle(count).split('/')[0]}/feed.json`
  const original = readFileSync(edited, 'utf8')
  const places = ['--content', content, '--out', out, '--state', join(work, 'state')]
  const child = spawn('node', [CLI, 'start', '--watch', '--port', '0', ...places], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const agent = new Agent({ keepAlive: true })
  let saves = 0
  try {
    const url = await settled(child)
    const time = async (save) => {
      const word = `save${++saves}x${Date.now()}`
      const file = join(out, path)
      const before = { mtimeMs: statSync(file).mtimeMs, etag: (await poll(`${url}${path}`, agent)).etag }
      const started = performance.now()
      save(edited, `${original}\nSaved in ${word}.\n`)
      const passed = () => performance.now() - started
      while (statSync(file).mtimeMs === before.mtimeMs || !readFileSync(file, 'utf8').includes(word))
        await soon(passed())
      const inFolder = passed()
      // Not earlier, because five hundred requests a second take a processor from what is measured.
      while (!(await poll(`${url}${path}`, agent, before.etag)).text.includes(word)) await soon(passed())
      const served = passed()
      await setTimeout(1000)
      return { out: inFolder, served }
    }
    const repeat = async (save) => {
      const times = []
      for (let round = 0; round < rounds; round++) times.push(await time(save))
      return times
    }
    const first = await time(byRename)
    const renamed = await repeat(byRename)
    const inPlace = await repeat(writeFileSync)
    return { first, renamed, inPlace, memory: memoryOf(child.pid) }
  } finally {
    child.kill('SIGTERM')
    await new Promise((resolve) => child.once('exit', resolve))
    agent.destroy()
    writeFileSync(edited, original)
  }
}

function soon(passed) {
  if (passed > 30_000) throw new Error('the saved article did not appear in 30 s')
  return setTimeout(2)
}

function poll(url, agent, etag) {
  return new Promise((resolve, reject) => {
    const headers = etag === undefined ? {} : { 'If-None-Match': etag }
    get(url, { agent, headers }, (answer) => {
      let text = ''
      answer.on('data', (chunk) => (text += chunk))
      answer.on('end', () => resolve({ text, etag: answer.headers.etag }))
      answer.on('error', reject)
    }).on('error', reject)
  })
}

/** The first run is over: it has reported, and the watch stands shortly after. Resolves to where it serves. */
async function settled(child) {
  let said = ''
  await new Promise((resolve) =>
    child.stdout.on('data', (chunk) => {
      said += chunk
      if (said.includes('next run')) resolve()
    }),
  )
  await setTimeout(5000)
  return /serving (\S+)/.exec(said)[1]
}

/** MiB of each process that belong to it alone or its share of them, as Linux tells. */
function memoryOf(pid) {
  const parentOf = (name) => {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  }
  const publishing = readdirSync('/proc').find((name) => /^\d+$/.test(name) && isChild(name))
  function isChild(name) {
    try {
      return parentOf(name) === pid
    } catch {
      return false
    }
  }
  const mib = (process) =>
    Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${process}/smaps_rollup`, 'utf8'))[1]) / 1024
  return { serving: mib(pid), publishing: mib(publishing) }
}

const shown = (times) =>
  times
    .map((time) => time.toFixed(0))
    .toSorted((a, b) => a - b)
    .join(' ')

if (process.argv[1] === import.meta.filename) {
  const cache = join(import.meta.dirname, '..', '.cache')
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '10' },
      starts: { type: 'string', default: '3' },
      cache: { type: 'string', default: cache },
      corpus: { type: 'string', default: join(cache, 'corpus') },
    },
  })
  const [size] = positionals
  const work = join(values.cache, 'work', `${size}-watching`)
  const starts = []
  for (let start = 0; start < Number(values.starts); start++)
    starts.push(
      await measureWatching(Number(size), { rounds: Number(values.rounds), corpus: values.corpus, work }),
    )
  for (const [name, times] of [
    ['first save by rename', starts.map(({ first }) => first)],
    ['saves by rename', starts.flatMap(({ renamed }) => renamed)],
    ['saves in place', starts.flatMap(({ inPlace }) => inPlace)],
  ]) {
    console.log(`${name}: in out/ after ${shown(times.map(({ out }) => out))} ms`)
    console.log(`${name}: served after ${shown(times.map(({ served }) => served))} ms`)
  }
  for (const { memory } of starts)
    console.log(`${memory.serving.toFixed(0)} MiB serve, ${memory.publishing.toFixed(0)} MiB publish`)
}
