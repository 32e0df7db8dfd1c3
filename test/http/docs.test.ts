import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { lintProfiles, lintRules } from '../../src/gate/lint/index.ts'
import { probeRules } from '../../src/http/probe/rules/index.ts'
import { answerRules } from '../../src/http/rules/index.ts'

const DOCS = fileURLToPath(new URL('../../docs/http/', import.meta.url))
const rules = [
  ...answerRules.map((rule) => ({ ...rule, scope: 'one response' })),
  ...probeRules.map((rule) => ({ ...rule, scope: 'several responses' })),
]
const page = (name: string) => readFileSync(`${DOCS}${name}.md`, 'utf8')

describe('the rules for HTTP', () => {
  it('have codes of their own', () => {
    const others = [...lintRules, ...lintProfiles.flatMap(({ rules }) => rules)].map(({ code }) => code)
    const codes = rules.map(({ code }) => code)
    expect(new Set([...codes, ...others]).size).toBe(codes.length + others.length)
    for (const code of codes) expect(code).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)+$/)
  })
})

describe('docs/http', () => {
  it('has a page for every rule, and no other', () => {
    const expected = ['index', ...rules.map(({ code }) => code)]
    expect(readdirSync(DOCS).sort()).toEqual(expected.map((name) => `${name}.md`).sort())
  })

  it.each(rules)('$code says what the rule says', ({ code, severity, paragraph, summary, fix, scope }) => {
    const text = page(code)
    const kind = severity === 'error' ? 'Error' : 'Warning'
    expect(text.startsWith(`# ${code}\n\n${kind} in ${scope}. Paragraph: ${paragraph}.\n`)).toBe(true)
    for (const part of [summary, '## Why it matters\n\n', `## How to fix it\n\n${fix}`])
      expect(text).toContain(part)
  })

  it('lists each rule once in its index, in the order in which they run', () => {
    const listed = [...page('index').matchAll(/^\| \[(\S+)\]\((\S+)\.md\) \| (\w+) \| (.*) \|$/gm)].map(
      ([, code, target, severity, summary]) => {
        expect(target).toBe(code)
        return `${code} ${severity} ${summary}`
      },
    )
    expect(listed).toEqual(rules.map(({ code, severity, summary }) => `${code} ${severity} ${summary}`))
  })
})
