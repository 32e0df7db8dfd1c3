import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPublisher } from '../../src/app.ts'
import type { FeedDocument } from '../../src/feed/document.ts'
import { quietReporter } from '../../src/reporting/quiet-reporter.ts'
import type { PublishedFile } from '../../src/targets/target.ts'
import { formats } from '../support/formats.ts'
import { run, skipWithout } from '../support/tools.ts'

/** What a reader makes of one item. Absent: the reader keeps no such thing. */
interface ReadItem {
  readonly id?: string
  readonly title: string
  readonly url: string
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly published?: number
}

let folder = ''
let server: Server
let base = ''
let documents: { file: PublishedFile; path: string; url: string; document: FeedDocument }[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'feedwright-readers-'))
  const publisher = await createPublisher({
    cwd: process.cwd(),
    out: join(folder, 'out'),
    state: join(folder, 'state'),
    reporter: quietReporter,
    now: Date.now,
  })
  const report = await publisher.run()
  expect(report.findings).toEqual([])
  const set = (await publisher.target.current())?.set
  await publisher.close()

  const files = new Map<string, { type: string; bytes: Buffer }>()
  for (const file of set?.files ?? []) {
    files.set(`/${file.path}`, {
      type: file.mediaType,
      bytes: await readFile(join(folder, 'out', file.path)),
    })
  }
  server = createServer((request, response) => {
    const found = files.get(request.url ?? '')
    if (found === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': found.type }).end(found.bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  documents = (set?.files ?? []).flatMap((file) => {
    const format = formats.find(({ name }) => name === file.format)
    const bytes = files.get(`/${file.path}`)?.bytes
    if (format === undefined || bytes === undefined) return []
    const path = join(folder, 'out', file.path)
    return { file, path, url: `${base}/${file.path}`, document: format.read(bytes.toString()) }
  })
})

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true })
})

const seconds = (moment: string): number => Date.parse(moment) / 1000
const xmlDocuments = () => documents.filter(({ file }) => file.format !== 'json')
const meant = ({ document }: (typeof documents)[number]) =>
  document.items.map(({ id, title, url, published }) => ({ id, title, url, published: seconds(published) }))
const byUrl = (items: readonly ReadItem[]) => items.toSorted((a, b) => (a.url < b.url ? -1 : 1))

it('there are documents to read, of every format and of more than one feed', () => {
  expect(new Set(documents.map(({ file }) => file.format)).size).toBe(3)
  expect(new Set(documents.map(({ file }) => file.feed)).size).toBeGreaterThan(2)
  expect(documents.find(({ file }) => file.path === 'world/rss.xml')?.document.items.length).toBeGreaterThan(
    9,
  )
})

const FEEDPARSER = `
import calendar, feedparser, json, sys
found = feedparser.parse(sys.argv[1])
print(json.dumps({
  'bozo': str(found.get('bozo_exception', '')),
  'title': found.feed.title,
  'items': [{
    'id': e.id, 'title': e.title, 'url': e.link, 'published': calendar.timegm(e.published_parsed),
  } for e in found.entries],
}))`

describe.skipIf(skipWithout('python3-feedparser', ['/usr/bin/python3', '-c', 'import feedparser']))(
  'feedparser',
  () => {
    it('reads the same titles, ids, links and dates over HTTP', async () => {
      for (const one of xmlDocuments()) {
        const { stdout } = await run('/usr/bin/python3', ['-c', FEEDPARSER, one.url])
        expect(JSON.parse(stdout), one.url).toEqual({
          bozo: '',
          title: one.document.title,
          items: meant(one),
        })
      }
    })
  },
)

describe.skipIf(skipWithout('newsboat', ['newsboat', '--version']))('newsboat', () => {
  it('subscribes to every document and keeps the same items', async () => {
    for (const [index, one] of xmlDocuments().entries()) {
      const [urls, cache] = [join(folder, `urls-${index}`), join(folder, `cache-${index}.db`)]
      await writeFile(urls, `${one.url}\n`)
      await run('newsboat', ['-u', urls, '-c', cache, '-C', '/dev/null', '-x', 'reload'])
      const query =
        'import json,sqlite3,sys; rows = sqlite3.connect(sys.argv[1]).execute("select guid, title, url, pubDate from rss_item"); print(json.dumps([dict(zip(("id", "title", "url", "published"), row)) for row in rows]))'
      const { stdout } = await run('/usr/bin/python3', ['-c', query, cache])
      expect(byUrl(JSON.parse(stdout)), one.url).toEqual(byUrl(meant(one)))
    }
  })
})

describe.skipIf(skipWithout('sfeed', ['sh', '-c', 'command -v sfeed']))('sfeed', () => {
  it('reads the same items from disk', async () => {
    for (const one of xmlDocuments()) {
      const { stdout } = await run('sfeed', [one.document.homeUrl], {
        input: await readFile(one.path, 'utf8'),
      })
      const items = stdout
        .trimEnd()
        .split('\n')
        .map((line) => {
          const [published = '', title = '', url = '', , , id = ''] = line.split('\t')
          return { id, title, url, published: Number(published) }
        })
      expect(items, one.path).toEqual(meant(one))
    }
  })
})

describe.skipIf(skipWithout('xmllint', ['xmllint', '--version']))('xmllint', () => {
  it('has nothing to say, not even on its error stream, where it hides unbound prefixes', async () => {
    for (const one of xmlDocuments()) {
      expect(await run('xmllint', ['--noout', '--nonet', one.path])).toEqual({ stdout: '', stderr: '' })
    }
  })
})
