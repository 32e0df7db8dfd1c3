import { expect, it } from 'vitest'
import { accessOf } from '../../src/object-store/credentials.ts'
import { listAll } from '../../src/object-store/object-store.ts'
import { QUIET_MS } from '../../src/object-store/s3-tries.ts'
import { manualClock, settled } from '../announcers/sample.ts'
import { ACCESS, createFakeS3, errorXml, quickClock, storeOf } from './fake-s3.ts'

const text = (value: string) => new TextEncoder().encode(value)
const PLAIN = { type: 'text/plain' }
const DAY_MS = 86_400_000

/** A store whose clock is `aheadMs` ahead of ours, and which refuses who is a quarter of an hour off, as S3 does. */
function strictStore(aheadMs: number) {
  const clock = quickClock()
  const fake = createFakeS3({ now: () => clock.now() + aheadMs })
  fake.trouble = ({ headers }) => {
    const stated = headers.get('x-amz-date') ?? ''
    const [, date = '', time = ''] = /^(\d{8})T(\d{6})Z$/.exec(stated) ?? []
    const said = Date.parse(`${date.replace(/(....)(..)/, '$1-$2-')}T${time.replace(/(..)(..)/, '$1:$2:')}Z`)
    const now = clock.now() + aheadMs
    if (Math.abs(now - said) <= 900_000) return undefined
    return new Response(errorXml('RequestTimeTooSkewed'), {
      status: 403,
      headers: { date: new Date(now).toUTCString() },
    })
  }
  return { clock, fake }
}

it.each([
  [DAY_MS, 'behind'],
  [-DAY_MS, 'ahead of'],
])('goes by the clock of a store that is %d ms ahead, and says so once', async (aheadMs, how) => {
  const { clock, fake } = strictStore(aheadMs)
  const said: string[] = []
  const store = storeOf(fake, clock, {}, { warn: (message) => said.push(message) })
  await store.put('a', text('1'), PLAIN)
  await store.put('b', text('2'), PLAIN)
  expect(fake.log).toHaveLength(3)
  expect(said).toEqual([
    `the clock of this machine is 1440 minutes ${how} that of s3://news/feeds at store.test, which is used for its requests; set it right`,
  ])
})

it('is told the time twice only', async () => {
  const { clock, fake } = strictStore(0)
  fake.trouble = () =>
    new Response(errorXml('RequestTimeTooSkewed'), {
      status: 403,
      headers: { date: 'Fri, 02 Jan 2026 00:00:00 GMT' },
    })
  await expect(storeOf(fake, clock).get('a')).rejects.toMatchObject({
    status: 403,
    code: 'RequestTimeTooSkewed',
  })
  expect(fake.log).toHaveLength(2)
})

it('finds credentials again when the store takes them no more', async () => {
  const clock = quickClock()
  const fake = createFakeS3({ now: clock.now })
  const found = ['OLD', 'KEY']
  const access = async () => ({
    credentials: { ...ACCESS.credentials, accessKeyId: found.shift() ?? 'NONE' },
  })
  const store = storeOf(fake, clock, {}, { access })
  await store.put('a', text('1'), PLAIN)
  expect([found, fake.log.length]).toEqual([[], 2])
})

it('lists page by page, keys of any characters, and only below its prefix', async () => {
  const clock = quickClock()
  const fake = createFakeS3({ now: clock.now })
  const store = storeOf(fake, clock)
  const keys = [
    ...Array.from({ length: 2100 }, (_, at) => `n/${String(at).padStart(4, '0')}`),
    "n/a b+c&d<é>'(1)*!.xml",
  ]
  for (const key of keys) await store.put(key, text(key), { ...PLAIN, notes: { sha256: 'x' } })
  await storeOf(fake, clock, { prefix: 'other/' }).put('n/1', text('1'), PLAIN)
  const { objects } = await listAll(store, 'n/')
  expect(objects.map(({ key }) => key)).toEqual(keys)
  expect(objects[7]).toMatchObject({ size: 6, modified: Math.floor(clock.now() / 1000) * 1000 })
  const last = keys.at(-1) ?? ''
  expect(new TextDecoder().decode((await store.get(last))?.bytes)).toBe(last)
  expect((await store.head(last))?.notes).toEqual({ sha256: 'x' })
})

it.each([
  [
    'a copy that fails under status 200',
    () => new Response(errorXml('AccessDenied'), { status: 200 }),
    'AccessDenied',
  ],
  [
    'another region',
    () => new Response(null, { status: 301, headers: { 'x-amz-bucket-region': 'eu-1' } }),
    'the bucket is in the region eu-1',
  ],
])('says what is wrong with %s', async (_what, bad, said) => {
  const clock = quickClock()
  const fake = createFakeS3({ now: clock.now })
  fake.trouble = bad
  await expect(storeOf(fake, clock).copy('news/feeds/a', 'b', PLAIN)).rejects.toThrow(said)
})

it('reads no listing that was cut off, wherever', async () => {
  const clock = quickClock()
  const fake = createFakeS3({ now: clock.now })
  const store = storeOf(fake, clock)
  await store.put('a', text('1'), PLAIN)
  await store.put('b%', text('2'), PLAIN)
  let length = Number.POSITIVE_INFINITY
  // In chunks: the answer does not say how long it is.
  fake.trouble = (_asked, answer) =>
    answer()
      .text()
      .then((xml) => new Response(xml.slice(0, length)))
  expect((await store.list('')).objects).toHaveLength(2)
  for (length = 0; length < 400; length += 7)
    await expect(store.list('')).rejects.toMatchObject({ code: 'NoListing' })
})

