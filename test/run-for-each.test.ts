import { describe, expect, it } from 'vitest'
import { EnvironmentError } from '../src/errors.ts'
import type { Finding } from '../src/finding.ts'
import { quietReporter } from '../src/reporting/quiet-reporter.ts'
import { createRunForEach, type RunForEachRequest } from '../src/run-for-each.ts'
import type { Parts } from '../src/steps/parts.ts'
import { createMemoryTarget, type MemoryTarget } from '../src/targets/memory.ts'
import { createNewsroom, hour, type NewsroomOptions } from './steps/newsroom.ts'

/** A lease that says whether it is held. */
function createNotedLease() {
  let held = 0
  const lost = new AbortController().signal
  return {
    held: () => held,
    lease: {
      isHeld: async () => held > 0,
      holder: async () => undefined,
      async acquire() {
        held++
        return { term: 0, lost, check() {}, release: async () => void held-- }
      },
    },
  }
}

/** A newsroom with several targets, each of which answers when the test says so. */
function createPlaces(names: readonly string[], options: NewsroomOptions = {}) {
  const newsroom = createNewsroom(options)
  const places = names.map((name) => {
    const target = createMemoryTarget(name)
    const answers: (() => Promise<void>)[] = []
    const { held, lease } = createNotedLease()
    const place = {
      target,
      held,
      /** Set: it gives no answer until {@link answer}. */
      isSilent: false,
      fault: undefined as EnvironmentError | undefined,
      answer: () => Promise.all(answers.splice(0).map((one) => one())),
    }
    const parts: Parts = {
      ...newsroom.parts,
      lease,
      target: {
        ...target,
        async recover() {
          if (place.isSilent) await new Promise<void>((resolve) => answers.push(async () => resolve()))
          if (place.fault !== undefined) throw place.fault
          await target.recover()
        },
      },
    }
    return { ...place, place, parts }
  })
  const [main, ...others] = places.map(({ parts }) => parts)
  if (main === undefined) throw new Error('no place')
  const told: Finding[] = []
  const reporter = { ...quietReporter, findings: (more: readonly Finding[]) => void told.push(...more) }
  const run = createRunForEach({ ...main, reporter }, others, () => {})
  return {
    newsroom,
    told,
    places: places.map(({ place }) => place),
    run: (hours: number, request: Partial<RunForEachRequest> = {}) =>
      run({
        now: hour(hours),
        acceptChurn: new Set(),
        signal: new AbortController().signal,
        elapsed: () => 0,
        ...request,
      }),
  }
}

const textsAt = (target: MemoryTarget) =>
  [...target.files].map(([path, { identity }]) => [path, Buffer.from(identity).toString()])
const errorsIn = ({ findings }: { readonly findings: readonly Finding[] }) =>
  findings.filter(({ severity }) => severity === 'error').map(({ message }) => message)
const away = (name: string) => new EnvironmentError('TARGET_UNWRITABLE', `${name} is away`)

