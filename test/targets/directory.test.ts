import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { instantToMs } from '../../src/article/instant.ts'
import { createFileLease } from '../../src/coordination/file-lease.ts'
import { EnvironmentError } from '../../src/errors.ts'
import { createDirectoryTarget } from '../../src/targets/directory.ts'
import { createMemoryTarget } from '../../src/targets/memory.ts'
import { nodeFs } from '../../src/targets/node-fs.ts'
import type { TargetFs } from '../../src/targets/target-fs.ts'
import { targetContract } from '../contracts/target.ts'
import { edition, LONG_AGO, moment, publish } from './published-files.ts'

let folder: string
let out: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'feedwright-'))
  out = join(folder, 'out')
})
afterEach(() => rm(folder, { recursive: true }))

const lease = (folder: string) => createFileLease(folder).acquire(new AbortController().signal)

describe('a directory', () => {
  targetContract(async () => ({
    target: createDirectoryTarget(out),
    seen: (path) => readFile(join(out, path)).catch(() => undefined),
  }))
})

describe('memory', () => {
  targetContract(async () => {
    const target = createMemoryTarget()
    return { target, seen: async (path) => target.files.get(path)?.identity }
  })
})

const RSS = { path: 'world/rss.xml', text: `<rss>${'world '.repeat(200)}</rss>` }
const ATOM = { path: 'world/atom.xml', text: `<feed>${'world '.repeat(200)}</feed>` }
const SPORT = { path: 'sport/rss.xml', text: `<rss>${'sport '.repeat(200)}</rss>` }

const at = (path: string) => join(out, path)

it('records who published last, and does without a record that is damaged', async () => {
  const newer = { version: '0.2.0', generation: 'b' }
  const marked = (publisher = { version: '0.1.0', generation: 'a' }) =>
    createDirectoryTarget(out, { publisher })
  const made = await edition([RSS])
  await publish(marked(), made)
  await publish(marked(newer), made)
  expect((await marked().current())?.publisher).toEqual(newer)
  await writeFile(at('.feedwright/publisher.json'), '{"version":1')
  expect((await marked().current())?.publisher).toBe(undefined)
  await publish(marked(), made)
  expect((await marked().current())?.publisher).toEqual({ version: '0.1.0', generation: 'a' })
})

it('is read without the private folder by a server that runs as another user', async () => {
  const made = await edition([RSS])
  await publish(createDirectoryTarget(out, { publisher: { version: '0.1.0', generation: 'a' } }), made)
  await writeFile(at('.feedwright/journal.json'), '["world/rss.xml"]')
  const denied = (path: string) =>
    Object.assign(new Error(`EACCES: permission denied, ${path}`), { code: 'EACCES' })
  const lstatAllowed: typeof nodeFs.lstat = async (path) => {
    if (path.includes('/.feedwright/')) throw denied(path)
    return nodeFs.lstat(path)
  }
  const other = createDirectoryTarget(out, { fs: { ...nodeFs, lstat: lstatAllowed } })
  expect(await other.current()).toMatchObject({ set: made.set, publisher: undefined })
  expect(await other.unfinished()).toEqual([])
  await writeFile(at('manifest.json'), '{"version":1,"files":[')
  expect(await other.current()).toMatchObject({ set: undefined, damaged: at('manifest.json') })
})

