import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createObjectLeaseStore } from '../../src/coordination/object-lease.ts'
import { createConditionCheck } from '../../src/object-store/conditions.ts'
import { listAll } from '../../src/object-store/object-store.ts'
import { createObjectTarget } from '../../src/targets/object-target.ts'
import { hasRadosgw, type StartedRadosgw, startRadosgw } from '../object-store/radosgw.ts'
import { edition, moment, publish } from '../targets/published-files.ts'

/** Skipped by name where Ceph is not installed (radosgw, ceph-mon, ceph-osd, ceph-common): CI does without its 69 MB. */
describe.skipIf(!hasRadosgw)('radosgw', () => {
  let ceph: StartedRadosgw
  beforeAll(async () => {
    ceph = await startRadosgw()
  }, 60_000)
  afterAll(() => ceph.stop())

  const PREFIX = 'feeds/'
  const targetOf = (prefix = PREFIX) => {
    const store = ceph.storeAt(prefix)
    const requireConditions = createConditionCheck(store, () => `.feedwright/probe/${randomUUID()}`)
    return createObjectTarget({ shown: store, state: store, codings: 'gzip', graceMs: 0, requireConditions })
  }
  const bytesOf = (text: string) => new TextEncoder().encode(text)
  const WORLD = { path: 'world/rss.xml', text: `<rss>${'world '.repeat(200)}</rss>` }
  const SPORT = { path: 'sport/a b+c&é.xml', text: `<rss>${'sport '.repeat(200)}</rss>` }
  const LATER = { ...WORLD, text: '<rss>later</rss>', lastModified: moment('2024-02-03T00:00:00Z') }

  it('gives one of twenty that create an object what they ask for', async () => {
    const store = ceph.storeAt('race/')
    const tries = Array.from({ length: 20 }, (_, at) =>
      store.create('1', bytesOf(String(at)), { type: 'text/plain' }),
    )
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1)
  })

  it('takes sets, commits over the one decided by only, and keeps what others put there', async () => {
    await ceph.storeAt(PREFIX).put('world/notes.txt', bytesOf('theirs'), { type: 'text/plain' })
    const [first, later] = [await edition([WORLD, SPORT]), await edition([LATER])]
    await publish(targetOf(), first)
    expect(await targetOf().damaged(first.set)).toEqual([])
    const headers = await ceph.headersAt(`${PREFIX}${WORLD.path}`)
    expect(
      Object.fromEntries(
        ['content-type', 'content-encoding', 'cache-control'].map((name) => [name, headers.get(name)]),
      ),
    ).toEqual({
      'content-type': 'application/rss+xml; charset=utf-8',
      'content-encoding': 'gzip',
      'cache-control': 'public, max-age=900, stale-while-revalidate=900, stale-if-error=86400',
    })
    const [one, other] = [targetOf(), targetOf()]
    const replacing = await one.revision()
    for (const target of [one, other])
      for (const file of later.set.files)
        await target.stage(file, later.contents.get(file.path) ?? { identity: new Uint8Array() })
    const commits = [
      one.commit(later.set, replacing),
      other.commit({ ...later.set, histories: [] }, replacing),
    ]
    expect((await Promise.allSettled(commits)).map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ])
    const follower = targetOf()
    const files = (await follower.current())?.set?.files ?? []
    expect(files.map(({ path }) => path)).toEqual([WORLD.path])
    for (const file of files) expect(new TextDecoder().decode(await follower.read(file))).toBe(LATER.text)
    await follower.recover()
    const { objects } = await listAll(ceph.storeAt(PREFIX), '')
    const shown = objects.filter(({ key }) => !key.startsWith('.feedwright/')).map(({ key }) => key)
    expect(shown).toEqual(['world/notes.txt', WORLD.path])
  })

  it('gives keys for caches back as metadata, and under their own names never', async () => {
    const { set, contents } = await edition([WORLD])
    const serving = { baseUrl: 'https://feeds.test/', ttl: 15, redirects: [], gone: [] }
    const cacheKeys = ['Surrogate-Key', 'Cache-Tag'] as const
    await publish(targetOf('keys/'), { set: { ...set, serving: { ...serving, cacheKeys } }, contents })
    const headers = await ceph.headersAt(`keys/${WORLD.path}`)
    const keys = 'feedwright-feeds.test feeds.test/world/rss.xml'
    expect(headers.get('x-amz-meta-surrogate-key')).toBe(keys)
    expect(headers.get('x-amz-meta-cache-tag')).toBe(keys.replace(' ', ','))

    await ceph.putWith('keys/raw', { 'Surrogate-Key': keys, 'Cache-Tag': keys, 'Cache-Control': 'no-cache' })
    const raw = await ceph.headersAt('keys/raw')
    expect(['cache-control', 'surrogate-key', 'cache-tag'].map((name) => raw.get(name))).toEqual([
      'no-cache',
      null,
      null,
    ])
  })

  it('keeps a lease', async () => {
    const leases = ['one', 'other'].map((holder) => ({
      store: createObjectLeaseStore(ceph.storeAt('lease/'), async () => {}),
      claim: { token: randomUUID(), holder, ttlMs: 60_000 },
    }))
    const results = await Promise.all(leases.map(({ store, claim }) => store.take(claim, 6)))
    expect(results.filter((result) => 'term' in result)).toEqual([{ term: 7 }])
    const held = leases.find((_, at) => 'term' in (results[at] ?? {}))
    expect(await held?.store.renew(held.claim)).toBe(true)
    await held?.store.release(held.claim)
    expect(await leases[0]?.store.holder()).toBeUndefined()
  })
})
