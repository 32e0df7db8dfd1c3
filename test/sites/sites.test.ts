import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createPublisher } from '../../src/app.ts'
import { quietReporter } from '../../src/reporting/quiet-reporter.ts'

const SITES = import.meta.dirname
const sites = (await readdir(SITES, { withFileTypes: true })).filter(
  (entry) => entry.isDirectory() && existsSync(join(SITES, entry.name, 'findings.json')),
)

/** Documents of a folder by path; compressed copies are proven elsewhere. */
async function documents(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder, { recursive: true })).filter((name) =>
    /\.(xml|json|html|opml|css)$/.test(name),
  )
  const visible = names.filter((name) => !name.startsWith('.') && name !== 'manifest.json').toSorted()
  return Object.fromEntries(
    await Promise.all(
      visible.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const),
    ),
  )
}

describe.each(sites.map(({ name }) => name))('the site %s', (name) => {
  it.each(['UTC', 'Pacific/Auckland'])(
    'is published byte for byte as it was read by a person, in %s too',
    async (zone) => {
      const folder = await mkdtemp(join(tmpdir(), 'feedwright-golden-'))
      const home = process.env['TZ']
      process.env['TZ'] = zone
      onTestFinished(async () => {
        if (home === undefined) delete process.env['TZ']
        else process.env['TZ'] = home
        await rm(folder, { recursive: true })
      })
      const publisher = await createPublisher({
        cwd: join(SITES, name),
        out: process.env['FEEDWRIGHT_GOLDEN'] === 'write' ? join(SITES, name, 'out') : join(folder, 'out'),
        state: join(folder, 'state'),
        compress: false,
        reporter: quietReporter,
        now: () => Date.UTC(2024, 11, 1),
      })
      const report = await publisher.run()
      await publisher.close()
      expect(report.findings.map(({ code, file }) => `${code} ${file}`)).toEqual(
        JSON.parse(await readFile(join(SITES, name, 'findings.json'), 'utf8')),
      )
      const published = await documents(join(folder, 'out'))
      const golden = await documents(join(SITES, name, 'out'))
      expect(Object.keys(published)).toEqual(Object.keys(golden))
      for (const [path, text] of Object.entries(golden)) expect(published[path], path).toBe(text)
    },
  )
})
