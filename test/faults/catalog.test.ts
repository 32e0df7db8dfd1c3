import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seededRandom } from '../fuzz/random.ts'
import { type CompiledProgram, compileProgram } from './compiled-program.ts'

const PAGE = 4096
const NOBODY = 65_534

let program: CompiledProgram
let top: string
let site: string
beforeAll(async () => {
  program = await compileProgram()
  top = mkdtempSync(join(tmpdir(), 'catalog-'))
  // Another user runs it, too.
  for (const folder of [top, resolve(program.cli, '../..')]) chmodSync(folder, 0o755)
  site = join(top, 'site')
  mkdirSync(join(site, 'content/news'), { recursive: true })
  writeFileSync(
    join(site, 'content/site.yaml'),
    'title: The Tide\nurl: https://tide.example/\nsince: 2022\nsections: { news: }\n',
  )
  for (let n = 0; n < 150; n++)
    writeFileSync(
      join(site, `content/news/n${n}.md`),
      `---\ntitle: Number ${n}\ndate: 2024-0${1 + (n % 9)}-11\ntags: [t${n % 5}]\n---\n\n${'Words of it. '.repeat(20)}\n`,
    )
  expect(run(site, ['build']).status).toBe(0)
}, 120_000)
afterAll(async () => {
  rmSync(top, { recursive: true })
  await program.remove()
})

function run(cwd: string, args: readonly string[], options: { uid?: number; env?: NodeJS.ProcessEnv } = {}) {
  return spawnSync(process.execPath, [program.cli, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...options.env },
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  })
}

function copy(name: string): { readonly dir: string; readonly data: string } {
  const dir = join(top, name)
  cpSync(site, dir, { recursive: true, preserveTimestamps: true })
  return { dir, data: join(dir, '.feedwright/catalog/data.mdb') }
}

const feedIn = (dir: string) => readFileSync(join(dir, 'out/news/atom.xml'), 'utf8')
const movedAside = (dir: string) =>
  readdirSync(join(dir, '.feedwright')).filter((name) => name.includes('unusable'))

describe('a catalog that a disk has damaged', () => {
  const random = seededRandom(21)
  const pageOf = (bytes: Buffer, page: number) => bytes.subarray(page * PAGE, (page + 1) * PAGE)
  const anyPage = (bytes: Buffer) => 2 + random.below(bytes.length / PAGE - 2)
  type Damage = (bytes: Buffer, page: number, earlier: Buffer) => void
  const damages: Readonly<Record<string, Damage>> = {
    'a page of zeros': (bytes, page) => pageOf(bytes, page).fill(0),
    'a page of noise': (bytes, page) => {
      for (let at = page * PAGE; at < (page + 1) * PAGE; at++) bytes[at] = random.below(256)
    },
    'a page of another place': (bytes, page) => pageOf(bytes, anyPage(bytes)).copy(bytes, page * PAGE),
    'a page of an earlier moment': (bytes, page, earlier) => pageOf(earlier, page).copy(bytes, page * PAGE),
    'two pages in each other’s place': (bytes, page) => {
      const [other, moved] = [anyPage(bytes), Buffer.from(pageOf(bytes, page))]
      pageOf(bytes, other).copy(bytes, page * PAGE)
      moved.copy(bytes, other * PAGE)
    },
    'one bit': (bytes, page) => {
      const at = page * PAGE + random.below(PAGE)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8))
    },
    'one bit of the head': (bytes) => {
      const at = random.below(2) * PAGE + random.below(168)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8))
    },
  }

  it('is noticed and built again in the same run, and what readers have is as if it were whole', () => {
    const { dir, data } = copy('damaged')
    const parts = ['.feedwright', 'out'] as const
    const restore = () => {
      for (const part of parts) {
        rmSync(join(dir, part), { recursive: true, force: true })
        cpSync(join(dir, `${part}-whole`), join(dir, part), { recursive: true, preserveTimestamps: true })
      }
    }
    const article = (name: string, lines: string) =>
      writeFileSync(join(dir, `content/news/${name}.md`), `---\ntitle: ${name}\n${lines}---\n\nIts words.\n`)
    const earlier = readFileSync(data)
    article('undated', '')
    article('n3', 'date: 2024-04-11\nwithdrawn: true\n')
    expect(run(dir, ['build']).status).toBe(0)
    for (const part of parts)
      cpSync(join(dir, part), join(dir, `${part}-whole`), { recursive: true, preserveTimestamps: true })
    const whole = readFileSync(data)
    article('new', 'date: 2024-10-01\n')
    expect(run(dir, ['build']).status).toBe(0)
    const feed = feedIn(dir)

    for (const [kind, damage] of Object.entries(damages))
      for (const hasEndedWell of [true, false]) {
        restore()
        const bytes = Buffer.from(whole)
        const page = 2 + random.below(Math.min(bytes.length, earlier.length) / PAGE - 2)
        damage(bytes, page, earlier)
        writeFileSync(data, bytes)
        if (!hasEndedWell) {
          rmSync(join(dir, '.feedwright/catalog/closed'))
          writeFileSync(join(dir, '.feedwright/catalog/open-1073741824'), '')
        }
        const { status, stderr } = run(dir, ['build'])
        const isRebuilt = movedAside(dir).length > 0
        expect([kind, page, status, stderr.includes('catalog-rebuilt')]).toEqual([kind, page, 0, isRebuilt])
        expect(feedIn(dir), `${kind} ${page}`).toBe(feed)
      }
  }, 240_000)

  it.each([0, 100, 4095, 4096, 6000, 8191, 8192])(
    'is moved aside when %i bytes of it are left',
    (length) => {
      const { dir, data } = copy(`cut-${length}`)
      writeFileSync(data, readFileSync(data).subarray(0, length))
      const { status, stderr } = run(dir, ['build'])
      expect([status, stderr]).toEqual([0, expect.stringContaining('catalog-rebuilt')])
      expect(movedAside(dir)).toHaveLength(1)
      expect(feedIn(dir)).toBe(feedIn(site))
    },
    60_000,
  )

  it('is found before it is trusted', () => {
    const { dir, data } = copy('left-open')
    const bytes = readFileSync(data)
    for (let page = 4; page < bytes.length / PAGE; page++) bytes.fill(0x5a, page * PAGE, (page + 1) * PAGE)
    writeFileSync(data, bytes)
    const { status, stderr } = run(dir, ['build'])
    expect([status, stderr]).toEqual([0, expect.stringContaining('catalog-rebuilt')])
    expect(movedAside(dir)).toHaveLength(1)
  }, 60_000)

  it('is kept when it is whole and only the run before did not end well', () => {
    const { dir } = copy('whole')
    rmSync(join(dir, '.feedwright/catalog/closed'))
    writeFileSync(join(dir, '.feedwright/catalog/open-1073741824'), '')
    const { status, stderr } = run(dir, ['build'])
    expect([status, stderr, movedAside(dir)]).toEqual([0, '', []])
    expect(readdirSync(join(dir, '.feedwright/catalog')).sort()).toEqual(['closed', 'data.mdb', 'lock.mdb'])
  }, 60_000)
})

