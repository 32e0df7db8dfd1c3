import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it } from 'vitest'
import { EnvironmentError } from '../../src/errors.ts'
import { createConditionCheck } from '../../src/object-store/conditions.ts'
import type { Send } from '../../src/object-store/s3-requests.ts'
import { createObjectTarget } from '../../src/targets/object-target.ts'
import type { ShownCodings } from '../../src/targets/shown-objects.ts'
import type { PublisherMark } from '../../src/targets/target.ts'
import { targetContract } from '../contracts/target.ts'
import { createFakeS3, errorXml, type FakeS3, quickClock, storeOf } from '../object-store/fake-s3.ts'
import { type Edition, edition, moment, publish } from './published-files.ts'

let fake: FakeS3
let clock: ReturnType<typeof quickClock>
beforeEach(() => {
  clock = quickClock()
  fake = createFakeS3({ now: () => clock.now() })
})

interface Options {
  readonly codings?: ShownCodings
  readonly graceMs?: number
  readonly send?: Send
  readonly publisher?: PublisherMark
}

function targetOf({ codings = 'none', graceMs = 0, send = fake.send, publisher }: Options = {}) {
  const store = storeOf({ send }, clock)
  return createObjectTarget({
    shown: store,
    state: store,
    codings,
    graceMs,
    publisher,
    requireConditions: createConditionCheck(store, () => '.feedwright/probe/1'),
  })
}

const AT = 'news/feeds/'
const bytesAt = (path: string) => fake.objects.get(`${AT}${path}`)?.bytes
const textAt = (path: string) => {
  const bytes = bytesAt(path)
  return bytes && new TextDecoder().decode(bytes)
}
const keys = () => [...fake.objects.keys()].map((place) => place.slice(AT.length)).sort()
const shownNow = () => keys().filter((key) => !key.startsWith('.feedwright/'))
const putForeign = (key: string, text: string) =>
  fake.objects.set(`${AT}${key}`, {
    bytes: new TextEncoder().encode(text),
    headers: {},
    modified: clock.now(),
  })

describe.each(['none', 'variants'] as const)('a bucket with the codings %s', (codings) => {
  targetContract(async () => ({ target: targetOf({ codings }), seen: async (path) => bytesAt(path) }))
})

const ARCHIVE = {
  path: 'world/archive/1.xml',
  text: `<rss>${'old '.repeat(300)}</rss>`,
  rank: 'archive',
} as const
const WORLD = { path: 'world/rss.xml', text: `<rss>${'world '.repeat(200)}</rss>` }
const SPORT = { path: 'sport/rss.xml', text: `<rss>${'sport '.repeat(200)}</rss>` }
const INDEX = { path: 'index.html', text: `<p>${'index '.repeat(200)}</p>`, rank: 'index' } as const
const later = <D extends { readonly text: string }>(draft: D) => ({
  ...draft,
  text: `${draft.text}<!-- later -->`,
  lastModified: moment('2024-02-03T00:00:00Z'),
})
const EARLIER = [ARCHIVE, WORLD, SPORT, INDEX]
const LATER = [later(ARCHIVE), later(WORLD), later(INDEX)]

/** Requests that write, which the fake counts. */
const isWrite = (method: string) => method === 'PUT' || method === 'DELETE'

it('is not written to any more once the lease is lost, wherever that is in a commit', async () => {
  const [first, second] = [
    await edition([ARCHIVE, WORLD, INDEX]),
    await edition([later(ARCHIVE), later(WORLD), later(INDEX)]),
  ]
  let isDone = false
  let lostAfter = 0
  for (; !isDone; lostAfter++) {
    fake = createFakeS3({ now: () => clock.now() })
    await publish(targetOf(), first)
    // Removals are made several at a time, and are left out here.
    const target = targetOf({ graceMs: 3_600_000 })
    await target.recover()
    for (const file of second.set.files) {
      const contents = second.contents.get(file.path)
      if (contents !== undefined) await target.stage(file, contents)
    }
    const revision = await target.revision()
    let writes = Number.NEGATIVE_INFINITY
    fake.trouble = ({ method }) => {
      if (isWrite(method)) writes += 1
      return undefined
    }
    const lost = new EnvironmentError('LEASE_LOST', 'another publisher has it')
    const fence = {
      term: 2,
      check() {
        if (writes >= lostAfter) throw lost
        if (writes < 0) writes = 0
      },
    }
    const failure = await target.commit(second.set, revision, fence).catch((error: unknown) => error)
    isDone = failure !== lost
    if (!isDone) expect(writes).toBe(lostAfter)
  }
  // The manifest, three documents by rank, the copy of the manifest; then it is done.
  expect(lostAfter).toBe(6)
})

