import { describe, expect, it, onTestFinished } from 'vitest'
import { instantFromMs } from '../../src/article/instant.ts'
import { servingFactsOf } from '../../src/config/serving-facts.ts'
import { createMemoryLease } from '../../src/coordination/memory-lease.ts'
import { EnvironmentError } from '../../src/errors.ts'
import { readSettings } from '../../src/output.ts'
import { quietReporter } from '../../src/reporting/quiet-reporter.ts'
import type { Clock } from '../../src/schedule/clock.ts'
import { type ServingParts, startServing } from '../../src/service/serving.ts'
import { createMemoryTarget } from '../../src/targets/memory.ts'
import { siteFolder } from '../support/site.ts'
import { edition, publish } from '../targets/published-files.ts'

const never = new AbortController().signal
const NOON = Date.UTC(2026, 10, 22, 12)
const locked = () =>
  new EnvironmentError('TARGET_LOCKED', 'out is locked by another publisher: process 7 on host b')
const unreadable = () => new EnvironmentError('CONTENT_UNREADABLE', 'content is not mounted')

/** A server over a target in memory; `look` lets the time pass after which others are looked at. */
async function setUp(changed: Pick<Partial<ServingParts>, 'target' | 'follows'> = {}) {
  const target = createMemoryTarget()
  const lease = createMemoryLease()
  const timers = new Set<() => void>()
  const clock: Clock = {
    now: () => NOON,
    elapsed: () => 0,
    uptime: () => 0,
    setTimer(_ms, wake) {
      timers.add(wake)
      return () => void timers.delete(wake)
    },
  }
  const said: string[] = []
  const { settings } = await readSettings({ cwd: await siteFolder({}) })
  const serving = await startServing({
    serve: settings.serve,
    facts: servingFactsOf(settings),
    graceMinutes: 15,
    target,
    lease,
    reporter: {
      ...quietReporter,
      info: (message) => void said.push(message),
      error: (error) => void said.push(String(error)),
    },
    clock,
    port: 0,
    readPicture: async () => undefined,
    nextChange: () => undefined,
    ...changed,
  })
  const [base] = said.join('\n').match(/http:\S+/) ?? []
  onTestFinished(async () => {
    serving.stop()
    await serving.server.close()
  })
  return {
    serving,
    lease,
    timers,
    said,
    status: async (path: string) => (await fetch(`${base}${path}`)).status,
    async ready() {
      const answer = await fetch(`${base}readyz`)
      return [answer.status, (await answer.text()).trim()]
    },
    async look() {
      for (const wake of [...timers]) {
        timers.delete(wake)
        wake()
      }
    },
  }
}

const FOLLOWS = [200, 'out is locked by another publisher: process 7 on host b; this server follows it']

describe('a server beside another publisher', () => {
  it('that only follows it answers unknown addresses from the start, before it reads the set again', async () => {
    const target = createMemoryTarget()
    await publish(target, await edition([{ path: 'world/rss.xml', text: '<rss/>' }]))
    const reads = [() => target.current()]
    const current = () => reads.pop()?.() ?? new Promise<undefined>(() => {})
    const { status } = await setUp({ target: { ...target, current }, follows: 'another publisher' })
    expect([await status('world/rss.xml'), await status('nothing.xml')]).toEqual([200, 404])
  })

  it('keeps the set that it read, and says so once, while the manifest is damaged', async () => {
    const target = createMemoryTarget()
    await publish(target, await edition([{ path: 'world/rss.xml', text: '<rss/>' }]))
    let isDamaged = false
    const { look, timers, status, said } = await setUp({
      target: {
        ...target,
        revision: async () => (isDamaged ? 'damaged' : target.revision()),
        current: async () =>
          isDamaged
            ? { set: undefined, damaged: 'out/manifest.json', revision: 'damaged', term: 0 }
            : target.current(),
      },
      follows: 'another publisher',
    })
    const lookOnce = async () => {
      await expect.poll(() => timers.size).toBe(1)
      await look()
      await expect.poll(() => timers.size).toBe(1)
    }
    isDamaged = true
    await lookOnce()
    await lookOnce()
    expect(await status('world/rss.xml')).toBe(200)
    expect(said.slice(1)).toEqual([expect.stringContaining('out/manifest.json is not a valid manifest')])
    isDamaged = false
    await publish(target, await edition([{ path: 'sport/rss.xml', text: '<rss/>' }]))
    await lookOnce()
    expect([await status('world/rss.xml'), await status('sport/rss.xml')]).toEqual([404, 200])
  })

  it('follows it only while it holds the folder', async () => {
    const { serving, lease, timers, ready, look } = await setUp()
    const held = await lease.acquire(never)
    serving.failed(locked())
    expect(await ready()).toEqual(FOLLOWS)
    await expect.poll(() => timers.size).toBe(1)
    await look()
    await expect.poll(() => timers.size).toBe(1)
    expect(await ready()).toEqual(FOLLOWS)
    await held.release()
    await look()
    await expect.poll(ready).toEqual([503, 'no run has succeeded yet'])
    expect(timers.size).toBe(0)
  })

  it('follows it no more when a run of its own fails for another reason', async () => {
    const { serving, timers, ready } = await setUp()
    serving.failed(locked())
    serving.failed(unreadable())
    expect(await ready()).toEqual([503, 'no run has succeeded yet: content is not mounted'])
    await expect.poll(() => timers.size).toBe(0)
  })

  it('says again what became of its own runs when the folder is free', async () => {
    const { serving, lease, timers, ready, look } = await setUp()
    const noon = instantFromMs(NOON)
    if (noon === undefined) throw new RangeError('no instant')
    await serving.succeeded(noon, undefined)
    const held = await lease.acquire(never)
    serving.failed(locked())
    serving.failed(locked())
    expect(await ready()).toEqual(FOLLOWS)
    await expect.poll(() => timers.size).toBe(1)
    await held.release()
    await look()
    await expect.poll(ready).toEqual([200, 'the last successful run was 0 minutes ago'])
  })

  it('looks after it no more once it has stopped', async () => {
    const { serving, lease, timers } = await setUp()
    await lease.acquire(never)
    serving.failed(locked())
    serving.stop()
    await serving.refresh()
    expect(timers.size).toBe(0)
  })
})