describe('runs for several targets', () => {
  it('look at the articles once, and publish the same to each', async () => {
    let listings = 0
    const { newsroom, places, run } = createPlaces(['a', 'b', 'c'])
    const { source } = newsroom.parts
    const list = source.list.bind(source)
    Object.assign(source, {
      list: (...args: Parameters<typeof list>) => {
        listings++
        return list(...args)
      },
    })
    newsroom.write('one')
    const report = await run(1)
    expect(listings).toBe(1)
    expect(report.others?.map(({ target }) => target)).toEqual(['b', 'c'])
    const [a, b, c] = places.map(({ target }) => textsAt(target))
    expect(a?.join()).toContain('one')
    expect([b, c]).toEqual([a, a])
  })

  it.each([0, 1, 2])(
    'publish to the others while target %i gives no answer, and to it once it does',
    async (at) => {
      const { newsroom, places, run } = createPlaces(['a', 'b', 'c'])
      const silent = places[at]
      const others = places.filter((place) => place !== silent)
      if (silent === undefined) throw new Error('no such place')
      newsroom.write('one')
      await run(1)
      silent.isSilent = true
      newsroom.write('two')
      let giveUp = (): void => {}
      const isOver = new Promise<void>((resolve) => {
        giveUp = resolve
      })
      const running = run(2, { timeout: () => isOver }).catch((error: unknown) => error)
      await expect.poll(() => others.every(({ target }) => textsAt(target).join().includes('two'))).toBe(true)
      giveUp()
      const first = await running
      if (at === 0) expect(first).toMatchObject({ code: 'TARGET_UNWRITABLE' })
      else expect(first).toMatchObject({ findings: [{ code: 'target-failed' }] })

      // The next run gives up at once what the last one waited for in vain.
      newsroom.write('three')
      const never = { timeout: () => new Promise<void>(() => {}) }
      const second = await run(3, never).catch((error: unknown) => error)
      expect(second).toEqual(expect.objectContaining(at === 0 ? { code: 'TARGET_UNWRITABLE' } : {}))
      for (const { target } of others) expect(textsAt(target).join()).toContain('three')

      silent.isSilent = false
      await silent.answer()
      await expect.poll(() => silent.held()).toBe(0)
      expect(errorsIn(await run(4, never))).toEqual([])
      expect(textsAt(silent.target)).toEqual(textsAt(others[0]?.target ?? silent.target))
    },
  )

  it('wait for every target where no one has said for how long', async () => {
    const { newsroom, places, run } = createPlaces(['a', 'b'])
    const [, b] = places
    if (b === undefined) throw new Error('no such place')
    await run(0)
    b.isSilent = true
    newsroom.write('one')
    const running = run(1)
    await expect
      .poll(() =>
        textsAt(places[0]?.target ?? b.target)
          .join()
          .includes('one'),
      )
      .toBe(true)
    await b.answer()
    expect(errorsIn(await running)).toEqual([])
    expect(textsAt(b.target).join()).toContain('one')
  })

  it('report in the order of the targets, whichever fails or answers first', async () => {
    const { newsroom, places, run } = createPlaces(['a', 'b', 'c', 'd'])
    const [, b, c, d] = places
    if (b === undefined || c === undefined || d === undefined) throw new Error('no such place')
    await run(0)
    newsroom.write('one')
    b.isSilent = true
    b.fault = away('b')
    d.fault = away('d')
    const running = run(1)
    await expect.poll(() => textsAt(c.target).join().includes('one')).toBe(true)
    await b.answer()
    expect(errorsIn(await running)).toEqual([
      'nothing was published to b: b is away',
      'nothing was published to d: d is away',
    ])
  })

  it('say once what fails for all of them', async () => {
    const { newsroom, told, run } = createPlaces(['a', 'b'])
    const fault = new EnvironmentError('CONTENT_UNREADABLE', 'the articles are away')
    Object.assign(newsroom.parts.source, {
      async *list() {
        yield []
        throw fault
      },
    })
    await expect(run(1)).rejects.toBe(fault)
    expect(told).toEqual([])
  })

  it('learn what a lost catalog knew from the first target whose readers have something', async () => {
    const { newsroom, places, run } = createPlaces(['a', 'b'])
    newsroom.write('one')
    const [a, b] = places
    if (a === undefined || b === undefined) throw new Error('no such place')
    a.fault = away('a')
    await run(1).catch(() => undefined)
    const known = textsAt(b.target)
    const { catalog } = newsroom
    const keys = [...catalog.revisions()].map(([key]) => key)
    await catalog.apply({ put: [], remove: keys, facts: { 'last-run': '', 'run-states': '[]' } })
    a.fault = undefined
    const report = await run(50)
    expect(report.findings.map(({ code }) => code)).toContain('state-lost')
    expect(textsAt(b.target)).toEqual(known)
    expect(textsAt(a.target)).toEqual(known)
  })
})
