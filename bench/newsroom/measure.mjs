// Runs a command as a process of its own and tells what it took.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const TIME = '/usr/bin/time'
if (!existsSync(TIME)) throw new Error('the bench measures with /usr/bin/time: apt-get install time')

/** Wall and processor seconds and peak memory (MiB, of the largest process) of one run. Throws when the command fails. */
export function measure({ command, cwd, env }) {
  const { status, stdout, stderr } = spawnSync(TIME, ['-q', '-f', '\n%e %U %S %M', ...command], {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  const [wall, user, system, kib] = (stderr.trimEnd().split('\n').at(-1) ?? '').split(' ').map(Number)
  if (status !== 0) throw new Error(`${command.join(' ')} exited with ${status}\n${stdout}\n${stderr}`)
  return { wall, cpu: user + system, mib: kib / 1024 }
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/**
 * Measures the contenders in turn, A B C A B C …, after one round that is not counted, so that a drifting machine drifts for
 * all of them (large corpora go without that round). `before` makes the state each run starts from.
 */
export function alternate(contenders, rounds, warmUp = true) {
  const results = new Map(contenders.map(({ name }) => [name, []]))
  for (let round = warmUp ? -1 : 0; round < rounds; round++) {
    for (const contender of contenders) {
      contender.before?.(round + 1)
      const figures = measure(contender)
      if (round >= 0) results.get(contender.name).push(figures)
    }
  }
  return [...results].map(([name, runs]) => ({
    name,
    runs: runs.length,
    wall: spread(runs.map(({ wall }) => wall)),
    cpu: spread(runs.map(({ cpu }) => cpu)),
    mib: spread(runs.map(({ mib }) => mib)),
    each: runs.map(({ wall, cpu }) => ({ wall, cpu })),
  }))
}

const spread = (values) => ({ min: Math.min(...values), median: median(values), max: Math.max(...values) })

/** Ratios of two contenders of one alternation, pair by pair; undefined when one was not measured. */
export function ratio(results, name, to) {
  const [a, b] = [name, to].map((wanted) => results.find((one) => one.name === wanted)?.each)
  if (a === undefined || b === undefined || a.length !== b.length) return undefined
  const of = (key) => spread(a.map((run, index) => run[key] / b[index][key]))
  return { wall: of('wall'), cpu: of('cpu') }
}
