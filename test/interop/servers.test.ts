import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPublisher, type Publisher } from '../../src/app.ts'
import { clockInstant } from '../../src/article/instant.ts'
import { servingFactsOf } from '../../src/config/serving-facts.ts'
import { judgeProbe } from '../../src/http/probe/judge-probe.ts'
import { Observed } from '../../src/http/probe/observed.ts'
import { systemDependencies } from '../../src/remote/ask.ts'
import { defaultLimits } from '../../src/remote/fetch-document.ts'
import { probeAddress } from '../../src/remote/probe-address.ts'
import { quietReporter } from '../../src/reporting/quiet-reporter.ts'
import { systemClock } from '../../src/schedule/clock.ts'
import { startServing } from '../../src/service/serving.ts'
import { ask, type Coding, type ExpectedDocument, probes, type ServedSite } from '../support/http-suite.ts'
import { skipWithout } from '../support/tools.ts'
import {
  BROTLI_MODULE,
  freePort,
  type Started,
  startCaddy,
  startNginx,
  startVarnish,
} from './servers-started.ts'

/** In the manifest and in nothing that may be shown. */
const SECRET = '"histories"'
/** A page of the newsroom's own beside the published set, for the servers that show the folder. */
const PAGE =
  '<!doctype html><html lang="en"><title>About</title><p>About our feeds: Türkiye to Perú.</p></html>\n'

let folder = ''
let out = ''
let documents: readonly ExpectedDocument[] = []
let pages: { folder: string; html: Buffer }[] = []
let application: Started

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'feedwright-servers-'))
  out = join(folder, 'out')
  const publisher = await publish()
  await describePublished(publisher)
  application = await serve(publisher)
})

afterAll(async () => {
  await application.stop()
  await rm(folder, { recursive: true })
})

const nginxAt = (own: string, brotli: boolean) =>
  startNginx(own, 'nginx.conf', [['/srv/feedwright/out', out]], { brotli })
const port = (base: string) => new URL(base).port
const behind = (): [string, string] => ['127.0.0.1:8080', `127.0.0.1:${port(application.base)}`]

interface Contender {
  readonly start: (own: string) => Promise<Started>
  /** Shows the folder, with whatever else lies in it. */
  readonly showsFolder: boolean
  readonly codings?: readonly Coding[]
  readonly needs?: readonly [name: string, probe: readonly [string, ...string[]]][]
  /** Probes it does not pass, with the reason: docs/deploying.md has them, too. */
  readonly exceptions?: Partial<Record<keyof typeof probes, string>>
}

const NGINX: [string, [string, ...string[]]] = ['nginx', ['nginx', '-v']]
const CADDY: [string, [string, ...string[]]] = ['caddy', ['caddy', 'version']]
const BROTLI: [string, [string, ...string[]]] = [
  'libnginx-mod-http-brotli-static',
  ['test', '-f', BROTLI_MODULE],
]
const VARNISH: [string, [string, ...string[]]] = ['varnish', ['varnishd', '-V']]

const CHOOSES_BR = 'br comes first, whatever weight the poller gives it'
const ONLY_ITS_OWN_DATE = 'it takes no date but the one it gave: bytes lost, never news'
const BOTH_MUST_AGREE =
  'it wants tag and date to agree, and sends all when one does not: bytes lost, never news'

const contenders: Readonly<Record<string, Contender>> = {
  'the built-in server': {
    start: async () => ({ base: application.base, stop: async () => undefined }),
    showsFolder: false,
  },
  'nginx without brotli': {
    start: (own) => nginxAt(own, false),
    showsFolder: true,
    codings: ['gzip', 'identity'],
    needs: [NGINX],
    exceptions: {
      'answers 304 when nothing changed since the date it gave, or a later one': ONLY_ITS_OWN_DATE,
      'takes the known tag for unchanged, whatever the date says': BOTH_MUST_AGREE,
    },
  },
  'nginx with brotli': {
    start: (own) => nginxAt(own, true),
    showsFolder: true,
    needs: [NGINX, BROTLI],
    exceptions: {
      'sends the coding that weighs most': CHOOSES_BR,
      'answers 304 when nothing changed since the date it gave, or a later one': ONLY_ITS_OWN_DATE,
      'takes the known tag for unchanged, whatever the date says': BOTH_MUST_AGREE,
    },
  },
  Caddy: {
    start: (own) => startCaddy(own, 'Caddyfile', [['/srv/feedwright/out', out]]),
    showsFolder: true,
    needs: [CADDY],
    exceptions: { 'states the length in every coding': 'it sends the copies in chunks, with HTTP/1.1' },
  },
  'nginx before the built-in server': {
    start: (own) =>
      startNginx(own, 'nginx-proxy.conf', [behind(), ['/var/cache/nginx/feeds', join(own, 'cache')]], {
        brotli: false,
      }),
    showsFolder: false,
    needs: [NGINX],
    exceptions: {
      'sends the coding that weighs most': CHOOSES_BR,
      'answers 304 when nothing changed since the date it gave, or a later one': ONLY_ITS_OWN_DATE,
      'takes the known tag for unchanged, whatever the date says': BOTH_MUST_AGREE,
    },
  },
  'Caddy before the built-in server': {
    start: (own) => startCaddy(own, 'Caddyfile-proxy', [behind()]),
    showsFolder: false,
    needs: [CADDY],
  },
  'Varnish before the built-in server': {
    start: (own) => startVarnish(own, application.base),
    showsFolder: false,
    needs: [VARNISH],
    exceptions: { 'sends the coding that weighs most': CHOOSES_BR },
  },
}

