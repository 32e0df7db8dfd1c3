import { beforeAll, describe, expect, it } from 'vitest'
import { createFileLease } from '../../src/coordination/file-lease.ts'
import type { Lease } from '../../src/coordination/lease.ts'
import type { ProcessTable } from '../../src/coordination/process-identity.ts'
import { loadSnapshotContents } from '../../src/server/load-snapshot.ts'
import { createDirectoryTarget } from '../../src/targets/directory.ts'
import type { PublishTarget } from '../../src/targets/target.ts'
import type { TargetFs } from '../../src/targets/target-fs.ts'
import type { Edition } from '../targets/published-files.ts'
import { publish } from '../targets/published-files.ts'
import { editions } from './editions.ts'
import type { Gate } from './failing-fs.ts'
import { failAt, gatedFs, Killed, killAfter } from './failing-fs.ts'
import type { MemoryFs } from './memory-fs.ts'
import { createMemoryFs } from './memory-fs.ts'
import type { Read } from './readers.ts'
import { expectPublished, expectReadable } from './readers.ts'

const OUT = '/srv/out'

let before: Edition
let after: Edition
let published: MemoryFs

beforeAll(async () => {
  const made = await editions()
  before = made.before
  after = made.after
  published = createMemoryFs()
  await run(published, 1, before)
})

/** The process `pid`, and no one else alive. */
function processesOf(pid: number): ProcessTable {
  return {
    pid,
    host: 'here',
    startOf: async () => undefined,
    boot: async () => undefined,
    exists: async (other) => other === pid,
  }
}

const leaseOf = (fs: TargetFs, pid: number): Lease =>
  createFileLease(OUT, { fs, processes: processesOf(pid) })

/** What another process does that comes and goes again without publishing. */
async function lookOver(fs: TargetFs, target: PublishTarget): Promise<void> {
  const held = await leaseOf(fs, 3).acquire(new AbortController().signal)
  await target.recover()
  await held.release()
}

/** A run by a process that is the only one alive. */
async function run(fs: TargetFs, pid: number, edition: Edition): Promise<void> {
  await publish(createDirectoryTarget(OUT, { fs }), edition, leaseOf(fs, pid))
}

/** A run that publishes `after` as far as the gate lets it; what stopped it, or undefined. */
async function attempt(fs: TargetFs, gate: Gate, pid: number): Promise<unknown> {
  try {
    await run(gatedFs(fs, gate), pid, after)
    return undefined
  } catch (error) {
    return error
  }
}

const readers =
  (fs: TargetFs): Read =>
  (path) =>
    fs.readFile(`${OUT}/${path}`)

async function countSteps(): Promise<number> {
  let count = 0
  await attempt(published.copy(), () => void count++, 2)
  return count
}

