/**
 * CPU microseconds per request of our server and of others with the same 60 KB feed, in one run: the server on one core,
 * the load (wrk) on another. Requests per second swing with the machine; CPU time per request does not.
 *
 *   npm run build && node bench/server/serving.mjs [--seconds 2] [--rounds 9] [--only bare,feedwright]
 *
 * Needs Linux, taskset and wrk; nginx is compared where it is installed. Other servers are installed into bench/.cache.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { sampleContents } from './sample-feed.mjs'

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '9' },
    only: { type: 'string' },
  },
})
const here = fileURLToPath(new URL('.', import.meta.url))
const cache = join(here, '../.cache/serving')
const site = join(cache, 'site')
const FEED = '/world/rss.xml'
const PEERS = ['sirv', 'fastify', '@fastify/static', 'express', 'compression', 'hono', '@hono/node-server']
const CLOCK_TICKS = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

prepare()
const servers = [
  { name: 'bare node:http', script: join(here, 'servers/bare.mjs') },
  { name: 'bare, our headers', script: join(here, 'servers/bare-same-headers.mjs') },
  { name: 'feedwright', script: join(here, 'servers/feedwright.mjs') },
  { name: 'sirv', script: join(cache, 'sirv.mjs') },
  { name: '@fastify/static', script: join(cache, 'fastify-static.mjs') },
  { name: 'express', script: join(cache, 'express.mjs') },
  { name: 'hono', script: join(cache, 'hono.mjs') },
  ...(installed('nginx') ? [{ name: 'nginx', nginx: true }] : []),
].filter(
  ({ name }) => options.only === undefined || options.only.split(',').some((part) => name.includes(part)),
)
/** Long enough for the compiler to have seen everything. */
const WARM_UP_SECONDS = 4
const kinds = ['304', '200 gzip', '200 identity']

const samples = []
const running = []
try {
  for (const server of servers) running.push(await start(server, 18_080 + running.length))
  for (const kind of kinds) {
    for (const server of running) {
      await expectStatus(server, kind)
      wrk(server, kind, WARM_UP_SECONDS)
    }
    for (let round = 0; round < Number(options.rounds); round++) {
      // All run at once and take turns: a machine that slows down or is busy weighs on all of them alike.
      for (const server of round % 2 === 0 ? running : running.toReversed()) {
        samples.push({ round, server: server.name, kind, ...measure(server, kind) })
      }
    }
  }
} finally {
  for (const { child } of running) child.kill('SIGTERM')
}
report(samples)

/** The site on disk and the other servers, once. */
function prepare() {
  if (!installed('wrk') || !installed('taskset')) {
    throw new Error('wrk and taskset are needed: apt-get install wrk util-linux')
  }
  mkdirSync(join(site, 'world'), { recursive: true })
  const { identity, gzip, br } = sampleContents()
  const modified = new Date('2026-11-20T08:00:00Z')
  for (const [suffix, bytes] of [
    ['', identity],
    ['.gz', gzip],
    ['.br', br],
  ]) {
    const path = `${join(site, FEED)}${suffix}`
    writeFileSync(path, bytes)
    utimesSync(path, modified, modified)
  }
  if (!PEERS.every((name) => existsSync(join(cache, 'node_modules', name)))) {
    writeFileSync(join(cache, 'package.json'), '{ "private": true, "type": "module" }\n')
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--prefix', cache, ...PEERS], {
      stdio: 'inherit',
    })
  }
  // Node resolves modules from the folder of a script, so the scripts of the peers are beside the modules.
  for (const name of ['sirv', 'fastify-static', 'express', 'hono']) {
    cpSync(join(here, `servers/${name}.mjs`), join(cache, `${name}.mjs`))
  }
}

function installed(program) {
  return spawnSync('which', [program]).status === 0
}

async function start({ name, script, nginx }, port) {
  const command = nginx ? ['nginx', '-c', nginxConfig(port)] : [process.execPath, script, String(port), site]
  const child = spawn('taskset', ['-c', '0', ...command], { stdio: ['ignore', 'ignore', 'inherit'] })
  const url = `http://127.0.0.1:${port}${FEED}`
  const { headers } = await firstAnswer(url, { 'Accept-Encoding': 'gzip' })
  return {
    name,
    child,
    url,
    fields: {
      304: ['Accept-Encoding: gzip', `If-None-Match: ${headers.etag}`],
      '200 gzip': ['Accept-Encoding: gzip'],
      '200 identity': ['Accept-Encoding: identity'],
    },
  }
}

