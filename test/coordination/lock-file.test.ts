import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LockParts } from '../../src/coordination/lock-file.ts'
import { takeLock } from '../../src/coordination/lock-file.ts'
import type { ProcessTable } from '../../src/coordination/process-identity.ts'
import { systemProcesses } from '../../src/coordination/process-identity.ts'
import { EnvironmentError } from '../../src/errors.ts'
import type { TargetFs } from '../../src/targets/target-fs.ts'
import { gatedFs, killAfter } from '../faults/failing-fs.ts'
import type { MemoryFs } from '../faults/memory-fs.ts'
import { createMemoryFs } from '../faults/memory-fs.ts'
import { moment } from '../targets/published-files.ts'

const LOCK = '/out/.feedwright/lock'
const SINCE = moment('2026-11-22T10:00:00Z')

async function emptyDisk(): Promise<MemoryFs> {
  const fs = createMemoryFs()
  await fs.mkdir('/out/.feedwright', { recursive: true })
  return fs
}

/** Processes of host alpha: those alive, each with when it started. */
function processes(pid: number, alive: Readonly<Record<number, string>>, host = 'alpha'): ProcessTable {
  return {
    pid,
    host,
    startOf: async (other) => alive[other],
    boot: async () => undefined,
    exists: async (other) => other in alive,
  }
}

let tokens = 0
function parts(fs: TargetFs, table: ProcessTable, more: Partial<LockParts> = {}): LockParts {
  return {
    fs,
    processes: table,
    token: () => (++tokens).toString(16).padStart(16, '0'),
    now: () => SINCE,
    ...more,
  }
}

const inFolder = async (fs: MemoryFs) => fs.readdir('/out/.feedwright')