it('is not written to any more once the lease is lost, wherever that is in a commit', async () => {
  const [first, second] = [
    await edition([RSS, ATOM]),
    await edition([
      { ...RSS, text: `${RSS.text}<!-- later -->`, lastModified: moment('2024-02-03T00:00:00Z') },
      SPORT,
    ]),
  ]
  let isDone = false
  let lostAfter = 0
  for (; !isDone; lostAfter++) {
    await rm(out, { recursive: true, force: true })
    await publish(createDirectoryTarget(out), first)
    let writes = 0
    const counting = (path: string, work: Promise<void>): Promise<void> => {
      if (!path.includes('/.feedwright/')) writes += 1
      return work
    }
    const fs: TargetFs = {
      ...nodeFs,
      rename: (from, to) => counting(to, nodeFs.rename(from, to)),
      unlink: (path) => counting(path, nodeFs.unlink(path)),
    }
    const target = createDirectoryTarget(out, { fs })
    for (const file of second.set.files) {
      const contents = second.contents.get(file.path)
      if (contents !== undefined) await target.stage(file, contents)
    }
    const lost = new EnvironmentError('LEASE_LOST', 'another publisher has it')
    const check = () => {
      if (writes >= lostAfter) throw lost
    }
    const failure = await target
      .commit(second.set, await target.revision(), { term: 2, check })
      .catch((error: unknown) => error)
    isDone = failure !== lost
    if (!isDone) expect(writes).toBe(lostAfter)
  }
  expect(lostAfter).toBeGreaterThan(8)
})

/** Every path below out/ with its inode and date: a file that was rewritten has another inode. */
async function inventory(): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const path of await readdir(out, { recursive: true })) {
    const facts = await lstat(at(path))
    if (!path.startsWith('.feedwright')) found[path] = `${facts.ino} ${facts.mtimeMs} ${facts.size}`
  }
  return found
}

async function expectWhole(path: string, text: string): Promise<void> {
  expect(await readFile(at(path), 'utf8')).toBe(text)
  expect(gunzipSync(await readFile(at(`${path}.gz`))).toString()).toBe(text)
  expect(brotliDecompressSync(await readFile(at(`${path}.br`))).toString()).toBe(text)
}

describe('files in a directory', () => {
  it('have precompressed copies beside them, all dated by their newest change', async () => {
    await publish(createDirectoryTarget(out), await edition([RSS]))
    await expectWhole(RSS.path, RSS.text)
    for (const ending of ['', '.gz', '.br'])
      expect((await stat(at(RSS.path + ending))).mtimeMs).toBe(instantToMs(LONG_AGO))
    expect((await stat(at('manifest.json'))).mtimeMs).toBe(instantToMs(LONG_AGO))
  })

  it('dated before 1970 are found whole again', async () => {
    const made = await edition([{ ...RSS, lastModified: moment('1849-01-01T00:00:00Z') }])
    const target = createDirectoryTarget(out)
    await publish(target, made)
    expect(await target.damaged(made.set)).toEqual([])
  })

  it('are not touched by a second run, whether it stages them again or not', async () => {
    const made = await edition([RSS, ATOM])
    const target = createDirectoryTarget(out)
    await publish(target, made)
    const before = await inventory()
    await publish(target, made)
    expect(await inventory()).toEqual(before)
    for (const file of made.set.files)
      await target.stage(file, made.contents.get(file.path) ?? { identity: new Uint8Array() })
    await target.commit(made.set, await target.revision())
    expect(await inventory()).toEqual(before)
  })

  it('keep inode and date when only a neighbor changes', async () => {
    const target = createDirectoryTarget(out)
    await publish(target, await edition([RSS, ATOM]))
    const before = await inventory()
    await publish(target, await edition([{ ...RSS, text: '<rss/>' }, ATOM]))
    const after = await inventory()
    for (const path of [ATOM.path, `${ATOM.path}.gz`, `${ATOM.path}.br`])
      expect(after[path]).toBe(before[path])
    expect(after[RSS.path]).not.toBe(before[RSS.path])
  })

  it('lose copies that would no longer be smaller', async () => {
    const target = createDirectoryTarget(out)
    await publish(target, await edition([RSS]))
    await publish(target, await edition([{ ...RSS, text: 'x' }]))
    expect((await readdir(at('world'))).sort()).toEqual(['rss.xml'])
  })

  it('of no one are left alone, and so are their folders', async () => {
    const target = createDirectoryTarget(out)
    await publish(target, await edition([RSS, SPORT]))
    await writeFile(at('world/robots.txt'), 'mine')
    await writeFile(at('favicon.ico'), 'mine')
    await publish(target, await edition([SPORT]))
    expect(await readdir(at('world'))).toEqual(['robots.txt'])
    expect(await readFile(at('favicon.ico'), 'utf8')).toBe('mine')
  })

  it('of removed sections go, and an empty folder with them', async () => {
    const target = createDirectoryTarget(out)
    await publish(target, await edition([RSS, SPORT]))
    await publish(target, await edition([SPORT]))
    expect((await readdir(out)).sort()).toEqual(['.feedwright', 'manifest.json', 'sport'])
  })

  it('leave nothing behind in the private folder', async () => {
    await publish(createDirectoryTarget(out), await edition([RSS]))
    expect(await readdir(at('.feedwright'))).toEqual(['manifest.json'])
    expect((await stat(at('.feedwright'))).mode & 0o077).toBe(0)
  })
})