/** What a server that follows the bucket reads: the newest set, every document of it in every coding. */
async function followed(): Promise<ReadonlyMap<string, string>> {
  const target = targetOf()
  const files = (await target.current())?.set?.files ?? []
  return new Map(
    await Promise.all(
      files.map(async (file) => {
        for (const coding of file.encodings) expect(await target.read(file, coding)).toBeDefined()
        return [file.path, new TextDecoder().decode(await target.read(file))] as const
      }),
    ),
  )
}

const textsOf = (drafts: readonly { readonly path: string; readonly text: string }[]) =>
  new Map(drafts.map(({ path, text }) => [path, text]))

describe('a run that dies', () => {
  it('leaves every object whole wherever it does, followers with one set or the other, and the next run finishes', async () => {
    const [before, after] = [await edition(EARLIER), await edition(LATER)]
    putForeign('world/notes.txt', 'ours')
    await publish(targetOf(), before)
    const start = new Map(fake.objects)
    const outcomes = new Set<string>()
    for (let allowed = 0, isDone = false; !isDone; allowed++) {
      fake.objects.clear()
      for (const [key, object] of start) fake.objects.set(key, object)
      let writes = 0
      fake.trouble = ({ method }) =>
        ['PUT', 'DELETE'].includes(method) && writes++ >= allowed
          ? new Response(errorXml('AccessDenied'), { status: 403 })
          : undefined
      isDone = await publish(targetOf(), after).then(
        () => true,
        () => false,
      )
      fake.trouble = undefined
      for (const key of shownNow().filter((one) => one !== 'world/notes.txt')) {
        const object = fake.objects.get(`${AT}${key}`)
        expect(object?.headers['x-amz-meta-sha256']).toBe(
          createHash('sha256')
            .update(object?.bytes ?? '')
            .digest('hex'),
        )
        expect([...EARLIER, ...LATER].map(({ text }) => text)).toContain(textAt(key))
      }
      const read = await followed()
      const isNew = read.get(WORLD.path) === later(WORLD).text
      expect(read).toEqual(new Map([...textsOf(isNew ? LATER : EARLIER)].sort()))
      outcomes.add(isNew ? 'later' : 'earlier')
      if (isDone) break
      // The next run may have nothing to publish, or the same.
      const next = targetOf()
      await next.recover()
      if (isNew) {
        expect(shownNow()).toEqual([...LATER.map(({ path }) => path), 'world/notes.txt'].sort())
        for (const { path, text } of LATER) expect(textAt(path)).toBe(text)
      }
      await publish(next, after)
      expect(shownNow()).toEqual([...LATER.map(({ path }) => path), 'world/notes.txt'].sort())
      for (const { path, text } of LATER) expect(textAt(path)).toBe(text)
      expect(await next.revision()).toBe((await next.current())?.revision)
    }
    expect(outcomes).toEqual(new Set(['earlier', 'later']))
  })

  it('has what links follow what is linked, the manifest after all, and removals at the end', async () => {
    await publish(targetOf(), await edition(EARLIER))
    fake.log.length = 0
    await publish(targetOf(), await edition(LATER))
    const written = fake.log
      .filter((line) => /^(?:PUT|DELETE) /.test(line))
      .map((line) => line.replace(AT, ''))
    const order = [
      'PUT .feedwright/manifests/000000000002.json',
      `PUT ${ARCHIVE.path}`,
      `PUT ${WORLD.path}`,
      `PUT ${INDEX.path}`,
      'PUT .feedwright/manifest.json',
      `DELETE ${SPORT.path}`,
      'DELETE .feedwright/manifests/000000000001.json',
    ]
    expect(written.filter((line) => order.includes(line))).toEqual(order)
  })
})