function measure(server, kind) {
  const before = cpuSeconds(server.child.pid)
  const requests = wrk(server, kind, Number(options.seconds))
  return { micros: ((cpuSeconds(server.child.pid) - before) * 1e6) / requests, requests }
}

/** Asks until the server listens. */
async function firstAnswer(url, headers) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = await ask(url, headers).catch(() => undefined)
    if (answer !== undefined) return answer
    await sleep(50)
  }
  throw new Error(`no answer from ${url}`)
}

/** A server that answers something else than it is measured for would win. */
async function expectStatus({ name, url, fields }, kind) {
  const answer = await ask(url, Object.fromEntries(fields[kind].map((field) => field.split(': '))))
  if (String(answer.statusCode) !== kind.slice(0, 3))
    throw new Error(`${name} answered ${answer.statusCode} to ${kind}`)
  if (kind === '304') return
  const coding = answer.headers['content-encoding'] ?? 'identity'
  if (!kind.endsWith(coding)) throw new Error(`${name} sent ${coding} to ${kind}`)
}

function ask(url, headers) {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent: false }, (answer) => answer.resume().on('end', () => resolve(answer))).on(
      'error',
      reject,
    )
  })
}

function wrk({ url, fields }, kind, seconds) {
  const fieldArguments = fields[kind].flatMap((field) => ['-H', field])
  const text = execFileSync(
    'taskset',
    ['-c', cpus().length > 1 ? '1' : '0', 'wrk', '-t1', '-c16', `-d${seconds}s`, ...fieldArguments, url],
    { encoding: 'utf8' },
  )
  if (/Non-2xx/.test(text)) throw new Error(`errors under load: ${text}`)
  const requests = /(\d+) requests in/.exec(text)
  if (requests === null) throw new Error(`wrk said: ${text}`)
  return Number(requests[1])
}

/** User and system time of a process and its children (nginx workers). */
function cpuSeconds(pid) {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean),
  )
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  const own = (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS
  return children.reduce((sum, child) => sum + cpuSeconds(child), own)
}

function nginxConfig(port) {
  const path = join(cache, 'nginx.conf')
  writeFileSync(
    path,
    `daemon off; worker_processes 1; pid ${cache}/nginx.pid; error_log ${cache}/nginx.log;
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; open_file_cache max=100;
  types { application/rss+xml xml; }
  client_body_temp_path ${cache}/tmp; proxy_temp_path ${cache}/tmp; fastcgi_temp_path ${cache}/tmp;
  uwsgi_temp_path ${cache}/tmp; scgi_temp_path ${cache}/tmp;
  server { listen 127.0.0.1:${port}; root ${site}; gzip_static on; etag on; expires 30m; }
}\n`,
  )
  return path
}

function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)]
}

/** Ratios are taken within a round, so that a slow minute weighs on both sides. */
function report(all) {
  const of = (server, kind) => all.filter((sample) => sample.server === server && sample.kind === kind)
  const rows = servers.map(({ name }) => ({
    server: name,
    results: kinds.map((kind) => {
      const mine = of(name, kind)
      const bare = of('bare node:http', kind)
      const ratios = mine.flatMap(({ round, micros }) => {
        const floor = bare.find((sample) => sample.round === round)
        return floor === undefined ? [] : [micros / floor.micros]
      })
      const micros = mine.map((sample) => sample.micros)
      return {
        kind,
        micros: { min: Math.min(...micros), median: median(micros), max: Math.max(...micros) },
        ratio: ratios.length === 0 ? undefined : median(ratios),
      }
    }),
  }))
  const lines = rows.map(
    ({ server, results }) =>
      `| ${server} | ${results.map(({ micros, ratio }) => `${micros.median.toFixed(1)}${ratio === undefined ? '' : ` (${ratio.toFixed(2)})`}`).join(' | ')} |`,
  )
  console.log(
    `CPU µs per request (ratio to bare node:http), median of ${options.rounds} rounds of ${options.seconds} s, Node ${process.version}\n`,
  )
  console.log(`| server | ${kinds.join(' | ')} |\n| --- | ---: | ---: | ---: |\n${lines.join('\n')}`)
  const results = { node: process.version, cpu: cpus()[0]?.model, options, rows, samples: all }
  writeFileSync(join(cache, 'results.json'), `${JSON.stringify(results, undefined, 2)}\n`)
  console.log(`\nAll numbers: ${join(cache, 'results.json')}`)
}