describe('a publish that is killed after any step', () => {
  it('shows readers whole documents only, and the next run makes the set exact', async () => {
    const steps = await countSteps()
    expect(steps).toBeGreaterThan(50)
    for (let step = 0; step < steps; step++) {
      const fs = published.copy()
      expect(await attempt(fs, killAfter(step), 2)).toBeInstanceOf(Error)
      await expectReadable(readers(fs), before, after)
      await run(fs, 3, after)
      await expectPublished(readers(fs), after, before)
      expect(await fs.readdir(`${OUT}/.feedwright`)).toEqual(['manifest.json'])
    }
  })

  it('leaves a server that starts then with every document to show', async () => {
    const steps = await countSteps()
    for (let step = 0; step < steps; step++) {
      const fs = published.copy()
      await attempt(fs, killAfter(step), 2)
      const target = createDirectoryTarget(OUT, { fs })
      // Also after another process has looked the folder over and gone again.
      for (const prepare of [async () => {}, () => lookOver(fs, target)]) {
        await prepare()
        const set = (await target.current())?.set
        const options = { formats: [], gate: () => [], onRefused: () => {} }
        const loaded = set === undefined ? undefined : await loadSnapshotContents(target, set, options)
        expect(loaded?.findings, `step ${step}`).toEqual([])
      }
    }
  })

  it('is undone when the content went back to what it was', async () => {
    const steps = await countSteps()
    for (let step = 0; step < steps; step++) {
      const fs = published.copy()
      await attempt(fs, killAfter(step), 2)
      await run(fs, 3, before)
      await expectPublished(readers(fs), before, after)
      expect(await fs.readdir(`${OUT}/.feedwright`)).toEqual(['manifest.json'])
    }
  })

  it('is finished or undone by the process that locks the target next, unless documents have to be made again', async () => {
    const steps = await countSteps()
    let fixed = 0
    for (let step = 0; step < steps; step++) {
      const fs = published.copy()
      await attempt(fs, killAfter(step), 2)
      const target = createDirectoryTarget(OUT, { fs })
      await lookOver(fs, target)
      await expectReadable(readers(fs), before, after)
      const set = (await target.current())?.set
      if (set === undefined || (await target.damaged(set)).length > 0) continue
      fixed++
      const [edition, other] = set.files.length === after.set.files.length ? [after, before] : [before, after]
      await expectPublished(readers(fs), edition, other)
    }
    expect(fixed).toBeGreaterThan(steps / 3)
  })

  it('is fixed by a run that is itself killed, and so on', async () => {
    const steps = await countSteps()
    for (let first = 0; first < steps; first += 7) {
      const fs = published.copy()
      await attempt(fs, killAfter(first), 2)
      for (let second = 3; second < steps; second += 11) {
        const error = await attempt(fs, killAfter(second), second)
        await expectReadable(readers(fs), before, after)
        if (error === undefined) break
        expect(error).toBeInstanceOf(Killed)
      }
      await run(fs, 9999, after)
      await expectPublished(readers(fs), after, before)
    }
  })
})

describe.each(['ENOSPC', 'EACCES', 'EIO'])('a publish in which any one step fails with %s', (code) => {
  it('says so, shows readers whole documents only, and the next run makes the set exact', async () => {
    for (let step = 0; ; step++) {
      const fs = published.copy()
      const gate = failAt(step, code)
      const error = await attempt(fs, gate, 2)
      if (gate.passed()) break
      expect(error, `step ${step}`).toMatchObject({ name: 'EnvironmentError', code: 'TARGET_UNWRITABLE' })
      await expectReadable(readers(fs), before, after)
      await run(fs, 3, after)
      await expectPublished(readers(fs), after, before)
    }
  })
})

describe('a publish', () => {
  it('gives no name to contents that are not on the platter, and syncs the folder of every step before the next', async () => {
    const fs = published.copy()
    const log: string[] = []
    await attempt(fs, (step) => void log.push(step), 2)
    const synced = new Set<string>()
    for (const step of log) {
      const [verb, path = '', , to] = step.split(' ')
      if (verb === 'sync') synced.add(path)
      if (verb === 'write') synced.delete(path)
      if (verb === 'rename') expect(synced, `${path} before it became ${to}`).toContain(path)
    }
    const stepOf = (step: string) => {
      const index = log.findIndex((other) => other.endsWith(step))
      expect(index, step).toBeGreaterThanOrEqual(0)
      return index
    }
    const steps = [
      `${OUT}/.feedwright/journal.json`,
      `unlink ${OUT}/world/rss.xml.gz`,
      ` → ${OUT}/world/rss.xml`,
      ` → ${OUT}/world/rss.xml.gz`,
      ` → ${OUT}/feeds.opml`,
      ` → ${OUT}/manifest.json`,
      `unlink ${OUT}/sport/rss.xml.gz`,
      `unlink ${OUT}/sport/rss.xml`,
    ].map(stepOf)
    expect(steps).toEqual(steps.toSorted((a, b) => a - b))
    expect(stepOf(` → ${OUT}/world/archive/1.xml`)).toBeLessThan(stepOf(` → ${OUT}/world/rss.xml`))
    for (const [index, from] of steps.entries()) {
      const until = steps[index + 1]
      if (until !== undefined)
        expect(log.slice(from, until).some((step) => step.startsWith('sync /srv/out'))).toBe(true)
    }
  })
})