describe('two publishers', () => {
  /** Stages an edition, as a run does before its commit. */
  async function staged(made: Edition) {
    const target = targetOf()
    await target.recover()
    const replacing = (await target.current())?.revision
    for (const file of made.set.files)
      await target.stage(file, made.contents.get(file.path) ?? { identity: new Uint8Array() })
    return () => target.commit(made.set, replacing)
  }

  it('that decided by the same set commit once', async () => {
    await publish(targetOf(), await edition(EARLIER))
    const commits = [await staged(await edition(LATER)), await staged(await edition([SPORT]))]
    const results = await Promise.allSettled(commits.map((commit) => commit()))
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'TARGET_CHANGED' },
    })
    const won = results[0]?.status === 'fulfilled' ? LATER : [SPORT]
    expect(shownNow()).toEqual(won.map(({ path }) => path).sort())
  })

  it('are told apart although one slept until its number was free again', async () => {
    await publish(targetOf(), await edition(EARLIER))
    const commit = await staged(await edition([SPORT]))
    let isAsleep = true
    // It looked what is newest before it slept.
    fake.trouble = ({ method, place }) => {
      if (method !== 'PUT' || !place.endsWith('/manifests/000000000002.json') || !isAsleep) return undefined
      isAsleep = false
      return (async () => {
        for (const drafts of [LATER, EARLIER, LATER]) await publish(targetOf(), await edition(drafts))
        expect(keys()).not.toContain('.feedwright/manifests/000000000002.json')
        fake.trouble = undefined
        return new Response(null, { status: 503 })
      })()
    }
    await expect(commit()).rejects.toMatchObject({ code: 'TARGET_CHANGED' })
    expect(keys().filter((key) => key.includes('/manifests/'))).toEqual([
      '.feedwright/manifests/000000000004.json',
    ])
    expect(textAt(WORLD.path)).toBe(later(WORLD).text)
  })

  it('find who published last', async () => {
    const publisher = { version: '1.2.3', generation: 'g1' }
    await publish(targetOf({ publisher }), await edition(EARLIER))
    expect((await targetOf().current())?.publisher).toEqual(publisher)
    await publish(targetOf(), await edition(LATER))
    expect((await targetOf().current())?.publisher).toBeUndefined()
  })

  it('are refused by name where the store overwrites what is there, or knows no conditions', async () => {
    fake = createFakeS3({ now: () => clock.now(), ignoresConditions: true })
    const refusal = {
      code: 'STORE_UNSUITABLE',
      message: expect.stringContaining('s3://news/feeds at store.test'),
    }
    await expect(publish(targetOf(), await edition(EARLIER))).rejects.toMatchObject(refusal)
    expect(keys()).toEqual([])
    fake.trouble = ({ headers }) =>
      headers.has('if-none-match') ? new Response(errorXml('NotImplemented'), { status: 501 }) : undefined
    await expect(publish(targetOf(), await edition(EARLIER))).rejects.toMatchObject(refusal)
  })
})

