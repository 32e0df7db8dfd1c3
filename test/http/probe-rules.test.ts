import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { judgeProbe } from '../../src/http/probe/judge-probe.ts'
import { Observed } from '../../src/http/probe/observed.ts'
import { probeRules } from '../../src/http/probe/rules/index.ts'
import { systemDependencies } from '../../src/remote/ask.ts'
import { defaultLimits } from '../../src/remote/fetch-document.ts'
import { probeAddress } from '../../src/remote/probe-address.ts'
import { type Asked, feed, good, MODIFIED, type Said, startServer, withHeaders } from './feed-server.ts'

const NOW = Date.UTC(2026, 10, 24, 12)

/** Probes a server that answers so; loopback counts as public where the test says. */
async function probed(say: (asked: Asked) => Said, path = '/feed', isPublic = false) {
  const origin = await startServer(say)
  const limits = { ...defaultLimits, pauseMs: 0, publicOnly: false }
  const dependencies = {
    ...systemDependencies,
    isPublic: (address: string) => isPublic || systemDependencies.isPublic(address),
    now: () => NOW,
    sleep: async () => undefined,
  }
  const observed = new Observed(await probeAddress(`${origin}${path}`, limits, dependencies))
  return { observed, findings: judgeProbe(observed) }
}

const agent = ({ headers }: Asked) => headers['user-agent'] ?? ''
const page = (title: string): Said => ({
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: `<!doctype html><html><title>${title}</title></html>`,
})
const unconditional = (asked: Asked): Asked => ({
  ...asked,
  headers: { ...asked.headers, 'if-none-match': undefined, 'if-modified-since': undefined },
})
const accepting = (asked: Asked, coding: string): Asked => ({
  ...asked,
  headers: { ...asked.headers, 'accept-encoding': coding },
})
const step = (status: number, location: string): Said => ({ status, headers: { location }, body: '' })
const isMadeUp = ({ headers }: Asked) => String(headers['if-none-match']).includes('never-sent')

interface Fault {
  readonly say: (asked: Asked) => Said
  readonly path?: string
  readonly isPublic?: boolean
  /** What else the fault breaks. */
  readonly also?: readonly string[]
}

