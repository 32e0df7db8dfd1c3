import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openLmdbCatalog } from '../../src/catalog/lmdb.ts'
import { createFileLease } from '../../src/coordination/file-lease.ts'
import { createDirectoryTarget } from '../../src/targets/directory.ts'
import { publish } from '../targets/published-files.ts'
import { editions } from './editions.ts'
import { expectPublished, expectReadable } from './readers.ts'

const folder = mkdtempSync(join(tmpdir(), 'feedwright-'))
const disk = join(folder, 'disk')
const mounted = mount()

function mount(): boolean {
  mkdirSync(disk)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

afterAll(() => {
  if (mounted) execFileSync('umount', [disk])
  rmSync(folder, { recursive: true })
})

describe.skipIf(!mounted)('on a file system that is full (needs the right to mount one)', () => {
  it('readers keep whole documents, the error says what to do, and the next run finishes once there is room', async () => {
    const out = join(disk, 'out')
    const read = async (path: string) => readFileSync(join(out, path))
    const { before, after } = await editions(800)
    await publish(createDirectoryTarget(out), before, createFileLease(out))
    let refused = 0
    for (let room = 0; room < 60; room += 4) {
      fill(join(disk, 'ballast'), room)
      const error: unknown = await publish(createDirectoryTarget(out), after, createFileLease(out)).then(
        () => undefined,
        (reason: unknown) => reason,
      )
      if (error !== undefined) {
        refused++
        expect(error).toMatchObject({
          code: 'TARGET_UNWRITABLE',
          fix: expect.stringContaining('free some space'),
        })
      }
      await expectReadable(read, before, after)
      rmSync(join(disk, 'ballast'))
      await publish(createDirectoryTarget(out), after, createFileLease(out))
      await expectPublished(read, after, before)
      await publish(createDirectoryTarget(out), before, createFileLease(out))
    }
    expect(refused).toBeGreaterThan(0)
  })

  it('a catalog that has no room says so instead of ending the process', async () => {
    rmSync(join(disk, 'out'), { recursive: true, force: true })
    for (const room of [8, 16, 64, 200]) {
      fill(join(disk, 'ballast'), room)
      await expect(openLmdbCatalog(join(disk, 'catalog'))).rejects.toMatchObject({
        code: 'STATE_UNREADABLE',
        message: expect.stringContaining('its disk is full'),
        fix: expect.stringContaining('Free some space'),
      })
      rmSync(join(disk, 'ballast'))
    }
  })
})

/** Fills the disk but for `room` KiB. */
function fill(path: string, room: number): void {
  const block = new Uint8Array(4096)
  let kib = 0
  try {
    for (;;) {
      writeFileSync(path, block, { flag: 'a' })
      kib += 4
    }
  } catch {
    writeFileSync(path, new Uint8Array(Math.max(0, kib - room) * 1024))
  }
}
