import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFileLease } from '../../src/coordination/file-lease.ts'
import { createDirectoryTarget } from '../../src/targets/directory.ts'
import type { Edition } from '../targets/published-files.ts'
import { publish } from '../targets/published-files.ts'
import { editions } from './editions.ts'
import { expectPublished, expectReadable } from './readers.ts'

const KILLS = Number(process.env['FEEDWRIGHT_KILLS'] ?? 20)
const SEED = Number(process.env['FEEDWRIGHT_SEED'] ?? 20240202)

let folder: string
let out: string
let before: Edition
let after: Edition

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'feedwright-'))
  out = join(folder, 'out')
  const made = await editions(800)
  before = made.before
  after = made.after
  await writeFile(join(folder, 'editions.json'), JSON.stringify([before, after].map(portable)))
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: resolve('tsconfig.build.json'),
      compilerOptions: {
        noCheck: true,
        declaration: false,
        emitDeclarationOnly: false,
        rootDir: resolve('src'),
        outDir: join(folder, 'compiled'),
        typeRoots: [resolve('node_modules/@types')],
      },
      include: [],
      files: ['src/targets/directory.ts', 'src/coordination/file-lease.ts'].map((file) => resolve(file)),
    }),
  )
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  execFileSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', folder], {
    stdio: 'inherit',
  })
})
afterAll(() => rm(folder, { recursive: true }))

function portable({ set, contents }: Edition) {
  const base64 = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('base64')
  return {
    set,
    contents: Object.fromEntries(
      [...contents].map(([path, { identity, gzip, br }]) => [
        path,
        { identity: base64(identity), gzip: base64(gzip), br: base64(br) },
      ]),
    ),
  }
}

describe('a process that is killed with kill -9 while it publishes', () => {
  it(`shows readers whole documents only, and the next run makes the set exact (${KILLS} times)`, {
    timeout: 60_000 + KILLS * 2_000,
  }, async () => {
    const read = (path: string) => readFile(join(out, path))
    const moments = fc.sample(fc.integer({ min: 0, max: 120 }), { seed: SEED, numRuns: KILLS })
    await publish(createDirectoryTarget(out), before, createFileLease(out))
    let cutShort = 0
    for (const moment of moments) {
      const child = spawn(
        process.execPath,
        ['test/faults/publisher.mjs', join(folder, 'compiled'), join(folder, 'editions.json'), out],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      )
      const exit = once(child, 'exit')
      await once(child.stdout, 'data')
      await pause(moment)
      child.kill('SIGKILL')
      expect(await exit).toEqual([null, 'SIGKILL'])
      const kept = await readdir(join(out, '.feedwright'))
      if (kept.some((name) => name !== 'manifest.json')) cutShort++
      await expectReadable(read, before, after)
      await publish(createDirectoryTarget(out), after, createFileLease(out))
      await expectPublished(read, after, before)
      expect(await readdir(join(out, '.feedwright'))).toEqual(['manifest.json'])
    }
    expect(cutShort).toBeGreaterThan(KILLS / 4)
  })
})