describe('a store in trouble', () => {
  const answers = {
    'internal errors': () => new Response(errorXml('InternalError'), { status: 500 }),
    'slow down': () => new Response(errorXml('SlowDown'), { status: 503, headers: { 'retry-after': '2' } }),
    'a conflict': () => new Response(errorXml('ConditionalRequestConflict'), { status: 409 }),
    'a lost connection': () => {
      throw new TypeError('fetch failed', { cause: new Error('read ECONNRESET') })
    },
    'a body cut off': (answer: () => Response, method: string) =>
      method === 'HEAD' ? answer() : new Response('<?xml', { headers: { 'content-length': '900' } }),
    'an answer that was lost': (answer: () => Response) => {
      answer()
      throw new TypeError('fetch failed', { cause: new Error('other side closed') })
    },
  }
  it.each(Object.entries(answers))(
    'is asked again after %s, however many requests meet it',
    async (_name, bad) => {
      const met = new Set<string>()
      fake.trouble = ({ method, place }, answer) => {
        const request = `${method} ${place}`
        if (met.has(request) || met.size > 60) return undefined
        met.add(request)
        return bad(answer, method)
      }
      await publish(targetOf(), await edition(EARLIER))
      await publish(targetOf(), await edition(LATER))
      expect(met.size).toBeGreaterThan(20)
      expect(shownNow()).toEqual(LATER.map(({ path }) => path).sort())
      for (const { path, text } of LATER) expect(textAt(path)).toBe(text)
    },
  )

  it('is given up after a minute of pauses that grow, and then after five seconds until it answers', async () => {
    const target = targetOf()
    const slow = () => new Response(errorXml('SlowDown'), { status: 503 })
    const waited = async () => {
      fake.trouble = slow
      const began = clock.elapsed()
      await expect(target.current()).rejects.toMatchObject({
        code: 'TARGET_UNWRITABLE',
        message: expect.stringMatching(
          /^cannot read the manifest of s3:\/\/news\/feeds at store\.test: SlowDown/,
        ),
      })
      return clock.elapsed() - began
    }
    const first = await waited()
    expect(clock.pauses.slice(0, 4)).toEqual([150, 300, 600, 1200])
    expect(Math.max(...clock.pauses)).toBe(7500)
    const second = await waited()
    fake.trouble = undefined
    await target.current()
    const third = await waited()
    expect([first <= 60_000, first > 45_000, second <= 5000, third > 45_000]).toEqual([
      true,
      true,
      true,
      true,
    ])
  })

  it('says what it refuses, without the secret, and is not asked again', async () => {
    fake.trouble = () => new Response(errorXml('AccessDenied', 'no rights'), { status: 403 })
    const failure: unknown = await targetOf()
      .current()
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({
      code: 'TARGET_UNWRITABLE',
      message: expect.stringContaining('AccessDenied: no rights'),
    })
    expect(JSON.stringify([failure, String(failure)])).not.toMatch(/SECRET|Signature/)
    expect(fake.log).toHaveLength(1)
  })

  it('whose entity tags are not those of the bytes costs a question each, and nothing is put there twice', async () => {
    fake.trouble = ({ method }, answer) => {
      const own = answer()
      if (method !== 'GET' && method !== 'HEAD') return own
      return (async () => {
        const salt = () => String(fake.log.length)
        const body = (await own.text()).replace(/<ETag>&quot;/g, () => `<ETag>&quot;${salt()}-`)
        return new Response(method === 'HEAD' ? null : body, { status: own.status, headers: own.headers })
      })()
    }
    const made = await edition([SPORT])
    await publish(targetOf({ codings: 'none' }), made).catch(() => {})
    fake.log.length = 0
    expect(await targetOf().damaged(made.set)).toEqual([])
  })
})

