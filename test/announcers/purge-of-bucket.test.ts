import { expect, it } from 'vitest'
import { createCaches } from '../../src/announcers/caches.ts'
import { createPurgeAnnouncer } from '../../src/announcers/purge.ts'
import type { ReceiverRequest, SendRequest } from '../../src/announcers/request.ts'
import { createObjectTarget } from '../../src/targets/object-target.ts'
import { SHOWN_CODINGS } from '../../src/targets/shown-objects.ts'
import type { PublishedSet } from '../../src/targets/target.ts'
import { createFakeS3, quickClock, storeOf } from '../object-store/fake-s3.ts'
import { edition, publish } from '../targets/published-files.ts'
import { file, never, setOf } from './sample.ts'

const BASE = 'https://feeds.example.org/news/'

/** The documents of a set whose address ends in `/` for `feed/index.xml`. */
async function newsOf(texts: Readonly<Record<string, string>>) {
  const { set, contents } = await edition(Object.entries(texts).map(([path, text]) => ({ path, text })))
  const files = set.files.map((file) =>
    file.path === 'feed/index.xml' ? { ...file, address: 'feed/' } : file,
  )
  const serving = { baseUrl: BASE, ttl: 15, redirects: [], gone: [] }
  const addressed: PublishedSet = { ...set, files, serving }
  return { set: addressed, contents }
}

it('names copies only to caches that purge by address', () => {
  const purge = async () => ({ isTold: true }) as const
  const caches = [
    { name: 'by address', batch: 1, purge },
    { name: 'by key', batch: 1, isByKey: true, purge },
  ]
  const after = setOf([file('a.xml', '1', { encodings: ['br'] })])
  const base = 'https://news.example.org/feeds/a.xml'
  expect(createPurgeAnnouncer(caches, true).noticesOf({ after })).toEqual([
    { receiver: 'by address', about: base },
    { receiver: 'by address', about: `${base}.br` },
    { receiver: 'by key', about: base },
  ])
})

/** The addresses in a request that the documentation of Cloudflare or Bunny describes. */
function addressesIn({ method, url, headers = {}, body = '' }: ReceiverRequest): readonly string[] {
  expect(method).toBe('POST')
  const { origin, pathname, searchParams } = new URL(url)
  if (origin === 'https://api.cloudflare.com') {
    expect([pathname, headers['Authorization']]).toEqual([
      '/client/v4/zones/z1/purge_cache',
      'Bearer c-token',
    ])
    const { files }: { files: readonly string[] } = JSON.parse(body)
    return files
  }
  expect([origin, pathname, headers['AccessKey']]).toEqual(['https://api.bunny.net', '/purge', 'b-key'])
  return searchParams.getAll('url')
}

it.each(SHOWN_CODINGS)(
  'purges exactly the addresses at which the bucket has other bytes than before (%s)',
  async (codings) => {
    const hasVariants = codings === 'variants'
    const clock = quickClock()
    const fake = createFakeS3({ now: clock.now })
    const store = storeOf(fake, clock)
    const target = createObjectTarget({
      shown: store,
      state: store,
      codings,
      graceMs: 0,
      requireConditions: async () => {},
    })
    /** What a CDN in front of the bucket gets, by address. */
    const readersNow = () =>
      new Map(
        [...fake.objects]
          .filter(([place]) => !place.includes('/.feedwright/'))
          .map(([place, { bytes }]) => [
            new URL(place.replace(/^news\/feeds\//, ''), BASE).href,
            Buffer.from(bytes).toString('base64'),
          ]),
      )
    const one = await newsOf({
      'world/rss.xml': 'one '.repeat(500),
      'world/ü.xml': 'same '.repeat(500),
      'feed/index.xml': 'index one',
      'old.xml': 'old',
    })
    const two = await newsOf({
      'world/rss.xml': 'two '.repeat(500),
      'world/ü.xml': 'same '.repeat(500),
      'feed/index.xml': 'index two',
      'new.xml': 'new',
    })
    await publish(target, one)
    const before = readersNow()
    clock.advance(1000)
    await publish(target, two)
    clock.advance(1000)
    await target.recover()
    const after = readersNow()
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
      (url) => before.get(url) !== after.get(url),
    )
    expect(changed).toHaveLength(hasVariants ? 7 : 5)

    const purged: string[] = []
    const send: SendRequest = async (request) => {
      purged.push(...addressesIn(request))
      return { status: 200, mediaType: 'application/json', receivedAt: 0, body: '{"success":true}' }
    }
    const env = { CLOUDFLARE_API_TOKEN: 'c-token', BUNNY_API_KEY: 'b-key' }
    const caches = createCaches({ cloudflare: { zone: 'z1', by: 'urls' }, bunny: {} }, send, env)
    const announcer = createPurgeAnnouncer(caches, hasVariants)
    const notices = announcer.noticesOf({ before: one.set, after: two.set })
    for (const receiver of announcer.receivers(two.set)) {
      purged.length = 0
      const about = notices.filter((notice) => notice.receiver === receiver).map(({ about: url }) => url)
      const batch = announcer.batchOf(receiver)
      for (let at = 0; at < about.length; at += batch)
        expect(await announcer.tell(receiver, about.slice(at, at + batch), never)).toEqual({ isTold: true })
      expect(purged.toSorted()).toEqual(changed.toSorted())
    }
  },
)