const FAULTS: Readonly<Record<string, readonly Fault[]>> = {
  'reader-refused': [
    {
      say: (asked) =>
        agent(asked).includes('Feedly') ? { status: 403, headers: {}, body: '' } : good(asked),
    },
    { say: (asked) => (agent(asked).includes('Miniflux') ? page('Welcome') : good(asked)) },
    { say: (asked) => (agent(asked).includes('newsboat') ? page('Just a moment...') : good(asked)) },
  ],
  'reader-redirected': [
    {
      say: (asked) => (agent(asked).includes('FreshRSS') ? step(302, 'http://feeds.example/') : good(asked)),
    },
  ],
  'reader-served-other': [
    {
      say: (asked) =>
        agent(asked).includes('Feedbin') ? good(asked, feed(asked.origin, '', 'Subscribe')) : good(asked),
    },
  ],
  'rate-limit-low': [
    {
      say: (asked) =>
        asked.number > 6 ? { status: 429, headers: { 'retry-after': '60' }, body: '' } : good(asked),
    },
    { say: (asked) => (asked.number > 1 ? { status: 503, headers: {}, body: '' } : good(asked)) },
  ],
  'redirect-temporary': [
    { say: (asked) => (asked.path === '/feed' ? good(asked) : step(302, '/feed')), path: '/old' },
    { say: (asked) => (asked.path === '/feed' ? good(asked) : step(307, '/feed')), path: '/old' },
  ],
  'redirect-chain': [
    {
      say: (asked) =>
        asked.path === '/feed' ? good(asked) : step(301, asked.path === '/a' ? '/b' : '/feed'),
      path: '/a',
    },
  ],
  'address-insecure': [{ say: good, isPublic: true }],
  'validators-missing': [
    {
      say: (asked) =>
        withHeaders(good(unconditional(asked)), { etag: undefined, 'last-modified': undefined }),
    },
  ],
  'validator-unstable': [
    {
      say: (asked) => withHeaders(good(unconditional(asked)), { etag: `"${asked.number}"` }),
      also: ['not-modified-never'],
    },
  ],
  'validator-stuck': [
    {
      say: (asked) =>
        withHeaders(good(asked, feed(asked.origin, '', `Report ${asked.number}`)), { etag: '"a"' }),
      also: ['etag-shared'],
    },
    {
      say: (asked) =>
        withHeaders(good(unconditional(asked), feed(asked.origin, '', `Report ${asked.number}`)), {
          etag: undefined,
        }),
    },
  ],
  'document-always-new': [
    {
      say: (asked) => good(asked, feed(asked.origin, `<!-- ${'x'.repeat(asked.number)} -->`)),
    },
  ],
  'not-modified-never': [
    { say: (asked) => good(unconditional(asked)) },
    {
      // The tag is changed on the way out and not understood on the way in.
      say: (asked) => {
        const said = good(unconditional(asked))
        return asked.headers['if-none-match'] === undefined ? good(asked) : said
      },
    },
  ],
  'not-modified-always': [
    {
      say: (asked) =>
        asked.headers['if-none-match'] === undefined
          ? good(asked)
          : { status: 304, headers: good(unconditional(asked)).headers, body: '' },
    },
    {
      say: (asked) =>
        asked.headers['if-modified-since'] === undefined
          ? good(asked)
          : { status: 304, headers: good(unconditional(asked)).headers, body: '' },
    },
  ],
  'not-modified-incomplete': [
    {
      say: (asked) => {
        const said = good(asked)
        return said.status === 304 ? withHeaders(said, { etag: undefined, vary: undefined }) : said
      },
    },
  ],
  'delta-unmarked': [
    {
      say: (asked) =>
        agent(asked).includes('Newsboat'.toLowerCase()) ? { ...good(asked), status: 226 } : good(asked),
      also: ['reader-refused'],
    },
  ],
  'delta-without-base': [
    {
      say: (asked) =>
        asked.headers['a-im'] !== undefined && isMadeUp(asked)
          ? withHeaders({ ...good(asked), status: 226 }, { im: 'feed' })
          : good(asked),
    },
  ],
  'compression-missing': [{ say: (asked) => withHeaders(good(accepting(asked, '')), { vary: undefined }) }],
  'compression-unasked': [
    { say: (asked) => good(accepting(asked, 'gzip')) },
    {
      say: (asked) =>
        String(asked.headers['accept-encoding']) === 'br' ? good(accepting(asked, 'gzip')) : good(asked),
    },
  ],
  'coding-stale': [
    {
      say: (asked) =>
        String(asked.headers['accept-encoding']) === 'gzip'
          ? { ...good(asked), body: gzipSync(feed(asked.origin, '', 'Old')) }
          : good(asked),
    },
  ],
  'etag-shared': [
    {
      say: (asked) => {
        const tagged = { ...asked, headers: { ...asked.headers } }
        const isKnown = asked.headers['if-none-match'] === '"one"'
        if (isKnown)
          return withHeaders(
            { status: 304, headers: good(unconditional(tagged)).headers, body: '' },
            { etag: '"one"' },
          )
        return withHeaders(good(asked), { etag: '"one"' })
      },
    },
  ],
  'vary-missing': [{ say: (asked) => withHeaders(good(asked), { vary: undefined }) }],
  'vary-too-wide': [{ say: (asked) => withHeaders(good(asked), { vary: 'Accept-Encoding, User-Agent' }) }],
  'cache-too-long': [
    { say: (asked) => withHeaders(good(asked), { 'cache-control': 'max-age=604800' }) },
    {
      say: (asked) =>
        withHeaders(good(asked, feed(asked.origin, '<ttl>60</ttl>')), { 'cache-control': 'max-age=7200' }),
    },
    {
      say: (asked) =>
        withHeaders(
          good(
            asked,
            feed(
              asked.origin,
              '<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>',
            ),
          ),
          { 'cache-control': undefined, expires: new Date(Date.now() + 7_200_000).toUTCString() },
        ),
    },
  ],
  'cache-stale': [
    { say: (asked) => withHeaders(good(asked), { age: '86400' }) },
    {
      say: (asked) =>
        withHeaders(good(asked), { age: '1300', 'cache-control': 'max-age=600, stale-while-revalidate=600' }),
    },
  ],
  'cache-forbidden': [
    { say: (asked) => withHeaders(good(asked), { 'cache-control': 'no-store' }) },
    { say: (asked) => withHeaders(good(asked), { 'cache-control': 'private, max-age=60' }) },
  ],
  'cache-contradictory': [
    { say: (asked) => withHeaders(good(asked), { pragma: 'no-cache' }) },
    { say: (asked) => withHeaders(good(asked), { expires: 'Thu, 19 Nov 1981 08:52:00 GMT' }) },
  ],
  'cookie-set': [{ say: (asked) => withHeaders(good(asked), { 'set-cookie': 'PHPSESSID=abc' }) }],
  'head-differs': [
    { say: (asked) => (asked.method === 'HEAD' ? { status: 405, headers: {}, body: '' } : good(asked)) },
    {
      say: (asked) =>
        asked.method === 'HEAD' ? withHeaders(good(asked), { 'content-type': 'text/html' }) : good(asked),
    },
  ],
  'hub-without-self': [
    {
      say: (asked) =>
        good(
          asked,
          feed(asked.origin).replace(
            /<atom:link[^>]*>/,
            '<atom:link rel="hub" href="https://hub.example/"/>',
          ),
        ),
    },
    {
      say: (asked) =>
        withHeaders(good(asked, feed(asked.origin).replace(/<atom:link[^>]*>/, '')), {
          link: '<https://hub.example/>; rel=hub',
        }),
    },
  ],
  'self-links-disagree': [
    { say: (asked) => withHeaders(good(asked), { link: '<https://other.example/feed>; rel="self"' }) },
  ],
}

