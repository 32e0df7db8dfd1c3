import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { commands } from '../src/commands/index.ts'
import { good, startServer, withHeaders } from './http/feed-server.ts'
import { markdown, runCommand, siteFolder } from './support/site.ts'
import { run } from './support/tools.ts'

const ROOT = join(import.meta.dirname, '..')
const REPORT = join(ROOT, '.github/action/report.mjs')
const BROKEN =
  '<rss version="2.0"><channel><title>a|b</title><link>https://example.org/</link></channel></rss>\n'

async function reported(folder: string, said: string): Promise<{ annotations: string; summary: string }> {
  await writeFile(join(folder, 'said.json'), said)
  const summary = join(folder, 'summary.md')
  const env = { ...process.env, GITHUB_STEP_SUMMARY: summary }
  const { stdout } = await run(process.execPath, [REPORT, join(folder, 'said.json')], { env })
  return { annotations: stdout, summary: await readFile(summary, 'utf8') }
}

describe('the report of the action', () => {
  it('annotates what check found, and has a row for each document', async () => {
    const folder = await siteFolder({ 'a,|b.xml': BROKEN })
    const { out } = await runCommand(folder, ['check', 'a,|b.xml', '--json'])
    const { annotations, summary } = await reported(folder, out)
    expect(annotations).toMatch(
      /^::error file=a%2C\|b\.xml,line=1,col=\d+,title=channel-description-missing::/m,
    )
    expect(summary).toContain('| a,&#124;b.xml | RSS 2.0 | 0 | 1 | 1 |')
  })

  it('annotates what probe found, and has a row for each address', async () => {
    const folder = await siteFolder({})
    const origin = await startServer((asked) => withHeaders(good(asked), { 'set-cookie': 'a=b' }))
    const { out } = await runCommand(folder, ['probe', '--pause', '0', '--json', `${origin}/feed`])
    const { annotations, summary } = await reported(folder, out)
    expect(annotations).toMatch(/^::warning file=http.*title=cookie-set::/m)
    expect(summary).toContain('/feed | RSS 2.0 | 1 | 0 | 1 |')
  })

  it('annotates the articles that build left out, and has a row for each feed', async () => {
    const folder = await siteFolder({
      'content/world/a.md': markdown('Alpha', '2024-01-02'),
      'content/world/b.md': markdown('Beta', '2024-02-30'),
    })
    const { out } = await runCommand(folder, ['build', '--json'])
    const { annotations, summary } = await reported(folder, out)
    expect(annotations).toMatch(/^::error file=content\/world\/b\.md,line=3,col=\d+,title=date-invalid::/m)
    expect(summary).toContain('| world | written | 1 | 1 | 0 | 0 |')
  })

  it('annotates what ended a build', async () => {
    const folder = await siteFolder({})
    const said = `${JSON.stringify({ event: 'error', code: 'TARGET_LOCKED', message: 'it is\nlocked', fix: 'wait' })}\n`
    const { annotations } = await reported(folder, said)
    expect(annotations).toBe('::error title=TARGET_LOCKED::it is%0Alocked%0Await\n')
  })

  it('is called with commands and options that there are', async () => {
    const action: unknown = parse(await readFile(join(ROOT, 'action.yml'), 'utf8'))
    expect(action).toMatchObject({ runs: { using: 'composite' }, inputs: { command: { default: 'check' } } })
    for (const name of ['check', 'build', 'probe']) {
      const command = await commands.find((entry) => entry.name === name)?.load()
      expect(command?.options).toHaveProperty('json')
    }
    const hooks: unknown = parse(await readFile(join(ROOT, '.pre-commit-hooks.yaml'), 'utf8'))
    expect(hooks).toMatchObject([{ id: 'feedwright-check', entry: 'feedwright check' }])
  })
})
