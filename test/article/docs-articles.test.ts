import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ARTICLE_FINDINGS } from '../../src/article/article-finding.ts'
import { GATE_READINGS, GATES, keysOf } from '../../src/article/front-matter/gates.ts'
import { FRONT_MATTER_KEYS, keyNamed, nearestKey } from '../../src/article/front-matter/keys.ts'

const page = (name: string) => readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8')

describe('docs/articles.md', () => {
  it('has the keys of front matter as they are declared, and no other', () => {
    const rows = page('articles.md').match(/^\| `.*$/gm)
    expect(rows).toEqual(
      FRONT_MATTER_KEYS.map(
        ({ name, aliases, type, help }) =>
          `| \`${name}\` | ${aliases.map((alias) => `\`${alias}\``).join(', ')} | ${type} | ${help} |`,
      ),
    )
  })
})

describe('docs/articles.md on what is not public', () => {
  it('has every gate as it is declared, and no other', () => {
    const section = page('articles.md').split('## What is not public\n')[1]?.split('\n## ')[0] ?? ''
    const rows = section.match(/^\|.*$/gm)?.slice(2)
    expect(rows).toEqual(
      GATES.map((gate) => {
        const keys = keysOf(gate).map((key) => `\`${key}\``)
        const audience = gate.audience === undefined ? '' : ` (\`${gate.audience}\`)`
        return `| ${gate.programs} | ${keys.join(', ')} | ${GATE_READINGS[gate.reading]}${audience} |`
      }),
    )
  })
})

describe('docs/findings.md', () => {
  it.each(Object.entries(ARTICLE_FINDINGS))('explains %s as %s', (code, severity) => {
    const section = page('findings.md').split(`### \`${code}\`\n`)[1] ?? ''
    expect(section.toLowerCase().startsWith(`${severity}.`)).toBe(true)
  })
})

describe('the keys', () => {
  it('have each spelling once', () => {
    const spellings = FRONT_MATTER_KEYS.flatMap(({ name, aliases }) => [name, ...aliases])
    expect(new Set(spellings).size).toBe(spellings.length)
    for (const { name, aliases } of FRONT_MATTER_KEYS)
      for (const spelling of [name, ...aliases]) expect(keyNamed(spelling)).toBe(name)
  })

  it.each([
    ['titel', 'title'],
    ['Title', 'title'],
    ['catagories', 'categories'],
    ['sumary', 'summary'],
    ['summery', 'summary'],
    // Nothing is proposed that changes whether, when or for whom an article is public, or what readers know it by.
    ['embargoeduntil', undefined],
    ['publishDate', undefined],
    ['created', undefined],
    ['correction', undefined],
    ['subtitle', undefined],
    ['paid', undefined],
    ['live', undefined],
    ['state', undefined],
    ['layout', undefined],
    ['x', undefined],
  ])('%s: did you mean %s?', (spelling, meant) => expect(nearestKey(spelling)).toBe(meant))
})