it('creates once, whatever answers were lost', async () => {
  const clock = quickClock()
  const fake = createFakeS3({ now: clock.now })
  let isLost = true
  fake.trouble = (_asked, answer) => {
    if (!isLost) return undefined
    isLost = false
    answer()
    throw new Error('lost')
  }
  const store = storeOf(fake, clock)
  expect(await store.create('a', text('1'), PLAIN)).toBe(true)
  expect(await store.create('a', text('1'), PLAIN)).toBe(false)
  isLost = true
  expect(await store.create('a', text('2'), PLAIN)).toBe(false)
})

const FILES = {
  credentials:
    '# keys\n[default]\naws_access_key_id = A\naws_secret_access_key=b/+=\n[desk]\naws_access_key_id=D\naws_secret_access_key=d\naws_session_token = t\n',
  config:
    '[default]\nregion = eu-1\n[profile desk]\nregion=eu-2\nendpoint_url = https://s3.desk.test\ns3 =\n  region = none\n',
}

it.each([
  [
    'variables first',
    { AWS_ACCESS_KEY_ID: 'E', AWS_SECRET_ACCESS_KEY: 'e', AWS_SESSION_TOKEN: 's', AWS_REGION: 'x-1' },
    undefined,
    ['E', 'e', 's', 'x-1', undefined],
  ],
  ['then the default profile', {}, undefined, ['A', 'b/+=', undefined, 'eu-1', undefined]],
  [
    'or that of AWS_PROFILE',
    { AWS_PROFILE: 'desk' },
    undefined,
    ['D', 'd', 't', 'eu-2', 'https://s3.desk.test'],
  ],
  [
    'a profile of the settings before all',
    { AWS_ACCESS_KEY_ID: 'E', AWS_SECRET_ACCESS_KEY: 'e' },
    'desk',
    ['D', 'd', 't', 'eu-2', 'https://s3.desk.test'],
  ],
  ['half a pair is none', { AWS_ACCESS_KEY_ID: 'E' }, undefined, ['A', 'b/+=', undefined, 'eu-1', undefined]],
])('finds credentials: %s', (_what, env, profile, expected) => {
  const { credentials, region, endpoint } = accessOf(env, FILES, profile)
  expect([
    credentials.accessKeyId,
    credentials.secretAccessKey,
    credentials.sessionToken,
    region,
    endpoint,
  ]).toEqual(expected)
})

it('says where credentials are looked for', () => {
  expect(() => accessOf({}, { credentials: '', config: '' }, 'desk')).toThrow(
    expect.objectContaining({
      code: 'CREDENTIALS_MISSING',
      message: expect.stringContaining('profile desk'),
    }),
  )
})

it.each([
  ['never answers', () => new Promise<Response>(() => {}), 'had no answer'],
  [
    'refuses all requests',
    async () => new Response(errorXml('SlowDown'), { status: 503 }),
    'failed (SlowDown: said the store)',
  ],
])('says that it waits, and gives up after its deadline, if the store %s', async (_what, answer, reason) => {
  const timers = manualClock()
  const quiet = new Set<() => void>()
  const clock = {
    ...timers,
    elapsed: timers.now,
    setTimer(ms: number, wake: () => void) {
      if (ms !== QUIET_MS) return timers.setTimer(ms, wake)
      quiet.add(wake)
      return () => void quiet.delete(wake)
    },
  }
  const send = (_url: string, { signal }: RequestInit): Promise<Response> =>
    Promise.race([
      answer(),
      new Promise<never>((_resolve, reject) =>
        signal?.addEventListener('abort', () => reject(signal.reason)),
      ),
    ])
  const said: string[] = []
  const store = storeOf({ send }, clock, {}, { deadlineMs: 20_000, warn: (message) => said.push(message) })
  const failed = store.head('a').then(
    () => 'answered',
    () => clock.now(),
  )
  let isOver = false
  void failed.then(() => {
    isOver = true
  })
  while (!isOver) {
    await settled()
    if ((timers.next() ?? 0) > QUIET_MS) for (const wake of quiet) wake()
    await timers.wake()
  }
  expect(await failed).toBeGreaterThan(10_000)
  expect(await failed).toBeLessThanOrEqual(20_000)
  expect(said).toEqual([
    `a request to s3://news/feeds at store.test has ${reason} for 10 seconds; it is repeated for 10 more seconds`,
  ])
})

it('gives up a request that is not answered, and the pause before the next, when it is told to stop', async () => {
  const clock = { now: Date.now, elapsed: () => 0, setTimer: () => () => {} }
  const stop = new AbortController()
  const asked: AbortSignal[] = []
  let answers: Promise<Response> = new Promise(() => {})
  const send = (_url: string, { signal }: RequestInit): Promise<Response> => {
    if (!(signal instanceof AbortSignal)) throw new Error('a request without a signal')
    asked.push(signal)
    const aborted = new Promise<never>((_resolve, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason)),
    )
    return Promise.race([answers, aborted])
  }
  const store = storeOf({ send }, clock, {}, { signal: stop.signal })
  const pending = store.head('a').catch((error: unknown) => error)
  await expect.poll(() => asked.length).toBe(1)
  answers = Promise.resolve(new Response(errorXml('SlowDown'), { status: 503 }))
  const pausing = store.get('b').catch((error: unknown) => error)
  await expect.poll(() => asked.length).toBe(2)
  stop.abort('SIGTERM')
  expect(await Promise.all([pending, pausing])).toEqual(['SIGTERM', 'SIGTERM'])
  expect(asked.map(({ aborted }) => aborted)).toEqual([true, true])
  await expect(store.head('c')).rejects.toBe('SIGTERM')
})
