import { execFileSync, spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { open } from 'lmdb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLmdbCatalog } from '../../src/catalog/lmdb.ts'
import { LAYOUT, openToCheck } from '../../src/catalog/lmdb-store.ts'
import { at, recordOf } from '../contracts/catalog-contract.ts'

let top: string
let path: string
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'lmdb-'))
  path = join(top, 'catalog')
})
afterEach(() => rmSync(top, { recursive: true }))

async function fill(): Promise<void> {
  const catalog = await openLmdbCatalog(path)
  const put = Array.from({ length: 3000 }, (_, n) =>
    recordOf(`world/${n}.md`, { published: at(n), tags: ['t'] }),
  )
  await catalog.apply({ put, remove: [] })
  await catalog.close()
}

const table = async (use: (root: ReturnType<typeof open>) => Promise<unknown>) => {
  const root = open({ path, noSubdir: false, encoding: 'string', maxDbs: 8 })
  await use(root)
  await root.close()
}

describe('a new catalog', () => {
  it('is there after two transactions: each is synced, and first builds in CI pay for it', async () => {
    const catalog = await openLmdbCatalog(path)
    await catalog.close()
    await table(async (root) => expect(root.getStats()).toMatchObject({ lastTxnId: 2 }))
  })
})

describe('a reopened catalog', () => {
  it('has an incomplete batch only when the rest of it is stored', async () => {
    const change = (...keys: readonly string[]) => ({ put: keys.map((key) => recordOf(key)), remove: [] })
    for (const [rest, known] of [
      [[], 0],
      [['world/c.md'], 3],
    ] as const) {
      const catalog = await openLmdbCatalog(path)
      for (const key of ['world/a.md', 'world/b.md']) await catalog.apply({ ...change(key), more: true })
      if (rest.length > 0) await catalog.apply(change(...rest))
      await catalog.close()
      const again = await openLmdbCatalog(path)
      expect(again.size().records).toBe(known)
      await again.close()
    }
  })

  it('has all data, with lists of many pages', async () => {
    await fill()
    const catalog = await openLmdbCatalog(path)
    expect(catalog.notes).toEqual([])
    expect(catalog.size()).toEqual({ records: 3000, entries: 3000 })
    expect(catalog.newest({ tags: ['t'] }, 2, at(2000)).map(({ key }) => key)).toEqual([
      'world/2000.md',
      'world/1999.md',
    ])
    expect(catalog.keysOfId('tag:example.org,2024:world/77.md')).toEqual(['world/77.md'])
    await catalog.close()
  })

  it('rolls back a batch that fails halfway', async () => {
    await fill()
    const catalog = await openLmdbCatalog(path)
    const cyclic: unknown[] = []
    cyclic.push(cyclic)
    const bad = { ...recordOf('world/1.md'), findings: cyclic as never }
    await expect(
      catalog.apply({ put: [recordOf('new.md'), bad], remove: ['world/2.md'] }),
    ).rejects.toMatchObject({
      code: 'STATE_UNREADABLE',
    })
    expect(catalog.size().records).toBe(3000)
    expect([...catalog.revisions('new.md')]).toEqual([])
    await catalog.close()
  })
})

