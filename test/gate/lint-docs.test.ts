import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Family } from '../../src/gate/lint/dialect.ts'
import { type LintRule, lintProfiles, lintRules } from '../../src/gate/lint/index.ts'

const DOCS = fileURLToPath(new URL('../../docs/lint/', import.meta.url))
const RULES = fileURLToPath(new URL('../../src/gate/lint/rules/', import.meta.url))
const page = (name: string) => readFileSync(`${DOCS}${name}.md`, 'utf8')

const FORMATS: Readonly<Record<Family, string>> = {
  rss: 'RSS',
  rdf: 'RSS 1.0',
  atom: 'Atom',
  atom03: 'Atom 0.3',
  json: 'JSON Feed',
  opml: 'OPML',
  html: 'HTML',
  unknown: 'documents of no known kind',
}

/** What stands on a rule's page before the reasons: name, severity, formats, source, and what holds. */
function headOf({ code, severity, appliesTo, paragraph, summary }: LintRule): string {
  const formats =
    appliesTo === 'any' ? 'every document' : appliesTo.map((family) => FORMATS[family]).join(', ')
  return `# ${code}\n\n${severity === 'error' ? 'Error' : 'Warning'} in ${formats}. Paragraph: ${paragraph}.\n\n${summary}\n`
}

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

  // `npx vitest run test/gate/lint-docs.test.ts -u` writes the heads.
  it.each(lintRules)('$code begins with what the rule says, and says its way out', async (rule) => {
    const [, body = ''] = page(rule.code).split('\n## Why it matters\n')
    expect(body).toContain(`\n## How to fix it\n\n${rule.fix}`)
    await expect(`${headOf(rule)}\n## Why it matters\n${body}`).toMatchFileSnapshot(`${DOCS}${rule.code}.md`)
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

  it('lists each rule once in its index, in the order in which they run, with its severity and summary', () => {
    const listed = [...page('index').matchAll(/^\| \[.*/gm)].map(([row]) => row)
    const expected = lintRules.map(
      ({ code, severity, summary }) =>
        `| [${code}](${code}.md) | ${severity} | ${summary.replaceAll('|', '\\|')} |`,
    )
    expect(listed).toEqual(expected)
    for (const { name } of lintProfiles) expect(page('index')).toContain(`(profile-${name}.md)`)
  })
})
