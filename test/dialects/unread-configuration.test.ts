import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderOf, runCommand } from '../support/site.ts'

const post = (lines = '') => `---\ntitle: Hushhush\ndate: 2024-02-03\n${lines}---\nXylophone\n`
const eleventy = {
  'eleventy.config.js': `export default () => ({ dir: { input: 'src' } })\n`,
  'src/_data/site.json': '{ "title": "A", "url": "https://a.example" }',
  'src/blog/blog.json': '{ "tags": "posts" }',
}
const docusaurus = (blog: string) =>
  `module.exports = { title: 'A', url: 'https://a.example', baseUrl: '/', presets: [['classic', { blog: ${blog} }]] }\n`

describe('of a site whose configuration cannot be read', () => {
  it.each<[string, Readonly<Record<string, string | Uint8Array>>, string]>([
    [
      'TOML with a mistake',
      { 'hugo.toml': 'baseURL = "https://a.example/"\ntitle = "A\n', 'content/posts/a.md': post() },
      'at line 2',
    ],
    [
      'YAML with a mistake',
      { '_config.yml': 'title: [A\n', '_posts/2024-01-02-a.md': post() },
      'at line 2, column 1',
    ],
    [
      'an alias in a circle',
      { '_config.yml': 'a: &a\n  b: *a\n', '_posts/2024-01-02-a.md': post() },
      'an alias refers to its own parent',
    ],
    [
      'another encoding',
      { '_config.yml': Buffer.from('title: Caf\xe9\n', 'latin1'), '_posts/2024-01-02-a.md': post() },
      'it is not in UTF-8',
    ],
    [
      'values for a section of Hugo',
      {
        'hugo.toml': 'baseURL = "https://a.example/"\n',
        'content/posts/_index.md': '---\ncascade: [draft: tru\n---\n',
        'content/posts/a.md': post(),
      },
      'content/posts/_index.md',
    ],
    [
      'a section of Zola',
      {
        'zola.toml': 'base_url = "https://a.example/"\n',
        'content/posts/_index.md': '+++\ndraft = tru\n+++\n',
        'content/posts/a.md': post(),
      },
      'content/posts/_index.md',
    ],
    [
      'a data file of a folder',
      { ...eleventy, 'src/blog/blog.json': '{ draft: tru', 'src/blog/a.md': post() },
      'src/blog/blog.json',
    ],
    [
      'data about the site',
      { ...eleventy, 'src/_data/site.json': '{ "title": ', 'src/blog/a.md': post() },
      'src/_data/site.json',
    ],
    [
      'layouts in a circle',
      {
        ...eleventy,
        'src/_includes/one.njk': '---\nlayout: two.njk\n---\n',
        'src/_includes/two.njk': '---\nlayout: one.njk\n---\n',
        'src/blog/a.md': post('layout: one.njk\n'),
      },
      'the layouts lead to each other in a circle',
    ],
  ])('%s is named, and nothing is written', async (_what, files, said) => {
    const folder = await folderOf(files)
    await expect(runCommand(folder, ['init', '--yes'])).rejects.toThrow(said)
    expect(existsSync(join(folder, 'feedwright.yaml'))).toBe(false)
    expect(existsSync(join(folder, '.feedwright.yaml'))).toBe(false)
  })

  it('readers keep what they have', async () => {
    const folder = await folderOf({
      'hugo.toml': 'baseURL = "https://a.example/"\n',
      'content/posts/a.md': post(),
    })
    await runCommand(folder, ['init', '--yes'])
    await runCommand(folder, ['build'])
    const before = await readFile(join(folder, 'out/index.xml'))
    await writeFile(join(folder, 'hugo.toml'), 'baseURL = "https://a')
    await expect(runCommand(folder, ['build'])).rejects.toThrow('hugo.toml')
    expect(await readFile(join(folder, 'out/index.xml'))).toEqual(before)
  })
})

describe('of a script that is not run', () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ['`blog: false`', { 'docusaurus.config.js': docusaurus('false'), 'blog/2024-01-02-a.md': post() }],
    [
      'the folder of the blog',
      { 'docusaurus.config.js': docusaurus('{ path: folder() }'), 'blog/2024-01-02-a.md': post() },
    ],
  ])('%s means that no article is known', async (_what, files) => {
    const folder = await folderOf(files)
    await expect(runCommand(folder, ['init', '--yes'])).rejects.toThrow('no article with a date')
  })

  it('an address that it computes is reported', async () => {
    const folder = await folderOf({
      'docusaurus.config.js': docusaurus('{ routeBasePath: base }'),
      'blog/2024-01-02-a.md': post(),
    })
    await runCommand(folder, ['init', '--yes'])
    expect((await runCommand(folder, ['build'])).err).toContain('address-unsure in blog/2024-01-02-a.md')
  })

  it.each<[string, Readonly<Record<string, string>>]>([
    ['a gate in a data file', { 'src/_data/draft.js': 'module.exports = isDraft()\n' }],
    ['a gate in JSON', { 'src/_data/eleventyExcludeFromCollections.json': 'true\n' }],
    [
      'a gate for all',
      {
        'eleventy.config.js': `export default (c) => { c.addGlobalData('draft', () => true); return { dir: { input: 'src' } } }\n`,
      },
    ],
  ])('%s closes it for the whole site', async (_what, files) => {
    const folder = await folderOf({ ...eleventy, 'src/blog/a.md': post(), ...files })
    await runCommand(folder, ['init', '--yes'])
    expect((await runCommand(folder, ['build'])).out).toContain('1 not yet public')
    expect(await readFile(join(folder, 'out/blog/rss.xml'), 'utf8')).not.toContain('Hushhush')
  })

  it.each<[string, Readonly<Record<string, string>>]>([
    ['a list with the name of a gate', { 'src/_data/draft.json': '["Hushhush"]\n' }],
    ['an open gate', { 'src/_data/draft.js': 'export default false\n' }],
    [
      'a gate that is computed for each article',
      {
        'eleventy.config.js': `export default (c) => { c.addGlobalData('eleventyComputed.eleventyExcludeFromCollections', () => (data) => data.draft); return { dir: { input: 'src' } } }\n`,
      },
    ],
  ])('%s publishes articles that are no drafts', async (_what, files) => {
    const folder = await folderOf({ ...eleventy, 'src/blog/a.md': post(), ...files })
    await runCommand(folder, ['init', '--yes'])
    await runCommand(folder, ['build'])
    expect(await readFile(join(folder, 'out/blog/rss.xml'), 'utf8')).toContain('Hushhush')
  })
})
