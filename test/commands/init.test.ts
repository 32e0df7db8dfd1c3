import { existsSync } from 'node:fs'
import { readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderOf, runCommand } from '../support/site.ts'

const post = (front: string, body = 'A text of some words.') => `---\n${front}\n---\n${body}\n`

async function textsBelow(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  return Object.fromEntries(
    await Promise.all(
      files.map(async (file) => [file.slice(folder.length + 1), await readFile(file, 'latin1')] as const),
    ),
  )
}

/** A site of each program: one article that is public, and others that are not or are none. */
const SITES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  hugo: {
    'hugo.toml': 'baseURL = "https://example.org/"\ntitle = "Harbour"\n',
    'content/posts/First_Post.md':
      '+++\ntitle = "Ferry sails"\ndate = 2024-05-03\n+++\nText {{< unknown >}}.\n',
    'content/posts/draft.md': post('title: Hushhush\ndate: 2024-05-03\ndraft: true'),
    'content/posts/late.md': post('title: Hushhush\ndate: 2024-05-03\npublishDate: 2999-01-01'),
    'content/about.md': post('title: Hushhush'),
  },
  jekyll: {
    '_config.yml': 'title: Harbour\nurl: https://example.org\n',
    '_posts/2024-05-03-ferry.md': post('title: Ferry sails'),
    '_posts/2024-05-04-no.md': post('title: Hushhush\npublished: false'),
    '_drafts/no.md': post('title: Hushhush'),
  },
  eleventy: {
    'eleventy.config.js': 'throw new Error("never run")',
    '_data/metadata.json': '{"title": "Harbour", "url": "https://example.org/"}',
    'posts/posts.json': '{"tags": ["posts"]}',
    'posts/2024-05-03-ferry.md': post('title: Ferry sails'),
    'posts/no.md': post('title: Hushhush\ndate: 2024-05-04\npermalink: false'),
    'about.md': post('title: Hushhush'),
  },
  astro: {
    'astro.config.mjs': "throw new Error('never run')\nexport default { site: 'https://example.org' }",
    'src/consts.ts': "export const SITE_TITLE = 'Harbour'",
    'src/content/blog/ferry.mdx': post(
      "title: Ferry sails\npubDate: 'May 03 2024'\ndescription: On time.",
      "import X from './x'\n\n<X />\n\nPlain words.\n",
    ),
    'src/content/blog/no.md': post('title: Hushhush\npubDate: 2024-05-04\ndraft: true'),
    'src/content/blog/code.mdx': post(
      'title: Hushhush\npubDate: 2024-05-04',
      'export const meta = { draft: true }\n\nText.\n',
    ),
  },
  docusaurus: {
    'docusaurus.config.js': "module.exports = { title: 'Harbour', url: 'https://example.org', baseUrl: '/' }",
    'blog/2024-05-03-ferry.md': post('title: Ferry sails'),
    'blog/2024-05-04-no.md': post('title: Hushhush\nunlisted: true'),
    'docs/intro.md': post('title: Hushhush'),
  },
}

const ADDRESSES: Readonly<Record<string, readonly [url: string, id: string]>> = {
  hugo: ['https://example.org/posts/first_post/', 'https://example.org/posts/first_post/'],
  jekyll: ['https://example.org/2024/05/03/ferry.html', 'https://example.org/2024/05/03/ferry'],
  eleventy: ['https://example.org/posts/ferry/', 'https://example.org/posts/ferry/'],
  astro: ['https://example.org/blog/ferry/', 'https://example.org/blog/ferry/'],
  docusaurus: ['https://example.org/blog/2024/05/03/ferry', 'https://example.org/blog/2024/05/03/ferry'],
}

