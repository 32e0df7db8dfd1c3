import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { markdown, runCommand, SITE_YAML, siteFolder } from '../support/site.ts'

const LATER = Date.UTC(2024, 5, 2)

it('shows the state of each target, and what readers have where the first one fails', async () => {
  const target = (path: string) => `  - { kind: directory, path: ${path} }\n`
  const cwd = await siteFolder({
    'content/site.yaml': `${SITE_YAML}targets:\n${['out', 'copy'].map(target).join('')}`,
    'content/world/a.md': markdown('Alpha', '2024-01-02'),
  })
  const [first, second] = [join(cwd, 'out'), join(cwd, 'copy')]
  const status = async () => {
    const { code, out } = await runCommand(cwd, ['status', '--json'], LATER)
    const { feeds, targets } = JSON.parse(out)
    return { code, feeds, targets }
  }
  await runCommand(cwd, ['build'])
  const good = { lastRun: '2024-06-01T00:00:00Z', failed: null }
  expect(await status()).toMatchObject({
    code: 0,
    targets: [
      { name: first, state: 'current', behind: [], ...good },
      { name: second, state: 'current', behind: [], ...good },
    ],
  })
  expect((await runCommand(cwd, ['status'], LATER)).out).toMatch(/^current {2}\S+out .*\ncurrent {2}\S+copy /)

  // The first target breaks, and the second gets a new article.
  await rename(first, join(cwd, 'kept'))
  await writeFile(first, 'a file')
  await writeFile(join(cwd, 'content/world/b.md'), markdown('Beta', '2024-02-02'))
  await expect(runCommand(cwd, ['build'], LATER)).rejects.toThrow(first)
  const failed = { at: '2024-06-02T00:00:00Z', message: expect.stringContaining(first) }
  const broken = await status()
  expect(broken).toMatchObject({
    code: 1,
    targets: [
      { name: first, state: 'failing', behind: ['business', 'world'], lastRun: good.lastRun, failed },
      { name: second, state: 'current', lastRun: '2024-06-02T00:00:00Z', failed: null },
    ],
  })
  expect(broken.feeds).toContainEqual(expect.objectContaining({ name: 'world', items: 2 }))

  // It comes back with what it had.
  await rm(first)
  await rename(join(cwd, 'kept'), first)
  const back = await status()
  expect(back.targets[0]).toMatchObject({ state: 'failing', behind: ['world'], failed })
  expect(back.feeds).toContainEqual(expect.objectContaining({ name: 'world', items: 2 }))
  const { out } = await runCommand(cwd, ['status'], LATER)
  expect(out).toContain(`${first} is behind in world\n`)
  expect(out).toContain(`published at ${second}:\n`)
}, 60_000)

it('shows a target that cannot be read beside the others, and ends with what failed where none can', async () => {
  const bucket = '  - { kind: s3, bucket: news, profile: nowhere }\n'
  const site = (more: string) => ({ 'content/site.yaml': `${SITE_YAML}targets:\n${bucket}${more}` })
  const both = await siteFolder(site('  - { kind: directory, path: out }\n'))
  const { code, out } = await runCommand(both, ['status'])
  expect(code).toBe(1)
  expect(out).toMatch(/^unreadable {2}s3:\/\/news .*\ncurrent .*\n {2}s3:\/\/news cannot be read: .*nowhere/)
  await expect(runCommand(await siteFolder(site('')), ['status'])).rejects.toThrow(/nowhere/)
})

it('says that the last run failed where there is one target', async () => {
  const cwd = await siteFolder({ 'content/world/a.md': markdown('Alpha', '2024-01-02') })
  await runCommand(cwd, ['build'])
  await rename(join(cwd, 'out'), join(cwd, 'kept'))
  await writeFile(join(cwd, 'out'), 'a file')
  await writeFile(join(cwd, 'content/world/b.md'), markdown('Beta', '2024-02-02'))
  await expect(runCommand(cwd, ['build'], LATER)).rejects.toMatchObject({ code: 'TARGET_UNWRITABLE' })
  await rm(join(cwd, 'out'))
  await rename(join(cwd, 'kept'), join(cwd, 'out'))
  const { code, out } = await runCommand(cwd, ['status'], LATER)
  expect([code, out]).toEqual([1, expect.stringMatching(/^failing .*\n {2}the run of .* failed: /)])
})
