import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseSettings } from '../src/config/parse.ts'
import { type SettingRow, settingRows, settingsJsonSchema } from './support/settings-schema.ts'

const DOCS = new URL('../docs/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, DOCS), 'utf8')

const BEGIN = '<!-- settings: begin -->\n'
const END = '<!-- settings: end -->\n'

const cell = (text: string) => text.replaceAll('|', '\\|')
const code = (text: string) => (text === '' ? '' : `\`${text.replaceAll('|', '\\|')}\``)

function table(rows: readonly SettingRow[]): string {
  const lines = rows.map(
    (row) =>
      `| ${code(row.name)} | ${cell(row.type)} | ${row.default === 'required' ? '**required**' : code(row.default)} | ${row.help.replaceAll('|', '\\|')}${again(row)} |`,
  )
  return ['| setting | type | default | meaning |', '| --- | --- | --- | --- |', ...lines, ''].join('\n')
}

function again({ again }: SettingRow): string {
  return again.length === 0 ? '' : ` Also, for this part only: ${again.map(code).join(', ')}.`
}

/*
 * Both files are written by `npx vitest run test/docs-settings.test.ts -u`.
 */
describe('what is written about the settings', () => {
  it('docs/site.schema.json is the schema of the code', async () => {
    await expect(`${JSON.stringify(settingsJsonSchema(), undefined, 2)}\n`).toMatchFileSnapshot(
      '../docs/site.schema.json',
    )
  })

  it('docs/settings.md explains every setting once, with type and default', async () => {
    const [before = '', rest = ''] = read('settings.md').split(BEGIN)
    const after = rest.split(END)[1] ?? ''
    expect(after).not.toBe('')
    await expect(`${before}${BEGIN}\n${table(settingRows())}\n${END}${after}`).toMatchFileSnapshot(
      '../docs/settings.md',
    )
  })

  it('every setting has help, and no two rows are about one setting', () => {
    const rows = settingRows()
    expect(rows.filter((row) => row.help === '' || row.type === '').map((row) => row.name)).toEqual([])
    expect(new Set(rows.map((row) => row.name)).size).toBe(rows.length)
    const named = rows.flatMap((row) => row.again)
    expect(named.filter((key) => !rows.some((row) => row.name.split('.').at(-1) === key))).toEqual([])
  })

  it('every site.yaml shown in the docs is one', () => {
    const examples = [...read('settings.md').matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => text)
    expect(examples.length).toBeGreaterThan(1)
    for (const text of examples) {
      const first = /^title:/m.test(text) ? '' : 'title: T\nurl: https://example.org/\nsince: 2024\n'
      expect(parseSettings(first + text, 'docs/settings.md').findings).toEqual([])
    }
  })
})