describe.each(Object.keys(SITES))('a site of %s', (name) => {
  it('has its feeds after init and build, and nothing that is not public', async () => {
    const folder = await folderOf(SITES[name] ?? {})
    const before = await textsBelow(folder)
    const { code, out } = await runCommand(folder, ['init', '--yes'])
    expect(code).toBe(0)
    expect(out).not.toContain('Hushhush')
    const built = await runCommand(folder, ['build'])
    const after = await textsBelow(folder)
    const published = Object.entries(after).filter(([path]) => /^out\/.*(?<!\.br|\.gz)$/.test(path))
    const [url, id] = ADDRESSES[name] ?? ['', '']
    const json = published.find(([path]) => path.endsWith('feed.json'))?.[1] ?? '{}'
    expect(JSON.parse(json)).toMatchObject({
      title: expect.stringContaining('Harbour'),
      items: [{ id, url, title: 'Ferry sails' }],
    })
    for (const [path, text] of published) {
      expect(text, path).not.toContain('Hushhush')
      expect(text, path).not.toMatch(/\{\{[<%]|<X|import X/)
    }
    expect(built.err).not.toContain('Hushhush')
    // Nothing else was touched, and deleting the settings undoes it.
    const settings = existsSync(join(folder, 'feedwright.yaml')) ? 'feedwright.yaml' : '.feedwright.yaml'
    expect(after).toMatchObject(before)
    expect(
      Object.keys(after)
        .filter((path) => !path.startsWith('out/') && !path.startsWith('.feedwright/'))
        .toSorted(),
    ).toEqual([...Object.keys(before), settings].toSorted())
  })
})

const RSS = (items: string) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Old</title><link>https://example.org/</link><description>x</description>${items}</channel></rss>`

describe('init', () => {
  it('keeps the address of the feed that readers have, and ids that they know', async () => {
    const folder = await folderOf({
      ...SITES['hugo'],
      'package.json': '{\n  "scripts": {\n    "build": "hugo"\n  }\n}\n',
      'public/index.xml': RSS(
        '<item><title>Ferry sails</title><link>http://example.org/posts/first_post</link><guid isPermaLink="false">old-1</guid></item>' +
          '<item><title>Lost</title><link>https://example.org/lost/</link><guid>https://example.org/lost/</guid></item>',
      ),
    })
    const { out } = await runCommand(folder, ['init', '--yes'])
    expect(out).toContain('public/index.xml, 2 items')
    expect(out).toContain('1 kept with the same id, 1 gone, 0 new')
    expect(out).toContain('gone: Lost https://example.org/lost/')
    await runCommand(folder, ['build'])
    expect(await readFile(join(folder, 'out/index.xml'), 'utf8')).toContain(
      '<guid isPermaLink="false">old-1</guid>',
    )
    expect(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))).toEqual({
      scripts: { feeds: 'feedwright build', build: 'hugo' },
    })
  })

  it('writes nothing without a yes', async () => {
    const folder = await folderOf(SITES['hugo'] ?? {})
    expect((await runCommand(folder, ['init'])).out).toContain('Nothing was written')
    expect(existsSync(join(folder, 'feedwright.yaml'))).toBe(false)
  })

  it('says where the settings cannot be written', async () => {
    const folder = await folderOf({ ...SITES['hugo'] })
    // What is not there for `existsSync`, and cannot be made.
    await symlink(join(folder, 'gone', 'x'), join(folder, 'feedwright.yaml'))
    await expect(runCommand(folder, ['init', '--yes'])).rejects.toThrow('feedwright.yaml cannot be written')
  })

  it.each([
    ['scripts of another tool', '{"x": {"scripts": {"a": "b"}}}'],
    ['no script', '{"scripts": {}}'],
    ['the script already', '{"scripts": {"a": "b", "feeds": "c"}}'],
    ['no JSON', '{"scripts": {"a": "b"'],
  ])('leaves a package.json as it is that has %s', async (_, text) => {
    const folder = await folderOf({ ...SITES['hugo'], 'package.json': text })
    await runCommand(folder, ['init', '--yes'])
    expect(await readFile(join(folder, 'package.json'), 'utf8')).toBe(text)
  })

  it.each([
    ['is broken', 'title: A\nurl: https://example.org\nx: ['],
    ['is too large', `title: A\nurl: https://example.org\nx: ${'x'.repeat(1_100_000)}`],
  ])('publishes nothing while a configuration %s', async (_, text) => {
    const folder = await folderOf({ ...SITES['jekyll'] })
    await runCommand(folder, ['init', '--yes'])
    await runCommand(folder, ['build'])
    const before = await textsBelow(join(folder, 'out'))
    await writeFile(join(folder, '_config.yml'), text)
    await writeFile(join(folder, '_posts/2024-05-05-new.md'), post('title: Hushhush'))
    await expect(runCommand(folder, ['build'])).rejects.toThrow('_config.yml')
    expect(await textsBelow(join(folder, 'out'))).toEqual(before)
  })

  it('overwrites no settings', async () => {
    const folder = await folderOf({ ...SITES['hugo'], 'feedwright.yaml': 'mine' })
    await expect(runCommand(folder, ['init', '--yes'])).rejects.toThrow('is there already')
    expect(await readFile(join(folder, 'feedwright.yaml'), 'utf8')).toBe('mine')
  })

  it.each([
    ['a folder of no program', { 'a.md': 'x' }, 'is no site of a program that is known here'],
    [
      'an address that no one states',
      { 'hugo.toml': '', 'content/posts/a.md': post('title: A\ndate: 2024-05-03') },
      'does not say the address',
    ],
    ['no article', { 'hugo.toml': 'baseURL = "https://example.org"' }, 'no article with a date'],
  ])('refuses %s', async (_, files, message) => {
    await expect(runCommand(await folderOf(files), ['init', '--yes'])).rejects.toThrow(message)
  })
})
