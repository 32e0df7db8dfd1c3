import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { markdown, runCommand, SITE_YAML, siteFolder } from '../support/site.ts'

const settings = (url: string, more = '') => SITE_YAML.replace(/^url: .*$/m, `url: ${url}`) + more

async function newsroom(yaml: string) {
  const folder = await siteFolder({
    'content/site.yaml': yaml,
    'content/world/a.md': markdown('Alpha', '2024-01-02T10:00:00Z'),
    'content/world/b.md': markdown('Beta', '2024-01-03T10:00:00Z', 'id: 65b9f1e7c2a4\n'),
  })
  const build = async (other?: string, options: readonly string[] = []) => {
    if (other !== undefined) await writeFile(join(folder, 'content/site.yaml'), other)
    return runCommand(folder, ['build', ...options])
  }
  const ids = async (document: string) => {
    const text = await readFile(join(folder, 'out/world', document), 'utf8')
    return [...text.matchAll(/<(?:id|guid)\b[^>]*>([^<]*)/g)].map(([, id]) => id)
  }
  return { folder, build, ids }
}

it.each(['http://localhost:8080/', 'http://127.0.0.1/', 'http://cms.local/'])(
  'does not use a local host in ids: %s',
  async (url) => {
    const { build, ids } = await newsroom(settings(url))
    await build()
    const [feed, ...items] = await ids('atom.xml')
    expect([feed, items[1]]).toEqual([
      expect.stringMatching(/^urn:uuid:/),
      expect.stringMatching(/^urn:uuid:/),
    ])
    expect(items[0]).toBe('urn:publicid:guid=65b9f1e7c2a4')
    expect([feed, ...items].join()).not.toMatch(/localhost|127\.0|cms/)
    expect(await ids('rss.xml')).toContain('65b9f1e7c2a4')
  },
)

it.each([
  ['with its state', false, ''],
  ['without its state', true, ''],
  ['without its state, and a tagging entity', true, 'tagEntity: old.example,2020\n'],
])('shows no article as new when the site gets its address: %s', async (_what, isLost, more) => {
  const { folder, build, ids } = await newsroom(
    settings('http://localhost:8080/', 'archiveSize: 1\nlimit: 1\n'),
  )
  await build()
  const before = [await ids('atom.xml'), await ids('rss.xml')]
  if (isLost) await rm(join(folder, '.feedwright'), { recursive: true })
  const after = settings('https://example.org/', `archiveSize: 1\nlimit: 1\n${more}`)
  const { err, code } = await build(after, ['--accept-churn', 'world'])
  expect([await ids('atom.xml'), await ids('rss.xml')], err).toEqual(before)
  expect(code).toBe(0)
})

it('keeps the ids that readers have of an older version', async () => {
  const { folder, build, ids } = await newsroom(settings('http://localhost/', 'tagEntity: localhost,2024\n'))
  await build()
  const before = await ids('atom.xml')
  expect(before.join()).toContain('tag:localhost,2024:world/a')
  await rm(join(folder, '.feedwright'), { recursive: true })
  await build(settings('http://localhost/'))
  expect((await ids('atom.xml')).slice(1)).toEqual(before.slice(1))
})
