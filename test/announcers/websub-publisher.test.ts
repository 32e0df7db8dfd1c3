import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createPublisher } from '../../src/app.ts'
import { servingFactsOf } from '../../src/config/serving-facts.ts'
import { linkedAs } from '../../src/http/link-header.ts'
import { quietReporter } from '../../src/reporting/quiet-reporter.ts'
import { systemClock } from '../../src/schedule/clock.ts'
import { startServing } from '../../src/service/serving.ts'
import { formats } from '../support/formats.ts'
import { serveOnLoopback } from '../support/loopback.ts'
import { markdown, SITE_YAML, siteFolder } from '../support/site.ts'

/**
 * What websub.rocks asks of a publisher, for each document: hub and topic are found in the header and in the document, and
 * agree; the hub takes a subscription to the topic; and what it fetches when it is told is what readers get.
 */

interface Delivery {
  readonly topic: string
  readonly body: string
  readonly type: string | null
}

/** A hub as small as one can be: verifies subscribers, fetches what it is told of, and delivers. */
async function startHub() {
  const subscribers = new Map<string, Set<string>>()
  const origin = await serveOnLoopback(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const form = new URLSearchParams(text)
    const topic = form.get('hub.topic') ?? ''
    response.writeHead(202).end()
    if (form.get('hub.mode') === 'subscribe') {
      const callback = new URL(form.get('hub.callback') ?? '')
      const asked = {
        'hub.mode': 'subscribe',
        'hub.topic': topic,
        'hub.challenge': 'c',
        'hub.lease_seconds': '7200',
      }
      for (const [name, value] of Object.entries(asked)) callback.searchParams.set(name, value)
      if ((await (await fetch(callback)).text()) === 'c')
        subscribers.set(topic, (subscribers.get(topic) ?? new Set()).add(form.get('hub.callback') ?? ''))
    } else {
      const fetched = await fetch(topic)
      const body = await fetched.text()
      for (const callback of subscribers.get(topic) ?? [])
        await fetch(callback, {
          method: 'POST',
          body,
          headers: {
            'Content-Type': fetched.headers.get('content-type') ?? '',
            Link: `<${origin}/>; rel="hub", <${topic}>; rel="self"`,
          },
        })
    }
  })
  return { url: `${origin}/`, subscribers }
}

async function startSubscriber() {
  const deliveries: Delivery[] = []
  const origin = await serveOnLoopback(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost')
    let body = ''
    for await (const chunk of request) body += chunk
    response.writeHead(200).end(url.searchParams.get('hub.challenge') ?? '')
    if (request.method === 'POST') {
      const link = String(request.headers['link'])
      const [topic = ''] = linkedAs({ headers: { link }, url: origin }, 'self')
      deliveries.push({ topic, body, type: request.headers['content-type'] ?? null })
    }
  })
  return { url: `${origin}/callback`, deliveries }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** A newsroom with one article, published and served, whose hub is on this machine. */
async function startNewsroom(hub: string) {
  const port = await freePort()
  const base = `http://127.0.0.1:${port}/`
  const settings = `feedsUrl: ${base}\nhubs: ['${hub}']\nprivateNetworks: [127.0.0.1]\nannounceDelay: 0\nserve: { port: ${port} }\n`
  const cwd = await siteFolder({
    'content/site.yaml': `${SITE_YAML}${settings}`,
    'content/world/a.md': markdown('First', '2026-11-01 10:00'),
  })
  const publisher = await createPublisher({
    cwd,
    announce: { clock: systemClock },
    reporter: quietReporter,
    now: () => Date.UTC(2026, 10, 22),
  })
  const serving = await startServing({
    target: publisher.target,
    serve: publisher.settings.serve,
    facts: servingFactsOf(publisher.settings),
    graceMinutes: 15,
    reporter: quietReporter,
    clock: systemClock,
    nextChange: () => undefined,
  })
  onTestFinished(async () => {
    serving.stop()
    await serving.server.close()
    await publisher.close()
  })
  return {
    base,
    publish: () => publisher.run({ listeners: [() => serving.refresh()] }),
    write: (name: string) =>
      writeFile(join(cwd, `content/world/${name}.md`), markdown(name, '2026-11-02 10:00')),
    waiting: () => publisher.announcements.receivers().map(({ waiting }) => waiting),
    published: (path: string) => readFile(join(cwd, 'out', path), 'utf8'),
  }
}

describe('a publisher, to subscribers', () => {
  it.each([
    ['rss', 'world/rss.xml'],
    ['atom', 'world/atom.xml'],
    ['json', 'world/feed.json'],
  ] as const)('of %s: discovery, subscription and delivery', async (name, path) => {
    const hub = await startHub()
    const subscriber = await startSubscriber()
    const newsroom = await startNewsroom(hub.url)
    await newsroom.publish()
    await vi.waitFor(() => expect(newsroom.waiting()).toEqual([0]))

    // Discovery: in the header, which comes first, and in the document.
    const url = `${newsroom.base}${path}`
    const answer = await fetch(url)
    const headers = { link: answer.headers.get('link') ?? '' }
    const topics = linkedAs({ headers, url }, 'self')
    expect(topics).toEqual([url])
    expect(linkedAs({ headers, url }, 'hub')).toEqual([hub.url])
    const document = formats.find((format) => format.name === name)?.read(await answer.text())
    expect([document?.selfUrl, document?.hubUrls]).toEqual([url, [hub.url]])

    // Subscription.
    const [topic = ''] = topics
    const form = { 'hub.mode': 'subscribe', 'hub.topic': topic, 'hub.callback': subscriber.url }
    const taken = await fetch(hub.url, { method: 'POST', body: new URLSearchParams(form) })
    expect(taken.status).toBe(202)
    await vi.waitFor(() => expect(hub.subscribers.get(topic)?.size).toBe(1))

    // Delivery: the whole document as readers get it, with what is new in it.
    await newsroom.write('Second')
    await newsroom.publish()
    await vi.waitFor(() => expect(subscriber.deliveries).toHaveLength(1))
    expect(subscriber.deliveries).toEqual([
      { topic, body: await newsroom.published(path), type: answer.headers.get('content-type') },
    ])
    expect(subscriber.deliveries[0]?.body).toContain('Second')
  })
})