describe('a file that is not a catalog', () => {
  const spoil: readonly [string, () => Promise<void>, RegExp][] = [
    [
      'garbage',
      async () => {
        mkdirSync(path)
        writeFileSync(join(path, 'data.mdb'), 'x'.repeat(9000))
      },
      /not an LMDB database/,
    ],
    [
      'an empty file',
      async () => {
        mkdirSync(path)
        writeFileSync(join(path, 'data.mdb'), '')
      },
      /not an LMDB database/,
    ],
    [
      'a file cut short',
      async () => {
        await fill()
        truncateSync(join(path, 'data.mdb'), 20_000)
      },
      /cut short/,
    ],
    [
      'another layout',
      async () => {
        await fill()
        await table((root) => root.openDB({ name: 'meta', encoding: 'string' }).put('layout', '99'))
      },
      /format 99.*format \d+/,
    ],
    [
      'the database of another program',
      () => table((root) => root.openDB({ name: 'theirs', encoding: 'string' }).put('a', 'b')),
      /another program/,
    ],
    ['a file in the place of the folder', async () => writeFileSync(path, 'x'), /not a folder/],
  ]
  it.each(spoil)('%s is moved aside with a finding, and a new catalog is created', async (_, make, why) => {
    await make()
    const catalog = await openLmdbCatalog(path)
    expect(catalog.notes).toMatchObject([{ code: 'catalog-rebuilt', severity: 'warning', file: path }])
    expect(catalog.notes[0]?.message).toMatch(why)
    expect(existsSync(`${path}.unusable-1`)).toBe(true)
    await catalog.apply({ put: [recordOf('a')], remove: [] })
    expect(catalog.size().records).toBe(1)
    await catalog.close()
    const again = await openLmdbCatalog(path)
    expect([again.notes, again.size().records]).toEqual([[], 1])
    await again.close()
  })

  it('reports that no catalog can be created there', async () => {
    writeFileSync(join(top, 'file'), '')
    const opening = openLmdbCatalog(join(top, 'file/catalog'))
    await expect(opening).rejects.toMatchObject({ code: 'STATE_UNREADABLE' })
  })
})

describe('a writer killed at any moment', () => {
  it('leaves the catalog as some batch left it', async () => {
    const build = join(top, 'build')
    mkdirSync(build)
    symlinkSync(resolve('node_modules'), join(build, 'node_modules'))
    writeFileSync(join(build, 'package.json'), '{"type":"module"}')
    writeFileSync(
      join(build, 'tsconfig.json'),
      JSON.stringify({
        extends: resolve('tsconfig.build.json'),
        compilerOptions: {
          rootDir: resolve('src'),
          outDir: build,
          declaration: false,
          emitDeclarationOnly: false,
          typeRoots: [resolve('node_modules/@types')],
        },
        include: [],
        files: [resolve('src/catalog/lmdb.ts'), resolve('src/article/markdown/plugins.d.ts')],
      }),
    )
    execFileSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', build])
    const lmdb = pathToFileURL(join(build, 'catalog/lmdb.js')).href
    const writer = resolve('test/catalog/killed-writer.mjs')
    const delays = fc.sample(fc.integer({ min: 0, max: 30 }), { seed: 9, numRuns: 24 })
    let generations = 0
    for (const delay of delays) {
      const child = spawn(process.execPath, [writer, lmdb, path], { stdio: ['ignore', 'pipe', 'inherit'] })
      const ended = new Promise((done) => child.once('exit', done))
      await new Promise((ready) => child.stdout.once('data', ready))
      await setTimeout(delay)
      child.kill('SIGKILL')
      await ended
      generations = await expectWhole(generations)
    }
    expect(generations).toBeGreaterThanOrEqual(delays.length)
    expect(readdirSync(top)).toEqual(['build', 'catalog'])
  }, 120_000)

  /** Opens a copy, so that the next writer meets the files just as the killed one left them. */
  async function expectWhole(atLeast: number): Promise<number> {
    const copy = join(top, 'copy')
    cpSync(path, copy, { recursive: true })
    const checked = await openToCheck(copy)
    checked.check()
    await checked.close()
    const catalog = await openLmdbCatalog(copy)
    expect(catalog.notes).toEqual([])
    const generation = Number(catalog.fact('generation') ?? '0')
    expect(generation).toBeGreaterThanOrEqual(atLeast)
    const keys = [...catalog.revisions()]
    for (const [key, revision] of keys) expect(catalog.get(key)).toMatchObject({ key, revision })
    const newest = keys.filter(([, revision]) => revision === `r${generation}`)
    expect(newest.length).toBe(generation === 0 ? 0 : 100)
    const byKey = (list: Iterable<{ readonly key: string }>) => [...list].map(({ key }) => key).sort()
    const all = keys.map(([key]) => key)
    expect(byKey(catalog.newest({}, 9999, at(1e8)))).toEqual(all)
    expect(byKey(catalog.entries({ tags: catalog.vocabulary().tags }))).toEqual(all)
    expect(catalog.size()).toEqual({ records: keys.length, entries: keys.length })
    await catalog.close()
    rmSync(copy, { recursive: true })
    return generation
  }
})

it('states the layout that is tested here', () => expect(LAYOUT).toBe('5'))
