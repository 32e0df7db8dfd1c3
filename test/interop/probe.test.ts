import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { judgeProbe } from '../../src/http/probe/judge-probe.ts'
import { Observed } from '../../src/http/probe/observed.ts'
import { systemDependencies } from '../../src/remote/ask.ts'
import { defaultLimits } from '../../src/remote/fetch-document.ts'
import { probeAddress } from '../../src/remote/probe-address.ts'
import { feed } from '../http/feed-server.ts'
import { skipWithout } from '../support/tools.ts'
import { freePort, type Started, startCaddyWith, startNginxWith } from './servers-started.ts'

/** A server of others with a feed at /feed.xml, set up as the test says; gives what a probe remarks. */
async function remarked(
  start: (folder: string, root: string, port: number) => Promise<Started>,
): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'feedwright-probe-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const root = join(folder, 'root')
  await mkdir(root)
  await writeFile(join(root, 'feed.xml'), feed('https://example.org'))
  const port = await freePort()
  const { base, stop } = await start(folder, root, port)
  onTestFinished(stop)
  const limits = { ...defaultLimits, pauseMs: 0, publicOnly: false }
  const dependencies = { ...systemDependencies, now: Date.now, sleep: async () => undefined }
  const probed = await probeAddress(`${base}/feed.xml`, limits, dependencies)
  return judgeProbe(new Observed(probed)).map(({ code, message }) => `${code}: ${message}`)
}

describe.skipIf(skipWithout('nginx', ['nginx', '-v']))('a probe of nginx', () => {
  const nginx = (more: string) => (folder: string, root: string, port: number) =>
    startNginxWith(folder, `server { listen 127.0.0.1:${port}; root ${root}; ${more} }`, port, {
      brotli: false,
    })

  it('finds what its default leaves out: packing', async () => {
    expect(await remarked(nginx(''))).toEqual([
      'compression-missing: The document is sent uncompressed, even if the client accepts compression',
    ])
  })

  it('finds that packing is on and Vary is not, and nothing when both are', async () => {
    expect(await remarked(nginx('gzip on; gzip_types text/xml;'))).toEqual([
      'vary-missing: The compression depends on Accept-Encoding, but not every response has Vary: Accept-Encoding',
    ])
    expect(await remarked(nginx('gzip on; gzip_types text/xml; gzip_vary on;'))).toEqual([])
  })

  it('finds a rule about User-Agents and an expiry meant for pictures', async () => {
    const wall = 'if ($http_user_agent ~* "feedly|newsboat") { return 403; }'
    expect(await remarked(nginx(`gzip on; gzip_types text/xml; gzip_vary on; ${wall} expires 30d;`))).toEqual(
      [
        'reader-refused: Feedly, Newsboat do not get the feed, but others do',
        'cache-too-long: Caches and feed readers may keep the feed for 2592000 seconds, longer than a day',
      ],
    )
  })

  it('finds that validators are turned off', async () => {
    const off = 'etag off; if_modified_since off; gzip on; gzip_types text/xml; gzip_vary on;'
    expect(await remarked(nginx(off))).toEqual([
      'not-modified-never: Nothing changed, but the whole document is sent again to If-None-Match and If-Modified-Since together',
    ])
  })
})

describe.skipIf(skipWithout('caddy', ['caddy', 'version']))('a probe of Caddy', () => {
  const caddy = (more: string) => (folder: string, root: string, port: number) =>
    startCaddyWith(folder, `http://127.0.0.1:${port} {\nroot * ${root}\n${more}\nfile_server\n}\n`, port)

  it('finds what its default leaves out', async () => {
    expect(await remarked(caddy(''))).toEqual([
      'compression-missing: The document is sent uncompressed, even if the client accepts compression',
    ])
  })

  it('finds no more with encode than that old versions share tags and forget Vary', async () => {
    const codes = (await remarked(caddy('encode gzip'))).map((text) => text.split(':')[0])
    expect(['etag-shared', 'vary-missing']).toEqual(expect.arrayContaining(codes))
  })
})