describe.each(Object.entries(contenders))('%s', (name, contender) => {
  const { start, showsFolder, codings = ['br', 'gzip', 'identity'], needs = [], exceptions = {} } = contender
  const isMissing = needs.some(([program, probe]) => skipWithout(program, probe))

  describe.skipIf(isMissing)(
    isMissing ? `skipped without ${needs.map(([program]) => program)}` : 'serves',
    () => {
      let server: Started
      let site: ServedSite

      beforeAll(async () => {
        const own = await mkdtemp(join(folder, 'server-'))
        server = await start(own)
        const [first, ...rest] = documents
        if (first === undefined) throw new Error('nothing was published')
        const about = { folder: '/about/', html: Buffer.from(PAGE) }
        const shown = showsFolder ? [...pages, about] : pages
        site = { base: server.base, documents: [first, ...rest], pages: shown, codings, secret: SECRET }
      })
      afterAll(() => server.stop())

      it.each(Object.keys(exceptions))('is named for a probe there is: %s', (probe) => {
        expect(probes).toHaveProperty([probe])
      })
      it.each(['rss.xml', 'atom.xml', 'feed.json'])('is probed as readers ask: %s', async (fileName) => {
        const document = documents.find(({ path }) => path.endsWith(`/${fileName}`))
        const limits = { ...defaultLimits, pauseMs: 0, publicOnly: false }
        const dependencies = { ...systemDependencies, now: Date.now, sleep: async () => undefined }
        const probed = await probeAddress(`${server.base}${document?.path}`, limits, dependencies)
        const remarked = judgeProbe(new Observed(probed)).map(({ code }) => code)
        // The application states the address of this machine in its headers, see `serve`.
        expect(remarked.filter((code) => code !== 'self-links-disagree')).toEqual([])
      })
      for (const [sentence, probe] of Object.entries(probes)) {
        const exception = exceptions[sentence]
        if (exception === undefined) it(sentence, () => probe(site))
        else it.fails(`${sentence} – not ${name}: ${exception}`, () => probe(site))
      }
    },
  )
})

describe.skipIf(skipWithout(...NGINX))('two nginx with a copy each', () => {
  it('give the same validators, so that a poller may meet either', async () => {
    await cp(out, `${out}-other`, { recursive: true, preserveTimestamps: true })
    const servers = await Promise.all(
      ['', '-other'].map(async (suffix) => {
        const own = await mkdtemp(join(folder, 'replica-'))
        const places: [string, string][] = [['/srv/feedwright/out', `${out}${suffix}`]]
        return startNginx(own, 'nginx.conf', places, { brotli: false })
      }),
    )
    const validators = ({ base }: Started) =>
      Promise.all(
        documents.flatMap(({ path }) =>
          ['gzip', 'identity'].map(async (coding) => {
            const { headers } = await ask(base, path, { headers: { 'Accept-Encoding': coding } })
            return [path, coding, headers.etag, headers['last-modified']]
          }),
        ),
      )
    const [one, another] = await Promise.all(servers.map(validators))
    await Promise.all(servers.map(({ stop }) => stop()))
    expect(one).toEqual(another)
    expect(new Set(one?.map(([, , tag]) => tag)).size).toBe(2 * documents.length)
  })
})

/** Publishes content/, three days ago. */
async function publish(): Promise<Publisher> {
  const publisher = await createPublisher({
    cwd: process.cwd(),
    out,
    state: join(folder, 'state'),
    reporter: quietReporter,
    now: () => Date.now() - 3 * 24 * 60 * 60 * 1000,
  })
  expect((await publisher.run()).findings).toEqual([])
  return publisher
}

/** Puts down what was published, and a page beside it. */
async function describePublished({ target }: Publisher): Promise<void> {
  const set = (await target.current())?.set
  const found = await Promise.all(
    (set?.files ?? []).map(async (file) => {
      const read = (suffix: string) => readFile(join(out, file.path + suffix))
      const contents = {
        identity: await read(''),
        ...(file.encodings.includes('gzip') ? { gzip: await read('.gz') } : {}),
        ...(file.encodings.includes('br') ? { br: await read('.br') } : {}),
      }
      const lastModified = new Date(file.lastModified).toUTCString()
      return { path: `/${file.path}`, mediaType: file.mediaType, maxAge: 15 * 60, lastModified, contents }
    }),
  )
  const isIndex = ({ path }: ExpectedDocument) => path.endsWith('/index.html')
  // The largest first: it is the one that is asked everything.
  documents = found.toSorted((a, b) => b.contents.identity.length - a.contents.identity.length)
  pages = found.filter(isIndex).map(({ path, contents }) => ({
    folder: path.slice(0, -'index.html'.length),
    html: contents.identity,
  }))
  await mkdir(join(out, 'about'))
  await writeFile(join(out, 'about', 'index.html'), PAGE)
  await writeFile(join(folder, 'secret'), SECRET)
  await cp(join(out, 'manifest.json'), join(out, '.feedwright', 'lock'))
}

/** The program as `feedwright start` runs it, but for the limit of polls, which the probes exceed. */
async function serve(published: Publisher): Promise<Started> {
  const { settings, target } = published
  const base = `http://127.0.0.1:${await freePort()}`
  const serving = await startServing({
    target,
    serve: { ...settings.serve, rateLimit: false },
    // As at home: a person at this machine would be shown its own addresses.
    facts: servingFactsOf({ ...settings, feedsUrl: 'http://127.0.0.1/' }),
    graceMinutes: 15,
    reporter: quietReporter,
    clock: systemClock,
    port: Number(port(base)),
    nextChange: () => undefined,
    readPicture: async () => undefined,
  })
  await serving.succeeded(clockInstant(Date.now()), undefined)
  return {
    base,
    async stop() {
      serving.stop()
      await serving.server.close()
      await published.close()
    },
  }
}
