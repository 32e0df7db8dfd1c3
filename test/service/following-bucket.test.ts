import { expect, it, onTestFinished } from 'vitest'
import { serverSchema } from '../../src/config/settings.ts'
import { quietReporter } from '../../src/reporting/quiet-reporter.ts'
import { startServing } from '../../src/service/serving.ts'
import { createObjectTarget } from '../../src/targets/object-target.ts'
import { createFakeS3, errorXml, quickClock, storeOf } from '../object-store/fake-s3.ts'
import { edition, moment, publish } from '../targets/published-files.ts'

const storeClock = quickClock()
const fake = createFakeS3({ now: () => storeClock.now() })
const targetOf = () => {
  const store = storeOf(fake, storeClock)
  const requireConditions = async () => {}
  return createObjectTarget({
    shown: store,
    state: store,
    codings: 'gzip',
    graceMs: 60_000,
    requireConditions,
  })
}

/** A server that knows nothing but the bucket; `look` has it look there, `pass` lets time go by. */
async function startFollower() {
  let now = Date.UTC(2026, 10, 22, 12)
  const timers = new Set<() => void>()
  const said: string[] = []
  const serving = await startServing({
    serve: serverSchema.parse({}),
    graceMinutes: 0,
    target: targetOf(),
    follows: 'another publisher fills the bucket',
    reporter: {
      ...quietReporter,
      info: (message) => void said.push(message),
      warn: (message) => void said.push(message),
    },
    clock: {
      now: () => now,
      elapsed: () => 0,
      uptime: () => 0,
      setTimer(_ms, wake) {
        timers.add(wake)
        return () => void timers.delete(wake)
      },
    },
    port: 0,
    nextChange: () => undefined,
  })
  onTestFinished(async () => {
    serving.stop()
    await serving.server.close()
  })
  const [base = ''] = said.join('\n').match(/http:\S+/) ?? []
  await expect.poll(() => timers.size, { timeout: 10_000 }).toBe(1)
  return {
    said,
    pass: (ms: number) => {
      now += ms
    },
    async look() {
      for (const wake of [...timers]) {
        timers.delete(wake)
        wake()
      }
      await expect.poll(() => timers.size, { timeout: 10_000 }).toBe(1)
    },
    async answer(path: string, coding = 'identity') {
      const answer = await fetch(`${base}${path}`, { headers: { 'accept-encoding': coding } })
      return [answer.status, answer.headers.get('etag'), await answer.text()]
    },
  }
}

const WORLD = { path: 'world/rss.xml', text: `<rss>${'world '.repeat(200)}</rss>` }
const SPORT = { path: 'sport/rss.xml', text: `<rss>${'sport '.repeat(200)}</rss>` }
const LATER = { ...WORLD, text: '<rss>later</rss>', lastModified: moment('2024-02-03T00:00:00Z') }

it('follows a bucket: equal answers of all, only what changed is read, and what it has while the bucket is away', async () => {
  await publish(targetOf(), await edition([WORLD, SPORT]))
  const servers = await Promise.all([startFollower(), startFollower(), startFollower()])
  for (const coding of ['identity', 'gzip', 'br']) {
    const [one, ...others] = await Promise.all(servers.map((server) => server.answer(WORLD.path, coding)))
    expect(one).toEqual([200, expect.stringMatching(/^"[0-9a-f]{24}/), WORLD.text])
    expect(others).toEqual([one, one])
  }
  const [server] = servers
  fake.log.length = 0
  await server.look()
  expect(fake.log).toEqual(['HEAD news/feeds/.feedwright/manifest.json'])

  const later = await edition([LATER, SPORT])
  await publish(targetOf(), later)
  const [changed] = later.set.files
  fake.log.length = 0
  await server.look()
  const read = fake.log.filter((line) => line.includes('/objects/')).map((line) => line.split('/').at(-1))
  expect(read.every((name) => name?.startsWith(changed?.sha256 ?? '-'))).toBe(true)
  expect(read).toHaveLength(1 + (changed?.encodings.length ?? 0))
  expect((await server.answer(WORLD.path))[2]).toBe(LATER.text)

  fake.trouble = () => new Response(errorXml('ServiceUnavailable'), { status: 503 })
  await server.look()
  server.pass(180_000)
  await server.look()
  expect(await server.answer('readyz')).toMatchObject([
    200,
    null,
    expect.stringContaining('the served set is 3 minutes old'),
  ])
  expect((await server.answer(WORLD.path))[2]).toBe(LATER.text)
  fake.trouble = undefined
  await server.look()
  expect((await server.answer('readyz'))[2]).not.toContain('minutes ago')
  expect(server.said.slice(1)).toEqual([
    expect.stringMatching(/^cannot read the manifest of .* the set that was read before is still served$/),
    's3://news/feeds at store.test answers again',
  ])
})

it('serves the previous set while the next one cannot be read completely, for five checks', async () => {
  await publish(targetOf(), await edition([WORLD, SPORT]))
  const server = await startFollower()
  const later = await edition([LATER, { ...SPORT, text: '<rss>sport later</rss>' }])
  await publish(targetOf(), later)
  // An intermediary damages what it passes on.
  fake.trouble = ({ method, place }) =>
    method === 'GET' && place.endsWith(`/objects/${later.set.files[0]?.sha256}`)
      ? new Response('<rss>garbage</rss>')
      : undefined
  for (let look = 0; look < 3; look++) await server.look()
  expect((await server.answer(WORLD.path))[2]).toBe(WORLD.text)
  expect((await server.answer(SPORT.path))[2]).toBe(SPORT.text)
  expect(server.said.slice(1)).toEqual([
    'world/rss.xml at s3://news/feeds at store.test cannot be read, or differs from the manifest; the set that was read before is still served',
  ])
  const trouble = fake.trouble
  fake.trouble = undefined
  await server.look()
  expect((await server.answer(WORLD.path))[2]).toBe(LATER.text)

  await publish(targetOf(), await edition([WORLD, SPORT]))
  await server.look()
  await publish(targetOf(), later)
  fake.trouble = trouble
  for (let look = 0; look < 6; look++) await server.look()
  expect((await server.answer(WORLD.path))[0]).toBe(503)
  expect((await server.answer(SPORT.path))[2]).toBe('<rss>sport later</rss>')
  fake.trouble = undefined
})

it('shows again what was damaged once it is restored, under the same manifest', async () => {
  const made = await edition([WORLD, SPORT])
  await publish(targetOf(), made)
  const key = `news/feeds/.feedwright/objects/${made.set.files[1]?.sha256}`
  const bytes = fake.objects.get(key)
  fake.objects.delete(key)
  const server = await startFollower()
  expect((await server.answer(SPORT.path))[0]).toBe(503)
  if (bytes !== undefined) fake.objects.set(key, bytes)
  for (let look = 0; look < 15; look++) await server.look()
  expect((await server.answer(SPORT.path))[2]).toBe(SPORT.text)
})
