import { expect, it } from 'vitest'
import { hostingFiles } from '../../src/targets/hosting-files.ts'
import type { ServingFacts } from '../../src/targets/target.ts'
import { createNewsroom, hour } from '../steps/newsroom.ts'
import { feedDefinition, seenFeed } from '../support/newsroom.ts'
import { edition } from './published-files.ts'

const SERVING: ServingFacts = {
  baseUrl: 'https://example.org/feeds/',
  ttl: 15,
  redirects: [
    { from: 'old.xml', to: 'world/rss.xml', status: 301 },
    { from: 'alte Welt/ü.xml', to: 'große welt/rss.xml', status: 301 },
    { from: 'politics/', to: 'world/', status: 308 },
    { from: 'away.xml', to: 'https://example.net/a.xml', status: 301 },
  ],
  gone: ['sport/'],
}
const textsOf = (files: ReturnType<typeof hostingFiles>) =>
  Object.fromEntries(files.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]))

it('says types, freshness and links of the documents of feeds, and what moved', async () => {
  const { set } = await edition([
    { path: 'world/rss.xml', text: 'r' },
    { path: 'index.html', text: 'i', rank: 'index' },
    { path: 'world/archive/1.xml', text: 'a', rank: 'archive' },
  ])
  const files = set.files.map((file) => ({ ...file, feed: 'world' }))
  const feeds = [seenFeed([], { ttl: 5, hubs: ['https://hub.example.com/'] })]
  expect(textsOf(hostingFiles({ files, feeds, serving: SERVING }))).toEqual({
    _headers: `/*
  Access-Control-Allow-Origin: *
  X-Content-Type-Options: nosniff
/feeds/world/rss.xml
  Content-Type: application/rss+xml; charset=utf-8
  Cache-Control: public, max-age=300, stale-while-revalidate=300, stale-if-error=86400
  Link: <https://example.org/feeds/world/rss.xml>; rel="self", <https://hub.example.com/>; rel="hub"
`,
    _redirects: `/feeds/old.xml /feeds/world/rss.xml 301
/feeds/alte%20Welt/%C3%BC.xml /feeds/gro%C3%9Fe%20welt/rss.xml 301
/feeds/politics/* /feeds/world/:splat 308
/feeds/away.xml https://example.net/a.xml 301
`,
  })
})

it('says by which key caches purge a document', async () => {
  const { set } = await edition([{ path: 'feed/index.xml', text: 'r' }])
  const files = set.files.map((file) => ({ ...file, feed: 'world', address: 'feed/' }))
  const serving = { ...SERVING, cacheKeys: ['Surrogate-Key', 'Cache-Tag'] as const }
  const { _headers = '' } = textsOf(hostingFiles({ files, feeds: [seenFeed([])], serving }))
  expect(_headers.split('\n').slice(-3)).toEqual([
    '  Surrogate-Key: feedwright-example.org example.org/feeds/feed/',
    '  Cache-Tag: feedwright-example.org,example.org/feeds/feed/',
    '',
  ])
})

it('is part of the set while it is asked for, and right after each run', async () => {
  const newsroom = createNewsroom()
  const pathsOf = () => [...newsroom.target.files.keys()].filter((path) => path.startsWith('_'))
  const hosted = { hostingFiles: true }
  newsroom.write('a')
  await newsroom.run(hour(1), {}, hosted)
  expect(pathsOf()).toEqual(['_headers', '_redirects'])
  const before = await newsroom.target.revision()
  await newsroom.run(hour(2), {}, hosted)
  expect(await newsroom.target.revision()).toBe(before)
  // Only what moved is another.
  await newsroom.run(hour(3), {}, { ...hosted, serving: { ...SERVING, baseUrl: feedDefinition().baseUrl } })
  const redirects = newsroom.target.files.get('_redirects')?.identity
  expect(new TextDecoder().decode(redirects)).toContain('/old.xml /world/rss.xml 301')
  await newsroom.run(hour(4), {}, { generation: 'without' })
  expect(pathsOf()).toEqual([])
})

it('leaves files of others in their place, and says so', async () => {
  const newsroom = createNewsroom()
  const target = { ...newsroom.target, taken: async () => new Map([['_headers', '_headers']]) }
  newsroom.write('a')
  const report = await newsroom.run(hour(1), {}, { target, hostingFiles: true })
  expect(report.findings.map(({ code }) => code)).toContain('place-taken')
  expect([...newsroom.target.files.keys()]).not.toContain('_headers')
})
