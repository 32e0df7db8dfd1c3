import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { lintProfiles, lintRules } from '../../src/gate/lint/index.ts'

const DOCS = fileURLToPath(new URL('../../docs/lint/', import.meta.url))
const RULES = fileURLToPath(new URL('../../src/gate/lint/rules/', import.meta.url))
const page = (name: string) => readFileSync(`${DOCS}${name}.md`, 'utf8')
const camel = (code: string) => code.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

describe('the rules', () => {
  it('stand in one file each, named after their code, and all of them are asked', () => {
    const files = readdirSync(RULES).filter((name) => name !== 'index.ts')
    expect(files.sort()).toEqual(lintRules.map(({ code }) => `${code}.ts`).sort())
    for (const { code } of lintRules)
      expect(readFileSync(`${RULES}${code}.ts`, 'utf8')).toContain(`export const ${camel(code)}: LintRule`)
  })

  it('have codes of their own', () => {
    const codes = [...lintRules, ...lintProfiles.flatMap(({ rules }) => rules)].map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    for (const code of codes) expect(code).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)+$/)
  })
})

describe('docs/lint', () => {
  it('has a page for every rule and profile, and no other', () => {
    const expected = [
      'index',
      ...lintRules.map(({ code }) => code),
      ...lintProfiles.map(({ name }) => `profile-${name}`),
    ]
    expect(readdirSync(DOCS).sort()).toEqual(expected.map((name) => `${name}.md`).sort())
  })

  it.each(lintRules)('$code says what the rule says', ({ code, severity, paragraph, summary, fix }) => {
    const text = page(code)
    expect(text.startsWith(`# ${code}\n\n${severity === 'error' ? 'Error' : 'Warning'} in `)).toBe(true)
    for (const part of [
      `Paragraph: ${paragraph}.`,
      summary,
      '## Why readers care\n\n',
      `## How to mend it\n\n${fix}`,
    ])
      expect(text).toContain(part)
  })

  it.each(lintProfiles)('profile-$name says what its rules say, and no more', ({ name, label, rules }) => {
    const text = page(`profile-${name}`)
    expect(text.startsWith(`# ${label}\n`)).toBe(true)
    expect([...text.matchAll(/^## (\S+)$/gm)].map(([, code]) => code)).toEqual(rules.map(({ code }) => code))
    for (const { severity, paragraph, summary, fix } of rules)
      expect(text).toContain(
        `${severity === 'error' ? 'Error' : 'Warning'}. Paragraph: ${paragraph}.\n\n${summary}\n\n${fix}`,
      )
  })

  it('lists each rule once in its index, with its severity', () => {
    const listed = [...page('index').matchAll(/^\| \[(\S+)\]\((\S+)\.md\) \| (\w+) \|/gm)].map(
      ([, code, target, severity]) => {
        expect(target).toBe(code)
        return `${code} ${severity}`
      },
    )
    expect(listed.sort()).toEqual(lintRules.map(({ code, severity }) => `${code} ${severity}`).sort())
    for (const { name } of lintProfiles) expect(page('index')).toContain(`(profile-${name}.md)`)
  })
})
