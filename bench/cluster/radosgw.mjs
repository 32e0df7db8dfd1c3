import { execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { AwsClient } from 'aws4fetch'
import { freePort } from './stores.mjs'

const run = promisify(execFile)
const KEY = { accessKeyId: 'KEY', secretAccessKey: 'SECRET' }

/** Ceph's S3 in memory: one monitor, one disk, one gateway, and the bucket `news`. */
export async function startRadosgw(dir) {
  const folder = join(dir, 'ceph')
  const at = (name) => join(folder, name)
  for (const name of ['mon', 'osd', 'rgw']) mkdirSync(at(name), { recursive: true })
  const [monitor, gateway] = [await freePort(), await freePort()]
  const cluster = randomUUID()
  const settings = [
    `fsid = ${cluster}`,
    `mon host = v2:127.0.0.1:${monitor}`,
    ...['cluster', 'service', 'client'].map((who) => `auth ${who} required = none`),
    ...['mon client', 'client'].map((who) => `ms ${who} mode = crc`),
    ...['size', 'min size', 'pg num'].map((what) => `osd pool default ${what} = 1`),
    'osd crush chooseleaf type = 0',
    'osd objectstore = memstore',
    'mon allow pool size one = true',
    'paxos propose interval = 0.02',
    'paxos min wait = 0.01',
    `run dir = ${folder}`,
    `admin socket = ${at('$name.$pid.asok')}`,
    `log file = ${at('$name.log')}`,
    `pid file = ${at('$name.pid')}`,
    'public addr = 127.0.0.1',
    'cluster addr = 127.0.0.1',
    `rgw frontends = beast endpoint=127.0.0.1:${gateway}`,
    ...['mon', 'osd', 'rgw'].map((what) => `${what} data = ${at(what)}`),
  ]
  writeFileSync(at('ceph.conf'), ['[global]', ...settings, ''].join('\n'))
  const conf = ['-c', at('ceph.conf')]
  const children = []
  const start = (file, ...args) => children.push(spawn(file, [...conf, ...args, '-f'], { stdio: 'ignore' }))
  const monitors = ['--addv', 'a', `[v2:127.0.0.1:${monitor}]`]
  await run('monmaptool', ['--create', '--fsid', cluster, ...monitors, at('map')])
  await run('ceph-mon', [...conf, '-i', 'a', '--mkfs', '--monmap', at('map')])
  start('ceph-mon', '-i', 'a')
  const disk = randomUUID()
  await run('ceph', [...conf, 'osd', 'new', disk])
  await run('ceph-osd', [...conf, '-i', '0', '--mkfs', '--osd-uuid', disk])
  start('ceph-osd', '-i', '0')
  start('radosgw', '-n', 'client.admin')
  const endpoint = `http://127.0.0.1:${gateway}`
  while (!(await fetch(endpoint).catch(() => undefined))) await sleep(100)
  const keys = ['--access-key', KEY.accessKeyId, '--secret', KEY.secretAccessKey]
  await run('radosgw-admin', [...conf, 'user', 'create', '--uid=feeds', '--display-name=feeds', ...keys])
  const client = new AwsClient({ ...KEY, service: 's3', region: 'us-east-1' })
  await client.fetch(`${endpoint}/news`, { method: 'PUT' })
  const manifests = `${endpoint}/news?list-type=2&prefix=feeds%2F.feedwright%2Fmanifests%2F`
  const read = new Map()
  return {
    env: {
      AWS_ACCESS_KEY_ID: KEY.accessKeyId,
      AWS_SECRET_ACCESS_KEY: KEY.secretAccessKey,
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: 'us-east-1',
    },
    /** The manifests that were committed, in their order. */
    async commits() {
      const listing = await (await client.fetch(manifests)).text()
      for (const [, key] of listing.matchAll(/<Key>([^<]+)<\/Key>/g))
        if (!read.has(key)) read.set(key, await (await client.fetch(`${endpoint}/news/${key}`)).text())
      return [...read].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text)
    },
    async stop() {
      for (const child of children) child.kill('SIGKILL')
      await sleep(200)
    },
  }
}
