import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, expect, it } from 'vitest'

/** The steps of CONTRIBUTING.md, followed in a copy; its last one registers the contract suite here. */
const ROOT = join(import.meta.dirname, '..')
const blocks = new Map(
  [...readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8').matchAll(/^```ts (\S+)\n(.*?)^```$/gms)].map(
    ([, path = '', text = '']) => [path, text] as const,
  ),
)
const SOURCE = 'src/sources/json-lines.ts'
const LIST = 'src/sources/index.ts'
const SUITE = 'test/contracts/json-lines.test.ts'

mkdirSync(join(ROOT, 'test/artifacts'), { recursive: true })
const copy = mkdtempSync(join(ROOT, 'test/artifacts/contributing-'))
afterAll(() => rmSync(copy, { recursive: true, force: true }))
for (const path of ['src', 'test/contracts/source.ts', 'test/article/desk.ts']) {
  mkdirSync(dirname(join(copy, path)), { recursive: true })
  cpSync(join(ROOT, path), join(copy, path), { recursive: true })
}
for (const path of [SOURCE, SUITE]) writeFileSync(join(copy, path), blocks.get(path) ?? '')
const [line = '', list = ''] = (blocks.get(LIST) ?? '').trim().split('\n')
writeFileSync(
  join(copy, LIST),
  `${line}\n${readFileSync(join(copy, LIST), 'utf8').replace(/^export const sourceKinds.*$/m, list)}`,
)

it('shows three files, each once', () => {
  expect([...blocks.keys()].filter((path) => path.endsWith('.ts'))).toEqual([SOURCE, LIST, SUITE])
})

await import(join(copy, SUITE))

it('declares the settings of the new kind with its line in the list', async () => {
  const { parseSettings }: typeof import('../src/config/parse.ts') = await import(
    join(copy, 'src/config/parse.ts')
  )
  const site = 'title: T\nurl: https://example.org/\nsince: 2024\n'
  const parsed = (sources: string) => parseSettings(`${site}sources: [${sources}]`, 'site.yaml')
  const settings = { kind: 'json-lines', path: 'posts.jsonl', name: 'posts' }
  expect(parsed(JSON.stringify(settings)).value?.sources).toEqual([settings])
  expect(parsed('{ kind: json-lines }').findings).toHaveLength(1)
  expect(parsed('{ kind: unknown }').findings[0]?.expected).toContain('json-lines')
})

it('compiles under --strict', () => {
  writeFileSync(
    join(copy, 'tsconfig.json'),
    JSON.stringify({
      extends: '../../../tsconfig.json',
      include: [SUITE, LIST, 'src/article/markdown/*.d.ts'],
    }),
  )
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc')
  let said = ''
  try {
    execFileSync(process.execPath, [compiler, '--noEmit', '-p', copy], { encoding: 'utf8' })
  } catch (error) {
    said = error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error)
  }
  expect(said).toBe('')
}, 120_000)