describe('the next run restores', () => {
  const vandals: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['a deleted document', () => rm(at(RSS.path))],
    ['a deleted copy', () => rm(at(`${RSS.path}.br`))],
    ['a deleted folder', () => rm(at('world'), { recursive: true })],
    ['a deleted out/', () => rm(out, { recursive: true })],
    ['a deleted manifest', () => rm(at('manifest.json'))],
    ['a manifest that is no JSON', () => writeFile(at('manifest.json'), '{"version":1,')],
    ['an edited document', () => writeFile(at(RSS.path), RSS.text.replace('world', 'wield'))],
    ['an edited copy', () => writeFile(at(`${RSS.path}.gz`), 'junk')],
    [
      'a document that became a link',
      async () => {
        await rm(at(RSS.path))
        await writeFile(join(folder, 'elsewhere'), RSS.text)
        await symlink(join(folder, 'elsewhere'), at(RSS.path))
      },
    ],
    ['a document with another date', () => utimes(at(RSS.path), 1, 1)],
  ]
  it.each(vandals)('%s', async (_name, vandalise) => {
    const made = await edition([RSS, ATOM])
    await publish(createDirectoryTarget(out), made)
    await vandalise()
    const target = createDirectoryTarget(out)
    await publish(target, made)
    for (const { path, text } of [RSS, ATOM]) await expectWhole(path, text)
    expect((await lstat(at(RSS.path))).isFile()).toBe(true)
    expect(await target.damaged(made.set)).toEqual([])
    expect((await target.current())?.set?.files).toHaveLength(2)
  })

  it('and till then a damaged file is not read as what it was', async () => {
    const made = await edition([RSS])
    const target = createDirectoryTarget(out)
    await publish(target, made)
    for (const ending of ['', '.gz', '.br']) await writeFile(at(RSS.path + ending), 'junk')
    for (const file of made.set.files)
      for (const coding of [undefined, 'gzip', 'br'] as const)
        expect(await target.read(file, coding)).toBeUndefined()
  })

  it('without a copy of its own a document loses one that somebody put beside it', async () => {
    const made = await edition([{ ...RSS, text: 'x' }])
    await publish(createDirectoryTarget(out), made)
    await writeFile(at(`${RSS.path}.gz`), 'junk')
    await publish(createDirectoryTarget(out), made)
    expect(await readdir(at('world'))).toEqual(['rss.xml'])
  })
})

it('publishes into a folder that is itself reached through a link', async () => {
  await mkdir(join(folder, 'www'))
  await symlink(join(folder, 'www'), out)
  await publish(createDirectoryTarget(out), await edition([RSS]))
  expect(await readFile(join(folder, 'www', RSS.path), 'utf8')).toBe(RSS.text)
})

it('comes to a clean end when out/ is deleted in the middle of a run, and is whole after the next', async () => {
  const target = createDirectoryTarget(out)
  const made = await edition([RSS, ATOM])
  for (const file of made.set.files) {
    await rm(out, { recursive: true, force: true })
    await target.stage(file, made.contents.get(file.path) ?? { identity: new Uint8Array() })
  }
  await expect(target.commit(made.set, undefined)).rejects.toMatchObject({ code: 'TARGET_UNWRITABLE' })
  await target.abandon()
  await publish(target, made)
  for (const { path, text } of [RSS, ATOM]) await expectWhole(path, text)
})