describe('a catalog that cannot be opened', () => {
  it('stays where it is, byte for byte, when the library for this machine is missing', () => {
    const { dir, data } = copy('no-library')
    const hook = join(top, 'hook.cjs')
    writeFileSync(
      hook,
      `const Module = require('node:module')
const resolve = Module._resolveFilename
Module._resolveFilename = function (request, ...rest) {
  if (request.startsWith('@lmdb/')) throw Object.assign(new Error('Cannot find module ' + request), { code: 'MODULE_NOT_FOUND' })
  return resolve.call(this, request, ...rest)
}`,
    )
    const before = readFileSync(data)
    const { status, stderr } = run(dir, ['build'], { env: { NODE_OPTIONS: `--require ${hook}` } })
    expect(status).toBe(3)
    expect(stderr).toContain(`@lmdb/lmdb-${process.platform}-${process.arch}`)
    expect(stderr).toContain('npm ci')
    expect(stderr).not.toMatch(/delete/)
    expect(readFileSync(data).equals(before)).toBe(true)
    expect(run(dir, ['status'], { env: { NODE_OPTIONS: `--require ${hook}` } }).status).toBe(0)
    expect(run(dir, ['build'])).toMatchObject({ status: 0, stderr: '' })
  }, 60_000)

  // A Node in the home folder of root is nothing that another user may run.
  const asOther = process.getuid?.() === 0 ? { uid: NOBODY } : {}
  const canRun = spawnSync(process.execPath, ['--version'], asOther).status === 0

  it.skipIf(!canRun).each(['lock.mdb', 'data.mdb'])(
    'is told by name when %s may not be written, and status works',
    (name) => {
      const isRoot = process.getuid?.() === 0
      const { dir } = copy(`foreign-${name}`)
      const file = join(dir, '.feedwright/catalog', name)
      if (isRoot)
        for (const path of readdirSync(dir, { recursive: true, encoding: 'utf8' }))
          chownSync(join(dir, path), NOBODY, NOBODY)
      if (isRoot) chownSync(dir, NOBODY, NOBODY)
      if (isRoot) chownSync(file, 0, 0)
      chmodSync(file, 0o444)
      const as = isRoot ? { uid: NOBODY } : {}
      const { status, stderr } = run(dir, ['build'], as)
      expect(stderr).toContain(name)
      if (isRoot) expect(stderr).toContain('user 0')
      expect([status, movedAside(dir)]).toEqual([3, []])
      expect(run(dir, ['status'], as).status).toBe(0)
    },
    60_000,
  )
})