describe('objects', () => {
  it('carry type, freshness by rank and hash; packed ones their coding under the plain name', async () => {
    await publish(
      targetOf({ codings: 'gzip' }),
      await edition([ARCHIVE, WORLD, { path: 'tiny.txt', text: 'x' }]),
    )
    const headersAt = (path: string) => fake.objects.get(`${AT}${path}`)?.headers
    expect(headersAt(WORLD.path)).toEqual({
      'content-type': 'application/rss+xml; charset=utf-8',
      'content-encoding': 'gzip',
      'cache-control': 'public, max-age=900, stale-while-revalidate=900, stale-if-error=86400',
      'x-amz-meta-publisher': 'feedwright',
      'x-amz-meta-sha256': createHash('sha256').update(WORLD.text).digest('hex'),
    })
    expect(headersAt(ARCHIVE.path)?.['cache-control']).toContain('max-age=3600')
    expect(headersAt('tiny.txt')?.['content-encoding']).toBeUndefined()
    expect(gunzipSync(bytesAt(WORLD.path) ?? '').toString()).toBe(WORLD.text)
  })

  it('carry the keys by which caches purge them, from the run on whose settings say so', async () => {
    const { set, contents } = await edition([WORLD])
    const serving = { baseUrl: 'https://feeds.test/', ttl: 15, redirects: [], gone: [] }
    const keysAt = () => {
      const headers = fake.objects.get(`${AT}${WORLD.path}`)?.headers ?? {}
      return Object.fromEntries(Object.entries(headers).filter(([name]) => /-(?:key|tag)$/.test(name)))
    }
    await publish(targetOf(), { set: { ...set, serving }, contents })
    expect(keysAt()).toEqual({})
    const tagged = { ...set, serving: { ...serving, cacheKeys: ['Surrogate-Key', 'CDN-Tag'] as const } }
    await publish(targetOf(), { set: tagged, contents })
    expect(keysAt()).toEqual({
      'x-amz-meta-surrogate-key': `feedwright-feeds.test feeds.test/${WORLD.path}`,
      'x-amz-meta-cdn-tag': `feedwright-feeds.test,feeds.test/${WORLD.path}`,
    })
  })

  it('are shown in the codings that the settings say now', async () => {
    const made = await edition([WORLD])
    await publish(targetOf({ codings: 'variants' }), made)
    expect(shownNow()).toEqual([WORLD.path, `${WORLD.path}.br`, `${WORLD.path}.gz`])
    await publish(targetOf({ codings: 'gzip' }), made)
    expect(fake.objects.get(`${AT}${WORLD.path}`)?.headers['content-encoding']).toBe('gzip')
  })

  it('with equal bytes are uploaded once', async () => {
    const uploads = () => fake.log.filter((line) => line.startsWith(`PUT ${AT}.feedwright/objects/`)).length
    await publish(targetOf(), await edition([WORLD, SPORT, { ...WORLD, path: 'copy.xml' }]))
    expect(uploads()).toBe(6)
    await publish(targetOf(), await edition([later(WORLD), SPORT]))
    expect(uploads()).toBe(9)
    fake.objects.delete(`${AT}${SPORT.path}`)
    await publish(targetOf(), await edition([later(WORLD), SPORT]))
    expect([uploads(), textAt(SPORT.path)]).toEqual([9, SPORT.text])
  })

  it('that were edited, replaced or deleted come back', async () => {
    const made = await edition(EARLIER)
    await publish(targetOf(), made)
    putForeign(WORLD.path, 'edited')
    putForeign(SPORT.path, 'x'.repeat(SPORT.text.length))
    fake.objects.delete(`${AT}${INDEX.path}`)
    for (const key of keys().filter((one) => one.endsWith('.br'))) fake.objects.delete(`${AT}${key}`)
    expect((await targetOf().damaged(made.set)).map(({ path }) => path)).toEqual(
      EARLIER.map(({ path }) => path),
    )
    await publish(targetOf(), made)
    for (const { path, text } of EARLIER) expect(textAt(path)).toBe(text)
    expect(await targetOf().damaged(made.set)).toEqual([])
  })

  it('of others are neither replaced nor removed, and hide none of ours', async () => {
    for (let at = 0; at < 2500; at++) putForeign(`sport/photo-${at}.jpg`, 'x')
    putForeign(WORLD.path, 'theirs')
    const made = await edition([ARCHIVE, WORLD, SPORT])
    const target = targetOf()
    const documents = made.set.files.map(({ path }) => ({ path, bytes: new Uint8Array() }))
    expect(await target.taken(documents)).toEqual(new Map([[WORLD.path, WORLD.path]]))
    await expect(publish(target, made)).rejects.toMatchObject({ code: 'TARGET_TAKEN' })
    await publish(target, await edition([ARCHIVE, SPORT]))
    expect(await target.damaged((await edition([ARCHIVE, SPORT])).set)).toEqual([])
    putForeign(`${SPORT.path}.gz`, 'theirs')
    await publish(target, await edition([ARCHIVE]))
    expect([textAt(WORLD.path), textAt(`${SPORT.path}.gz`)]).toEqual(['theirs', 'theirs'])
    expect(shownNow()).toHaveLength(2500 + 3)
  })

  it('that readers do not have any more stay for the grace', async () => {
    const graceMs = 600_000
    await publish(targetOf({ graceMs }), await edition([WORLD, SPORT]))
    await publish(targetOf({ graceMs }), await edition([later(WORLD)]))
    const isKept = async () => {
      await targetOf({ graceMs }).recover()
      return [textAt(SPORT.path) !== undefined, keys().filter((key) => key.includes('/objects/')).length]
    }
    expect(await isKept()).toEqual([true, 9])
    clock.advance(graceMs - 1000)
    expect(await isKept()).toEqual([true, 9])
    clock.advance(1000)
    expect(await isKept()).toEqual([false, 3])
  })
})
