// Fails when feedwright has become slower beside what does not change: the script that many people write, and a walk.
//   node bench/newsroom/regression.mjs [--write]
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { alternate, ratio } from './measure.mjs'
import { PEERS } from './peers.mjs'
import { corpusOf, feedwright, floor } from './scenarios.mjs'

/** A ratio of processor times may be so many times the one stated before the step fails: shared machines have swung by 1.8. */
const MARGIN = 2
const COUNT = 10_000
const ROUNDS = 5

const here = import.meta.dirname
const BASELINE = join(here, 'baseline.json')
const cache = join(here, '..', '.cache')

const content = corpusOf(COUNT, join(cache, 'corpus'))
const work = join(cache, 'work', `${COUNT}-regression`)
mkdirSync(work, { recursive: true })
const script = PEERS.find(({ name }) => name === 'script')?.setUp({
  cache: join(cache, 'peers'),
  content,
  work,
})
const ours = feedwright(content, COUNT, work)
const contenders = ours.contenders.filter(({ name }) => !['cold, uncompressed', 'one added'].includes(name))
let results
try {
  results = alternate([floor(content), { name: 'script', ...script }, ...contenders], ROUNDS)
} finally {
  ours.restore()
}

// The least of some rounds is what a busy machine disturbs least.
const measured = Object.fromEntries(
  [
    ['cold', 'script'],
    ['nothing changed', 'floor'],
    ['one changed', 'floor'],
  ].map(([name, to]) => [`${name} / ${to}`, Number(ratio(results, name, to).cpu.min.toFixed(2))]),
)
if (process.argv.includes('--write')) {
  writeFileSync(BASELINE, `${JSON.stringify(measured, undefined, 2)}\n`)
} else {
  const baseline = JSON.parse(readFileSync(BASELINE, 'utf8'))
  for (const [name, value] of Object.entries(measured)) {
    const most = baseline[name] * MARGIN
    const isWorse = value > most
    console.log(
      `${isWorse ? 'WORSE' : 'ok'}  ${name}: ${value}, stated ${baseline[name]}, at most ${most.toFixed(2)}`,
    )
    if (isWorse) process.exitCode = 1
  }
  if (process.exitCode === 1)
    console.log(
      'Either fix what became slower, or state the new ratios with `node bench/newsroom/regression.mjs --write` and say why in the commit.',
    )
}