describe('a lock', () => {
  it('reports its holder and start time to the second process', async () => {
    const fs = await emptyDisk()
    const alive = { 11: 'a', 12: 'b' }
    const { release } = await takeLock(LOCK, parts(fs, processes(11, alive)))
    await expect(takeLock(LOCK, parts(fs, processes(12, alive)))).rejects.toMatchObject({
      name: 'EnvironmentError',
      code: 'TARGET_LOCKED',
      message: `/out is locked by another publisher: process 11 on host alpha since ${SINCE}`,
      fix: 'wait until it finishes, or stop it',
    })
    await release()
    expect(await inFolder(fs)).toEqual([])
    await takeLock(LOCK, parts(fs, processes(12, alive)))
  })

  it.each([
    ['whose process is gone', { 12: 'b' }],
    ['whose process number another process has now', { 11: 'later', 12: 'b' }],
  ])('is taken over from a holder %s', async (_name, alive) => {
    const fs = await emptyDisk()
    await takeLock(LOCK, parts(fs, processes(11, { 11: 'a' })))
    const { release } = await takeLock(LOCK, parts(fs, processes(12, alive)))
    expect(new TextDecoder().decode(await fs.readFile(LOCK))).toContain('"pid":12')
    expect(await inFolder(fs)).toEqual(['lock'])
    await release()
    expect(await inFolder(fs)).toEqual([])
  })

  it('of another host is respected, with a suggested fix', async () => {
    const fs = await emptyDisk()
    await takeLock(LOCK, parts(fs, processes(11, { 11: 'a' }, 'beta')))
    await expect(takeLock(LOCK, parts(fs, processes(12, { 12: 'b' })))).rejects.toMatchObject({
      message: expect.stringContaining('process 11 on host beta'),
      fix: expect.stringContaining('the lock of a dead process is taken over'),
    })
    // Of an older version, which did not renew it.
    const holder = JSON.parse(new TextDecoder().decode(await fs.readFile(LOCK)))
    await fs.unlink(LOCK)
    const file = await fs.open(LOCK, 'wx')
    await file.writeFile(new TextEncoder().encode(JSON.stringify({ ...holder, isRenewed: undefined })))
    await expect(takeLock(LOCK, parts(fs, processes(12, { 12: 'b' })))).rejects.toMatchObject({
      message: expect.stringContaining('process 11 on host beta'),
      fix: expect.stringContaining(`if beta does not exist any more, delete ${LOCK}`),
    })
  })

  it('without a holder is respected, with a suggested fix', async () => {
    const fs = await emptyDisk()
    const file = await fs.open(LOCK, 'wx')
    await file.writeFile(new TextEncoder().encode('{"pid":-1,"token":"../../x"}'))
    await expect(takeLock(LOCK, parts(fs, processes(12, { 12: 'b' })))).rejects.toMatchObject({
      code: 'TARGET_LOCKED',
      fix: expect.stringContaining(`delete ${LOCK}`),
    })
  })

  it('that another process created in a new folder is not released by the old holder', async () => {
    const fs = await emptyDisk()
    const alive = { 11: 'a', 12: 'b' }
    const { release } = await takeLock(LOCK, parts(fs, processes(11, alive)))
    await fs.rm('/out', { recursive: true, force: true })
    await fs.mkdir('/out/.feedwright', { recursive: true })
    await takeLock(LOCK, parts(fs, processes(12, alive)))
    await release()
    expect(await inFolder(fs)).toEqual(['lock'])
  })

  it('of an earlier boot is taken over, even if processes of others are not visible', async () => {
    const fs = await emptyDisk()
    const hidden = (pid: number, boot: string): ProcessTable => ({
      pid,
      host: 'alpha',
      startOf: async (other) => (other === pid ? `${boot}/77` : undefined),
      boot: async () => boot,
      exists: async () => true,
    })
    await takeLock(LOCK, parts(fs, hidden(1, 'monday')))
    await expect(takeLock(LOCK, parts(fs, hidden(2, 'monday')))).rejects.toMatchObject({
      code: 'TARGET_LOCKED',
    })
    const { release } = await takeLock(LOCK, parts(fs, hidden(1, 'tuesday')))
    await release()
    expect(await inFolder(fs)).toEqual([])
  })

  it('is exclusive on a file system without hard links, with the correct message', async () => {
    const disk = await emptyDisk()
    const refuse = async () => {
      throw Object.assign(new Error('EPERM: operation not permitted, link'), { code: 'EPERM' })
    }
    const fs: TargetFs = { ...disk, link: refuse }
    const alive = { 11: 'a', 12: 'b' }
    const { release } = await takeLock(LOCK, parts(fs, processes(11, alive)))
    await expect(takeLock(LOCK, parts(fs, processes(12, alive)))).rejects.toThrow('process 11')
    await release()
    expect(await inFolder(disk)).toEqual([])
    // One that was killed before it could write whose lock it is.
    await (await disk.open(LOCK, 'wx')).close()
    const later = { now: () => moment('2026-11-22T10:05:00Z') }
    await (await takeLock(LOCK, parts(fs, processes(12, alive), later))).release()
    expect(await inFolder(disk)).toEqual([])
    const full: TargetFs = {
      ...fs,
      async open(path, flags) {
        if (path === LOCK) throw Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' })
        return disk.open(path, flags)
      },
    }
    await expect(takeLock(LOCK, parts(full, processes(12, alive)))).rejects.toThrow('ENOSPC')
  })

  it('is never held by two processes, in any order of steps and crashes of contenders', async () => {
    const table = (pid: number, dead: ReadonlySet<number>): ProcessTable => ({
      pid,
      host: 'alpha',
      startOf: async () => undefined,
      boot: async () => undefined,
      exists: async (other) => other !== 1 && !dead.has(other),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.option(fc.nat(12), { nil: 1000 }), { minLength: 2, maxLength: 4 }),
        async (scheduler, lives) => {
          const fs = await emptyDisk()
          await takeLock(LOCK, parts(fs, table(1, new Set())))
          const dead = new Set<number>()
          let holding = 0
          let most = 0
          const contend = async (pid: number, steps: number) => {
            const slow = scheduledFs(scheduler, gatedFs(fs, killAfter(steps)))
            let held = false
            try {
              const release = await takeInFourTries(parts(slow, table(pid, dead)))
              held = true
              most = Math.max(most, ++holding)
              await scheduler.schedule(Promise.resolve(), `${pid} works`)
              holding--
              held = false
              await release()
            } catch {
              if (held) holding--
              dead.add(pid)
            }
          }
          const all = Promise.all(lives.map((steps, index) => contend(index + 2, steps)))
          await scheduler.waitFor(all)
          expect(most).toBeLessThan(2)
          const fate = new Set([...lives.keys()].map((index) => index + 2))
          await takeLock(LOCK, parts(fs, table(99, fate)))
        },
      ),
      { seed: 20240202, numRuns: 400 },
    )
  })
})

async function takeInFourTries(lock: LockParts): Promise<() => Promise<void>> {
  for (let tries = 3; ; tries--) {
    try {
      return (await takeLock(LOCK, lock)).release
    } catch (error) {
      if (tries === 0 || !(error instanceof EnvironmentError)) throw error
    }
  }
}

/** `fs` whose calls come to pass in the order the scheduler chooses. */
function scheduledFs(scheduler: fc.Scheduler, fs: TargetFs): TargetFs {
  const scheduled =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      await scheduler.schedule(Promise.resolve())
      return work(...args)
    }
  return {
    ...fs,
    link: scheduled(fs.link),
    unlink: scheduled(fs.unlink),
    readFile: scheduled(fs.readFile),
    readdir: scheduled(fs.readdir),
  }
}

describe('the processes of this host', () => {
  it('include this one, but not an impossible one', async () => {
    const table = systemProcesses()
    expect(await table.exists(table.pid)).toBe(true)
    expect(await table.exists(2 ** 22 + 1)).toBe(false)
  })

  it.skipIf(process.platform !== 'linux')('are distinguished by their start time', async () => {
    const table = systemProcesses()
    const start = await table.startOf(table.pid)
    expect(start).toMatch(/^[0-9a-f-]{36}\/\d+$/)
    expect(await table.startOf(table.pid)).toBe(start)
    expect(await table.startOf(1)).not.toBe(start)
  })
})
