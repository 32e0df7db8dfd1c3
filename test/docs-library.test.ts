import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const examples = [
  ...readFileSync(join(ROOT, 'docs/library.md'), 'utf8').matchAll(/^```ts\n(.*?)^```$/gms),
].map(([, text = '']) => text)

let folder = ''

beforeAll(() => {
  mkdirSync(join(ROOT, 'test/artifacts'), { recursive: true })
  folder = mkdtempSync(join(ROOT, 'test/artifacts/library-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('docs/library.md shows programs that compile under --strict', () => {
  expect(examples.length).toBeGreaterThan(2)
  for (const [index, text] of examples.entries()) writeFileSync(join(folder, `example-${index + 1}.ts`), text)
  // This package by its own name is the one that was built.
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: '../../../tsconfig.json', include: ['*.ts'] }),
  )
  expect(compilerOutput(folder)).toBe('')
}, 60_000)

function compilerOutput(project: string): string {
  try {
    return execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', project], {
      encoding: 'utf8',
    })
  } catch (error) {
    if (error instanceof Error && 'stdout' in error) return String(error.stdout)
    throw error
  }
}