const codesOf = (findings: readonly { readonly code: string }[]) => [
  ...new Set(findings.map(({ code }) => code)),
]

describe('the rules about several answers', () => {
  it('have nothing to say of a server that does everything right, on the way of a permanent redirect too', async () => {
    expect((await probed(good)).findings).toEqual([])
    const cached = { age: '1100', 'cache-control': 'max-age=600, stale-while-revalidate=600' }
    expect((await probed((asked) => withHeaders(good(asked), cached))).findings).toEqual([])
    const moved = await probed((asked) => (asked.path === '/feed' ? good(asked) : step(301, '/feed')), '/old')
    expect(moved.findings).toEqual([])
  })

  it('are all in this table', () => {
    expect(Object.keys(FAULTS).sort()).toEqual(probeRules.map(({ code }) => code).sort())
  })

  it.each(
    Object.entries(FAULTS).flatMap(([code, faults]) => faults.map((fault, at) => [code, at, fault] as const)),
  )('%s is found in server %i, and nothing that is not its consequence', async (code, _at, fault) => {
    const { findings } = await probed(fault.say, fault.path, fault.isPublic)
    expect(codesOf(findings).sort()).toEqual([code, ...(fault.also ?? [])].sort())
  })

  it('tell apart news from faults: a feed that changes once while it is probed breaks none', async () => {
    const say = (asked: Asked): Said => {
      const text = feed(asked.origin, '', asked.number > 9 ? 'Report and news' : 'Report')
      const date = asked.number > 9 ? 'Tue, 24 Nov 2026 11:00:00 GMT' : MODIFIED
      const said = good(asked, text)
      return said.status === 304 ? said : withHeaders(said, { 'last-modified': date })
    }
    expect((await probed(say)).findings).toEqual([])
  })

  it('name the readers that are refused, alike ones together', async () => {
    const { findings } = await probed((asked) =>
      /Feedly|Inoreader|inoreader/.test(agent(asked))
        ? { status: 403, headers: { 'cf-mitigated': 'challenge' }, body: '' }
        : good(asked),
    )
    expect(findings).toMatchObject([
      {
        code: 'reader-refused',
        message: 'Feedly, Inoreader do not get the feed, but others do',
        got: '403, a bot check (Cloudflare)',
      },
    ])
  })

  it('take a client for itself: who is unknown may be refused where readers are not', async () => {
    const { findings } = await probed((asked) =>
      agent(asked).includes('feedwright') ? { status: 403, headers: {}, body: '' } : good(asked),
    )
    expect(codesOf(findings)).toEqual(['access-refused'])
  })

  it('say that everybody is refused once, and ask no more than the readers', async () => {
    const { findings, observed } = await probed(() => ({ status: 403, headers: {}, body: '' }))
    expect(codesOf(findings)).toEqual(['access-refused'])
    expect(observed.probed.observations).toHaveLength(11)
  })

  it('say what is wrong with the answers and the type of the document as well', async () => {
    const { findings } = await probed((asked) =>
      withHeaders(good(asked), { 'content-type': 'text/html', etag: 'x' }),
    )
    expect(codesOf(findings)).toEqual(expect.arrayContaining(['etag-malformed', 'content-type-wrong']))
    expect(findings.filter(({ code }) => code === 'etag-malformed')).toHaveLength(1)
  })
})
