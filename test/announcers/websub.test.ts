import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { postForm } from '../../src/announcers/post-form.ts'
import { createWebSubAnnouncer, type PostForm } from '../../src/announcers/websub.ts'
import type { PublishedFile, PublishedSet } from '../../src/targets/target.ts'
import { day } from '../support/newsroom.ts'

const HUB = 'https://hub.example.org/'
const never = new AbortController().signal

function file(path: string, sha256: string, changes: Partial<PublishedFile> = {}): PublishedFile {
  const format = path.endsWith('.xml') ? 'rss' : 'json'
  const facts = { mediaType: 'text/plain', length: 1, lastModified: day(1), encodings: [] }
  return { path, sha256, feed: 'world', format, rank: 'feed', ...facts, ...changes }
}

function setOf(files: readonly PublishedFile[], hubs: readonly string[] = [HUB]): PublishedSet {
  const feed = { name: 'world', path: 'world', basis: 'b', baseUrl: 'https://news.example.org/feeds/', hubs }
  const state = { ...feed, updated: day(1), items: [], tombstones: [], retracted: [] }
  return { version: 1, files, feeds: [state] }
}

/** A hub that takes everything, unless `answer` says otherwise. */
function hubs(answer: (hub: string, topic: string) => number = () => 204) {
  const told: string[] = []
  const post: PostForm = async (hub, form) => {
    const topic = form.get('hub.url') ?? ''
    told.push(`${hub} ${form.get('hub.mode')} ${topic} ${form.get('hub.topic')}`)
    return answer(hub, topic)
  }
  return { told, announcer: createWebSubAnnouncer(post) }
}

const topics = (told: readonly string[]): readonly string[] =>
  told.map((one) => one.split(' ')[2] ?? '').toSorted()

describe('hubs', () => {
  it.each<[what: string, before: PublishedSet | undefined, after: PublishedSet, expected: readonly string[]]>(
    [
      [
        'of the documents whose bytes changed, and of no other',
        setOf([file('world/rss.xml', 'a'), file('world/feed.json', 'a')]),
        setOf([file('world/rss.xml', 'b'), file('world/feed.json', 'a')]),
        ['https://news.example.org/feeds/world/rss.xml'],
      ],
      [
        'of everything where it is not known what they heard',
        undefined,
        setOf([file('world/rss.xml', 'a'), file('world/feed.json', 'a')]),
        ['https://news.example.org/feeds/world/feed.json', 'https://news.example.org/feeds/world/rss.xml'],
      ],
      [
        'under the address a document is served at',
        undefined,
        setOf([file('feed/index.xml', 'a', { address: 'feed/' })]),
        ['https://news.example.org/feeds/feed/'],
      ],
      [
        'of no archive, no page and no document of a feed without hubs',
        undefined,
        setOf([
          file('world/archive/1/rss.xml', 'a', { rank: 'archive' }),
          { ...file('index.html', 'a', { rank: 'index' }), feed: 'world', format: 'html' },
          file('sport/rss.xml', 'a', { feed: 'sport' }),
        ]),
        [],
      ],
      ['of nothing without hubs', undefined, setOf([file('world/rss.xml', 'a')], []), []],
    ],
  )('are told %s', async (_what, before, after, expected) => {
    const { told, announcer } = hubs()
    expect(await announcer.announce({ before, after }, never)).toEqual([])
    expect(topics(told)).toEqual(expected)
  })

  it('are asked in the form that they take', async () => {
    const { told, announcer } = hubs()
    await announcer.announce({ after: setOf([file('world/rss.xml', 'a')]) }, never)
    const topic = 'https://news.example.org/feeds/world/rss.xml'
    expect(told).toEqual([`${HUB} publish ${topic} ${topic}`])
  })

  it('that refuse or fail are named once, and the others are told', async () => {
    const good = 'https://other.example.org/'
    const { told, announcer } = hubs((hub) => (hub === good ? 202 : 500))
    const after = setOf([file('world/rss.xml', 'a'), file('world/feed.json', 'a')], [HUB, good])
    const findings = await announcer.announce({ after }, never)
    expect(findings.map(({ code, severity, got }) => [code, severity, got?.slice(0, 10)])).toEqual([
      ['hub-not-told', 'warning', 'status 500'],
    ])
    expect(told.filter((one) => one.startsWith(good))).toHaveLength(2)
  })
})

describe('a ping over the network', () => {
  const forms: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += chunk))
    request.on('end', () => {
      forms.push(`${request.method} ${request.headers['content-type']} ${body}`)
      response.writeHead(request.url === '/moved' ? 307 : 204, { location: 'http://127.0.0.1:1/' }).end()
    })
  })

  it('is a form, and follows no redirect', async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    try {
      const form = new URLSearchParams({ 'hub.mode': 'publish', 'hub.url': 'https://a.example/x y' })
      expect(await postForm(`http://127.0.0.1:${port}/`, form, never)).toBe(204)
      expect(await postForm(`http://127.0.0.1:${port}/moved`, form, never)).toBe(307)
      expect(forms[0]).toBe(
        'POST application/x-www-form-urlencoded;charset=UTF-8 hub.mode=publish&hub.url=https%3A%2F%2Fa.example%2Fx+y',
      )
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })
})
