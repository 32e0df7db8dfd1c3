import { mkdtempSync, rmSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDirectoryTarget } from '../../src/targets/directory.ts'
import { nodeFs } from '../../src/targets/node-fs.ts'
import type { TargetFs } from '../../src/targets/target-fs.ts'
import { edition, moment, publish } from './published-files.ts'

let out: string
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'coarse-'))
})
afterEach(() => rmSync(out, { recursive: true }))

/** A file system that keeps dates as `kept` says. */
function keeping(kept: (ms: number) => number): TargetFs {
  const date = (given: Date) => new Date(kept(given.getTime()))
  return {
    ...nodeFs,
    utimes: (path, accessed, modified) => nodeFs.utimes(path, date(accessed), date(modified)),
    async open(path, flags) {
      const file = await nodeFs.open(path, flags)
      return { ...file, utimes: (accessed, modified) => file.utimes(date(accessed), date(modified)) }
    },
  }
}

describe('a file system that keeps dates coarsely', () => {
  it.each([
    ['even seconds, earlier', (ms: number) => ms - (ms % 2000)],
    ['even seconds, later', (ms: number) => ms + (ms % 2000)],
    ['whole seconds', (ms: number) => ms - (ms % 1000)],
  ])('of %s has nothing damaged', async (_, kept) => {
    const target = createDirectoryTarget(out, { fs: keeping(kept) })
    const made = await edition([
      { path: 'a/rss.xml', text: 'odd', lastModified: moment('2024-02-02T10:00:01Z') },
      { path: 'b/rss.xml', text: 'even', lastModified: moment('2024-02-02T10:00:02Z') },
    ])
    await publish(target, made)
    expect(await target.damaged(made.set)).toEqual([])
  })

  it('still tells a file that somebody touched', async () => {
    const target = createDirectoryTarget(out)
    const made = await edition([
      { path: 'a/rss.xml', text: 'odd', lastModified: moment('2024-02-02T10:00:01Z') },
    ])
    await publish(target, made)
    for (const at of ['2024-02-02T10:00:03Z', '2024-02-02T10:00:04Z', '2024-02-01T10:00:01Z']) {
      const touched = new Date(at)
      await nodeFs.utimes(join(out, 'a/rss.xml'), touched, touched)
      expect(
        (await target.damaged(made.set)).map(({ path }) => path),
        at,
      ).toEqual(['a/rss.xml'])
    }
  })
})

it('publishes where open files can be synced and dated by their number only', async () => {
  const probe = await open(join(out, 'probe'), 'w')
  const handles: FileHandle = Object.getPrototypeOf(probe)
  const { sync, utimes, datasync } = handles
  const missing = () => Promise.reject(new Error('Method not implemented.'))
  try {
    Object.assign(handles, { sync: missing, utimes: missing, datasync: missing })
    const made = await edition([{ path: 'a/rss.xml', text: 'text' }])
    await publish(createDirectoryTarget(join(out, 'site')), made)
    expect(await createDirectoryTarget(join(out, 'site')).damaged(made.set)).toEqual([])
  } finally {
    Object.assign(handles, { sync, utimes, datasync })
    await probe.close()
  }
})
