// How long it takes from saving an article to its feed in out/, in a running `start --watch`.
//   node bench/newsroom/watching.mjs SIZE [--rounds=10] [--corpus=DIR] [--cache=DIR]
import { spawn } from 'node:child_process'
import { appendFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { CLI, corpusOf, newestArticle } from './scenarios.mjs'

/** Milliseconds of each round. */
export async function measureWatching(count, { rounds, corpus, work }) {
  mkdirSync(work, { recursive: true })
  const content = corpusOf(count, corpus)
  const out = join(work, 'out')
  const edited = join(content, newestArticle(count))
  const feed = join(out, newestArticle(count).split('/')[0], 'feed.json')
  const original = readFileSync(edited)
  const places = ['--content', content, '--out', out, '--state', join(work, 'state')]
  const child = spawn('node', [CLI, 'start', '--watch', '--no-serve', '--no-compress', ...places], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    await settled(child, feed)
    const times = []
    for (let round = 0; round < rounds; round++) {
      const word = `round${round}x${Date.now()}`
      const started = performance.now()
      appendFileSync(edited, `\nSaved in ${word}.\n`)
      while (!readFileSync(feed, 'utf8').includes(word)) {
        if (performance.now() - started > 30_000) throw new Error('the saved article did not appear in 30 s')
        await setTimeout(2)
      }
      times.push(performance.now() - started)
      await setTimeout(500)
    }
    return times
  } finally {
    child.kill('SIGTERM')
    await new Promise((resolve) => child.once('exit', resolve))
    writeFileSync(edited, original)
  }
}

/** The first run is over: it has reported, and the watch stands shortly after. */
async function settled(child, feed) {
  await new Promise((resolve) => child.stdout.once('data', resolve))
  await setTimeout(5000)
  statSync(feed)
}

if (import.meta.main || process.argv[1] === import.meta.filename) {
  const [size] = process.argv.slice(2)
  const cache = join(import.meta.dirname, '..', '.cache')
  const work = join(cache, 'work', `${size}-watching`)
  const times = await measureWatching(Number(size), { rounds: 10, corpus: join(cache, 'corpus'), work })
  console.log(times.map((time) => time.toFixed(0)).join(' '))
}