it('looks over all files first, then all but archive documents, which come up in turn', async () => {
  const pages = [1, 2, 3, 4, 5].map((n) => ({
    path: `world/archive/${n}/rss.xml`,
    text: `<rss>${n}</rss>`,
    rank: 'archive' as const,
  }))
  const made = await edition([RSS, ...pages])
  await publish(createDirectoryTarget(out), made)
  await rm(at('world'), { recursive: true })
  const target = createDirectoryTarget(out, { archivesAtOnce: 2 })
  const look = async () =>
    (await target.damaged(made.set)).map(({ path }) => path.replace(/^world\/(archive\/)?/, ''))
  const all = ['rss.xml', ...pages.map((_, n) => `${n + 1}/rss.xml`)]
  expect(await look()).toEqual(all)
  expect(await look()).toEqual(['rss.xml', '1/rss.xml', '2/rss.xml'])
  expect(await look()).toEqual(['rss.xml', '3/rss.xml', '4/rss.xml'])
  expect(await look()).toEqual(['rss.xml', '5/rss.xml'])
  expect(await look()).toEqual(['rss.xml', '1/rss.xml', '2/rss.xml'])
})

describe('a directory refuses', () => {
  it('to write or remove through a link that stands for a folder', async () => {
    const target = createDirectoryTarget(out)
    await publish(target, await edition([RSS, SPORT]))
    await rm(at('world'), { recursive: true })
    await mkdir(join(folder, 'elsewhere'))
    await writeFile(join(folder, 'elsewhere/rss.xml'), 'not ours')
    await symlink(join(folder, 'elsewhere'), at('world'))
    const refusal = {
      code: 'TARGET_UNWRITABLE',
      message: expect.stringContaining('world is a symbolic link'),
    }
    await expect(publish(target, await edition([{ ...RSS, text: 'new' }, SPORT]))).rejects.toMatchObject(
      refusal,
    )
    await expect(publish(target, await edition([SPORT]))).rejects.toMatchObject(refusal)
    expect(await readdir(join(folder, 'elsewhere'))).toEqual(['rss.xml'])
    expect(await readFile(join(folder, 'elsewhere/rss.xml'), 'utf8')).toBe('not ours')
  })

  it('a private folder that is a link', async () => {
    await mkdir(out)
    await mkdir(join(folder, 'elsewhere'))
    await symlink(join(folder, 'elsewhere'), at('.feedwright'))
    await expect(lease(out)).rejects.toMatchObject({ code: 'TARGET_UNWRITABLE' })
    expect(await readdir(join(folder, 'elsewhere'))).toEqual([])
  })

  it('with a sentence that names the place and the way out', async () => {
    await writeFile(out, 'a file')
    await expect(lease(out)).rejects.toThrow('out is not a folder')
    await expect(lease(at('deeper/still'))).rejects.toMatchObject({
      name: 'EnvironmentError',
      code: 'TARGET_UNWRITABLE',
      message: expect.stringContaining(`cannot lock ${at('deeper/still')}: ENOTDIR`),
    })
  })

  it.skipIf(process.getuid?.() === 0)('a folder it may not write, and says who has to do what', async () => {
    await mkdir(out)
    await chmod(out, 0o500)
    await expect(lease(out)).rejects.toMatchObject({
      code: 'TARGET_UNWRITABLE',
      fix: expect.stringContaining('write permission'),
    })
  })

  it('a manifest that names files outside', async () => {
    const target = createDirectoryTarget(out)
    await publish(target, await edition([RSS]))
    await writeFile(join(folder, 'precious'), 'mine')
    const manifest = await readFile(at('manifest.json'), 'utf8')
    await writeFile(at('manifest.json'), manifest.replace('world/rss.xml', '../precious'))
    expect(await target.current()).toMatchObject({ damaged: at('manifest.json') })
    await publish(target, await edition([SPORT]))
    expect(await readFile(join(folder, 'precious'), 'utf8')).toBe('mine')
  })
})
