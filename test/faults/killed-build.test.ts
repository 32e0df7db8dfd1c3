import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkFeed } from '../../src/gate/check.ts'
import { readManifest } from '../../src/targets/manifest.ts'
import { seededRandom } from '../fuzz/random.ts'
import { run } from '../support/tools.ts'
import { type CompiledProgram, compileProgram } from './compiled-program.ts'

const KILLS = Number(process.env['FEEDWRIGHT_BUILD_KILLS'] ?? 3)
const SEED = Number(process.env['FEEDWRIGHT_SEED'] ?? 20240202)
const ARTICLES = 200

let program: CompiledProgram
let folder: string

beforeAll(async () => {
  program = await compileProgram()
  folder = await mkdtemp(join(tmpdir(), 'feedwright-killed-'))
})
afterAll(async () => {
  await program.remove()
  await rm(folder, { recursive: true })
})

const pathOf = (number: number) =>
  join(folder, 'content', number % 2 === 0 ? 'world' : 'business', `n${number}.md`)
const write = (number: number, round: number) =>
  writeFile(
    pathOf(number),
    `---\ntitle: Article ${number}\ndate: 2024-01-01T00:00:${String(number % 60).padStart(2, '0')}Z\ntags: [t${number % 7}]\n---\n\nRound ${round}. ${'Words of it. '.repeat(50)}\n`,
  )

async function site(): Promise<void> {
  for (const section of ['world', 'business']) await run('mkdir', ['-p', join(folder, 'content', section)])
  await writeFile(
    join(folder, 'content/site.yaml'),
    'title: T\nurl: https://example.org/\nsince: 2024\nsections: { world: , business: }\narchiveSize: 40\n',
  )
  for (let number = 0; number < ARTICLES; number++) await write(number, 0)
}

/** Every document is whole, every copy is its document's, and the manifest can be read. */
async function expectWhole(): Promise<number> {
  const out = join(folder, 'out')
  if (!existsSync(out)) return 0
  const paths = (await readdir(out, { recursive: true })).filter((path) => !path.startsWith('.feedwright'))
  let documents = 0
  for (const path of paths) {
    const bytes = () => readFile(join(out, path))
    if (/(?:rss\.xml|atom\.xml|feed\.json)$/.test(path)) {
      documents++
      expect(
        checkFeed(await bytes()).findings.filter(({ severity }) => severity === 'error'),
        path,
      ).toEqual([])
    }
    const document = path.replace(/\.(?:gz|br)$/, '')
    if (document === path) continue
    const copy = path.endsWith('.gz') ? gunzipSync(await bytes()) : brotliDecompressSync(await bytes())
    expect(copy.equals(await readFile(join(out, document))), path).toBe(true)
  }
  const manifest = join(out, 'manifest.json')
  if (existsSync(manifest)) expect(readManifest(await readFile(manifest, 'utf8'))).toBeDefined()
  return documents
}

/** What is out is the set of the manifest and nothing else, with its very bytes. */
async function expectExact(): Promise<void> {
  const out = join(folder, 'out')
  const set = readManifest(await readFile(join(out, 'manifest.json'), 'utf8'))
  for (const { path, sha256 } of set?.files ?? [])
    expect(
      createHash('sha256')
        .update(await readFile(join(out, path)))
        .digest('hex'),
      path,
    ).toBe(sha256)
  const listed = new Set([
    'manifest.json',
    '.feedwright/manifest.json',
    '.feedwright/publisher.json',
    ...(set?.files.map(({ path }) => path) ?? []),
  ])
  const found = (await readdir(out, { recursive: true, withFileTypes: true })).filter((one) => one.isFile())
  const strangers = found.map((one) => join(one.parentPath, one.name).slice(out.length + 1))
  expect(strangers.filter((path) => !listed.has(path.replace(/\.(?:gz|br)$/, '')))).toEqual([])
}

const build = () => run(process.execPath, [program.cli, 'build', '--json'], { cwd: folder })

describe('`feedwright build` that is killed with kill -9 at any moment', () => {
  it(`shows whole documents only, and the next run makes everything right (${KILLS} times, seed ${SEED})`, {
    timeout: 60_000 + KILLS * 15_000,
  }, async () => {
    const random = seededRandom(SEED)
    const edit = async (round: number) => {
      for (let edits = 0; edits < 20; edits++) await write(random.below(ARTICLES), round)
    }
    await site()
    await build()
    await edit(0)
    const started = performance.now()
    await build()
    const length = performance.now() - started
    let cutShort = 0
    for (let kill = 1; kill <= KILLS; kill++) {
      await edit(kill)
      if (random.chance(0.2)) await rm(join(folder, '.feedwright'), { recursive: true, force: true })
      const child = spawn(process.execPath, [program.cli, 'build'], { cwd: folder, stdio: 'ignore' })
      const exit = once(child, 'exit')
      await pause(random.below(Math.ceil(length)))
      child.kill('SIGKILL')
      const [code] = await exit
      if (code === null) cutShort++
      await expectWhole()
      const { stdout } = await build()
      const report: { findings: unknown[] } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
      expect(report.findings).toEqual([])
      expect(await expectWhole()).toBeGreaterThan(10)
      await expectExact()
      expect(await readFile(join(folder, 'out/world/rss.xml'), 'utf8')).toContain(`Round ${kill}`)
    }
    expect(cutShort).toBeGreaterThan(0)
  })
})
