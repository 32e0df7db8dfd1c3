import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AwsClient } from 'aws4fetch'
import { createS3Store } from '../../src/object-store/s3.ts'
import { systemClock } from '../../src/schedule/clock.ts'
import { freePort } from '../interop/servers-started.ts'
import { isInstalled, run } from '../support/tools.ts'
import { ACCESS } from './fake-s3.ts'

const PROGRAMS = ['ceph-mon', 'ceph-osd', 'ceph', 'radosgw', 'radosgw-admin', 'monmaptool']

export const hasRadosgw = PROGRAMS.every((program) => isInstalled([program, '--version']))

export interface StartedRadosgw {
  storeAt(prefix: string): ReturnType<typeof createS3Store>
  /** What readers without rights would be told of an object: its headers. */
  headersAt(key: string): Promise<Headers>
  /** Puts an object there whose upload had these headers. */
  putWith(key: string, headers: Readonly<Record<string, string>>): Promise<void>
  stop(): Promise<void>
}

/** Ceph's S3 in memory, as small as it gets: one monitor, one disk, one gateway, and the bucket `news`. */
export async function startRadosgw(): Promise<StartedRadosgw> {
  const folder = await mkdtemp(join(tmpdir(), 'feedwright-ceph-'))
  const [monitor, gateway] = [await freePort(), await freePort()]
  const cluster = randomUUID()
  const at = (name: string) => join(folder, name)
  await Promise.all(['mon', 'osd', 'rgw'].map((name) => mkdir(at(name))))
  const settings = {
    fsid: cluster,
    'mon host': `v2:127.0.0.1:${monitor}`,
    ...Object.fromEntries(['cluster', 'service', 'client'].map((who) => [`auth ${who} required`, 'none'])),
    ...Object.fromEntries(['mon client', 'client'].map((who) => [`ms ${who} mode`, 'crc'])),
    'osd pool default size': '1',
    'osd pool default min size': '1',
    'osd pool default pg num': '1',
    'osd crush chooseleaf type': '0',
    'osd objectstore': 'memstore',
    'mon allow pool size one': 'true',
    // A map is proposed once a second otherwise, and there are a dozen of them.
    'paxos propose interval': '0.02',
    'paxos min wait': '0.01',
    'run dir': folder,
    'admin socket': at('$name.$pid.asok'),
    'log file': at('$name.log'),
    'pid file': at('$name.pid'),
    'public addr': '127.0.0.1',
    'cluster addr': '127.0.0.1',
    'rgw frontends': `beast endpoint=127.0.0.1:${gateway}`,
    ...Object.fromEntries(['mon', 'osd', 'rgw'].map((what) => [`${what} data`, at(what)])),
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`)
  await writeFile(at('ceph.conf'), ['[global]', ...lines, ''].join('\n'))
  const conf = ['-c', at('ceph.conf')]
  const children: ChildProcess[] = []
  const start = (file: string, ...args: string[]) =>
    children.push(spawn(file, [...conf, ...args, '-f'], { stdio: 'ignore' }))
  const endpoint = `http://127.0.0.1:${gateway}`
  const client = new AwsClient({ ...ACCESS.credentials, service: 's3', region: 'us-east-1' })

  await run('monmaptool', [
    '--create',
    '--fsid',
    cluster,
    '--addv',
    'a',
    `[v2:127.0.0.1:${monitor}]`,
    at('map'),
  ])
  await run('ceph-mon', [...conf, '-i', 'a', '--mkfs', '--monmap', at('map')])
  start('ceph-mon', '-i', 'a')
  const disk = randomUUID()
  await run('ceph', [...conf, 'osd', 'new', disk])
  await run('ceph-osd', [...conf, '-i', '0', '--mkfs', '--osd-uuid', disk])
  start('ceph-osd', '-i', '0')
  start('radosgw', '-n', 'client.admin')
  await untilAnswers(endpoint)
  const keys = [
    '--access-key',
    ACCESS.credentials.accessKeyId,
    '--secret',
    ACCESS.credentials.secretAccessKey,
  ]
  await run('radosgw-admin', [...conf, 'user', 'create', '--uid=feeds', '--display-name=feeds', ...keys])
  await client.fetch(`${endpoint}/news`, { method: 'PUT' })
  return {
    storeAt: (prefix) =>
      createS3Store(
        { bucket: 'news', prefix, endpoint },
        { access: async () => ACCESS, clock: systemClock, random: Math.random, warn: () => {} },
      ),
    headersAt: async (key) => (await client.fetch(`${endpoint}/news/${key}`, { method: 'HEAD' })).headers,
    async putWith(key, headers) {
      await client.fetch(`${endpoint}/news/${key}`, { method: 'PUT', body: 'x', headers })
    },
    async stop() {
      await Promise.all(
        children.map((child) => {
          const ended = new Promise((resolve) => child.once('close', resolve))
          child.kill('SIGKILL')
          return ended
        }),
      )
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function untilAnswers(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const isThere = await fetch(url).then(
      () => true,
      () => false,
    )
    if (isThere) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`nothing answers at ${url}`)
}
