import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const rows = readFileSync(join(ROOT, 'docs/reliability.md'), 'utf8')
  .split('## What is treated as hostile')[0]
  ?.split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:guarantee|---)/.test(line))

describe('docs/reliability.md', () => {
  it('has guarantees', () => {
    expect(rows?.length).toBeGreaterThan(15)
  })

  it.each(rows ?? [])('%s', (row) => {
    const tests = [...row.matchAll(/`(test\/[^`]+\.test\.ts)`/g)].map((match) => match[1] ?? '')
    expect(tests).not.toEqual([])
    expect(tests.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  })
})
