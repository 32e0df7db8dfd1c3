import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parseSettings } from '../../src/config/parse.ts'
import { markdown, runCommand, SITE_YAML, siteFolder } from '../support/site.ts'

const CONTENT = '  - { kind: folder, path: content }\n'
const BLOG = '  - { kind: folder, path: blog, name: blog }\n'

const site = () =>
  siteFolder({
    'content/site.yaml': `${SITE_YAML}`,
    'content/world/a.md': markdown('First', '2024-02-01'),
    'content/world/b.md': markdown('Second', '2024-02-02', 'slug: "a b"\n'),
    'blog/world/c.md': `${markdown('Third', '2024-02-03')}\n![A quay](quay.png) and [the other](d.md)\n`,
    'blog/world/d.md': markdown('Fourth', '2024-02-04', 'colour: red\n'),
    'blog/notes/x.md': markdown('No section', '2024-02-05'),
  })
const feedOf = async (cwd: string) => JSON.parse(await readFile(join(cwd, 'out/world/feed.json'), 'utf8'))
const build = (cwd: string) => runCommand(cwd, ['build', '--no-compress'])

it('reads several folders, and changes nothing about the articles of the first', async () => {
  const cwd = await site()
  await build(cwd)
  const before = await feedOf(cwd)
  await writeFile(join(cwd, 'content/site.yaml'), `${SITE_YAML}sources:\n${BLOG}${CONTENT}`)
  const { err } = await build(cwd)
  const after = await feedOf(cwd)
  expect(after.items.map(({ title }: { title: string }) => title)).toEqual([
    'Fourth',
    'Third',
    'Second',
    'First',
  ])
  expect(after.items.slice(2)).toEqual(before.items)
  expect(after.items[1]).toMatchObject({
    id: 'tag:example.org,2024:/blog/world/c',
    url: 'https://example.org/world/c/',
  })
  expect(after.items[1].content_html).toContain('href="https://example.org/world/d/"')
  expect(err).toContain('blog/world/c.md')
  expect(err).toContain('quay.png')
  expect(err).toContain('blog/world/d.md')
  expect(err).toContain('blog/notes/x.md')
  expect(err).not.toContain('/blog/world')
})

it('removes nothing while one of the folders is away', async () => {
  const cwd = await site()
  await writeFile(join(cwd, 'content/site.yaml'), `${SITE_YAML}sources:\n${CONTENT}${BLOG}`)
  await build(cwd)
  const before = await feedOf(cwd)
  await rm(join(cwd, 'blog'), { recursive: true })
  await expect(build(cwd)).rejects.toMatchObject({ code: 'CONTENT_UNREADABLE' })
  expect(await feedOf(cwd)).toEqual(before)
})

it('stamps the files of each folder', async () => {
  const cwd = await site()
  await writeFile(join(cwd, 'content/site.yaml'), `${SITE_YAML}sources:\n${CONTENT}${BLOG}`)
  await build(cwd)
  await runCommand(cwd, ['stamp', '--yes', 'blog/world/c.md'])
  expect(await readFile(join(cwd, 'blog/world/c.md'), 'utf8')).toContain(
    'id: tag:example.org,2024:/blog/world/c\n',
  )
  expect(await readFile(join(cwd, 'content/world/a.md'), 'utf8')).not.toContain('id:')
})

it.each([
  ['no kind', '  - { path: a }\n', 'folder'],
  ['another kind', '  - { kind: fodler, path: a }\n', 'folder'],
  ['no path', '  - { kind: folder }\n', 'a text'],
  ['an unknown setting', '  - { kind: folder, path: a, pth: b }\n', 'path'],
  ['a name with a folder in it', '  - { kind: folder, path: a, name: a/b }\n', 'letters and digits'],
  ['two without a name', `${CONTENT}  - { kind: folder, path: a }\n`, 'a different name'],
  ['two of one name', `${BLOG}${BLOG}`, 'a different name'],
])('refuses sources with %s', (_about, sources, expected) => {
  const { value, findings } = parseSettings(`${SITE_YAML}sources:\n${sources}`, 'site.yaml')
  expect(value).toBeUndefined()
  expect(findings).toHaveLength(1)
  expect(findings[0]?.expected).toContain(expected)
  expect(findings[0]?.line).toBeGreaterThan(5)
})
