import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
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

/** Sites with one article that is public, and others that are not or are none; test/sites has larger ones. */
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
}

const RSS = (items: string) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Old</title><link>https://example.org/</link><description>x</description>${items}</channel></rss>`

describe('init', () => {
  it('keeps the address of the existing feed, and its ids', async () => {
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

  it.each([
    ['older articles that it leaves out', '2024-01-01', 1, '1 kept with the same id, 0 gone, 0 new'],
    ['a later article only', '2024-06-01', undefined, '1 kept with the same id, 0 gone, 1 new'],
  ])('keeps the length of an existing feed if there are %s', async (_, date, limit, told) => {
    const item =
      '<item><title>Ferry sails</title><link>https://example.org/posts/first_post/</link><guid>https://example.org/posts/first_post/</guid></item>'
    const folder = await folderOf({
      ...SITES['hugo'],
      'content/posts/other.md': post(`title: Another\ndate: ${date}`),
      'public/index.xml': RSS(item),
    })
    const { out } = await runCommand(folder, ['init', '--yes'])
    expect(/limit: (\d+)/.exec(out)?.[1]).toBe(limit?.toString())
    expect(out).toContain(told)
  })

  it.each([
    ['keeps whole texts', 'Words of it. '.repeat(45_000), /maxBytes: (\d+)/, '2097152'],
    ['shortens texts', 'Words of it. ', /content: (\w+)/, 'excerpt'],
  ])('%s if the existing feed has more items than fit', async (_, description, pattern, value) => {
    const names = ['one', 'two', 'three', 'four', 'five', 'six']
    const items = names.map(
      (name, at) =>
        `<item><title>${name}</title><link>https://example.org/posts/${name}/</link><guid isPermaLink="false">${name}</guid><description>${at > 1 ? '' : description}</description></item>`,
    )
    const text = `${'Words of the text. '.repeat(100)}\n\n`.repeat(120)
    const folder = await folderOf({
      'hugo.toml': 'baseURL = "https://example.org/"\ntitle = "Harbour"\n',
      ...Object.fromEntries(
        names.map((name) => [`content/posts/${name}.md`, post(`title: ${name}\ndate: 2024-05-03`, text)]),
      ),
      'public/index.xml': RSS(items.join('')),
    })
    const { out } = await runCommand(folder, ['init', '--yes'])
    expect(out).toContain('6 kept with the same id, 0 gone, 0 new')
    expect(pattern.exec(out)?.[1]).toBe(value)
  })

  it('writes nothing without confirmation', async () => {
    const folder = await folderOf(SITES['hugo'] ?? {})
    expect((await runCommand(folder, ['init'])).out).toContain('Nothing was written')
    expect(existsSync(join(folder, 'feedwright.yaml'))).toBe(false)
  })

  it('uses sections with dated articles, and reports those of other programs', async () => {
    const folder = await folderOf({
      ...SITES['hugo'],
      ...SITES['jekyll'],
      'content/guide/a.md': post('title: A\ndate: 2024-05-03'),
      'content/guide/b.md': post('title: B'),
      'content/guide/c.md': post('title: C'),
    })
    const { out } = await runCommand(folder, ['init'])
    expect(out).toContain('Jekyll in ')
    expect(out).toContain('also a site of Hugo: its articles are left out')
    await writeFile(join(folder, '_config.yml'), 'url: https://example.org\nexclude: [_posts]\n')
    const hugo = (await runCommand(folder, ['init'])).out
    expect(hugo).toContain('{ kind: hugo, path: "." }')
    expect(hugo).toContain('  posts:\n')
    expect(hugo).not.toContain('  guide:\n')
  })

  it('states how the template of the present feed of Jekyll writes ids', async () => {
    const feed =
      '<feed>{% for post in site.posts %}<entry><id>{{ site.url }}{{ post.url }}</id></entry>{% endfor %}</feed>'
    const folder = await folderOf({ ...SITES['jekyll'], 'feed.xml': feed })
    expect((await runCommand(folder, ['init', '--yes'])).out).toContain(
      'guid: "{{ site.url }}{{ post.url }}"',
    )
    await rm(join(folder, 'feed.xml'))
    await runCommand(folder, ['build'])
    expect(await readFile(join(folder, 'out/feed.xml'), 'utf8')).toContain(
      '<id>https://example.org/2024/05/03/ferry.html</id>',
    )
  })

  it('names the folders of an unknown program, so that another folder changes nothing', async () => {
    const folder = await folderOf({
      'site.json': '{ "url": "https://example.org" }',
      'posts/ferry.md': post('title: Ferry sails\ndate: 2024-05-03'),
    })
    expect((await runCommand(folder, ['init', '--yes'])).out).toContain('folders: ["posts"]')
    await mkdir(join(folder, 'old/posts'), { recursive: true })
    await writeFile(join(folder, 'old/posts/storm.md'), post('title: Storm\ndate: 2024-05-04'))
    const { out } = await runCommand(folder, ['build', '--json'])
    expect(JSON.parse(out.split('\n')[0] ?? '')).toMatchObject({
      articles: { known: 1 },
      findings: expect.arrayContaining([
        expect.objectContaining({ code: 'folder-not-taken', file: 'old/posts' }),
      ]),
    })
    await rm(join(folder, 'posts'), { recursive: true })
    await expect(runCommand(folder, ['build'])).rejects.toThrow('missing or empty')
  })

  it('reports if the settings cannot be written', async () => {
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
  ])('does not change a package.json that has %s', async (_, text) => {
    const folder = await folderOf({ ...SITES['hugo'], 'package.json': text })
    await runCommand(folder, ['init', '--yes'])
    expect(await readFile(join(folder, 'package.json'), 'utf8')).toBe(text)
  })

  it.each([
    ['is broken', 'title: A\nurl: https://example.org\nx: ['],
    ['is too large', `title: A\nurl: https://example.org\nx: ${'x'.repeat(1_100_000)}`],
  ])('publishes nothing if a configuration %s', async (_, text) => {
    const folder = await folderOf({ ...SITES['jekyll'] })
    await runCommand(folder, ['init', '--yes'])
    await runCommand(folder, ['build'])
    const before = await textsBelow(join(folder, 'out'))
    await writeFile(join(folder, '_config.yml'), text)
    await writeFile(join(folder, '_posts/2024-05-05-new.md'), post('title: Hushhush'))
    await expect(runCommand(folder, ['build'])).rejects.toThrow('_config.yml')
    expect(await textsBelow(join(folder, 'out'))).toEqual(before)
  })

  it.each([
    ['a feed that is not there', ['--feed', 'no.xml'], 'no.xml cannot be read'],
    ['an address that is none', ['--url', 'example.org'], '--url example.org is not the address of a site'],
    ['a folder that is not there', ['nowhere'], 'nowhere does not exist'],
    ['a file', ['hugo.toml'], 'hugo.toml is not a folder'],
  ])('refuses %s', async (_, args, message) => {
    const folder = await folderOf(SITES['hugo'] ?? {})
    await expect(runCommand(folder, ['init', '--yes', ...args])).rejects.toThrow(message)
    expect(existsSync(join(folder, 'feedwright.yaml'))).toBe(false)
  })

  it('says how to build a site in another folder, and is undone by deleting what it wrote', async () => {
    const files = Object.entries(SITES['hugo'] ?? {}).map(
      ([path, text]) => [`web/site/${path}`, text] as const,
    )
    const folder = await folderOf(Object.fromEntries(files))
    const before = await textsBelow(folder)
    const { out } = await runCommand(folder, ['init', '--yes', 'web/site'])
    expect(out).toContain('Next: cd web/site && feedwright build')
    await rm(join(folder, 'web/site/feedwright.yaml'))
    expect(await textsBelow(folder)).toEqual(before)
    expect((await runCommand(folder, ['init', '--yes', 'web/site'])).out).toBe(out)
  })

  it('overwrites no settings', async () => {
    const folder = await folderOf({ ...SITES['hugo'], 'feedwright.yaml': 'mine' })
    await expect(runCommand(folder, ['init', '--yes'])).rejects.toThrow('exists already')
    expect(await readFile(join(folder, 'feedwright.yaml'), 'utf8')).toBe('mine')
  })

  it.each([
    ['a folder of no program', { 'a.md': 'x' }, 'is not a site of a supported program'],
    [
      'the folder above a site',
      { 'README.md': 'x', 'website/docusaurus.config.js': '' },
      expect.objectContaining({ fix: 'website is a site of Docusaurus: run the command there' }),
    ],
    [
      'an address that no one states',
      { 'hugo.toml': '', 'content/posts/a.md': post('title: A\ndate: 2024-05-03') },
      'the address of the site is neither',
    ],
    [
      'the folder two above a site',
      { 'packages/site/_config.yml': 'title: A' },
      expect.objectContaining({ fix: 'packages/site is a site of Jekyll: run the command there' }),
    ],
    ['no article', { 'hugo.toml': 'baseURL = "https://example.org"' }, 'no article with a date'],
  ])('refuses %s', async (_, files, message) => {
    await expect(runCommand(await folderOf(files), ['init', '--yes'])).rejects.toThrow(message)
  })
})

describe('a site whose addresses code computes', () => {
  it('says how many are guessed, that the title is the name of the folder, and reads no large file', async () => {
    const folder = await folderOf({
      'eleventy.config.js': '',
      '_data/site.json': '{"url": "https://a.example"}',
      'blog/blog.11tydata.js': 'export default { permalink: (data) => address(data) }',
      'blog/a.md': post('title: A\ndate: 2024-05-03'),
      'blog/b.md': post('title: B\ndate: 2024-05-04'),
      'etc/history.md': `---\ndate: 2024-05-03\n---\n${'long '.repeat(300_000)}`,
    })
    const { out } = await runCommand(folder, ['init', '--yes'])
    expect(out).toContain(
      '2 articles would lack parts that only Eleventy can make (of 2 the address, which is guessed from the file)',
    )
    expect(out).toMatch(/^title: .* # the name of the folder; readers see it$/m)
  })
})

describe('a site with several feeds', () => {
  const item = (name: string, id = `https://a.example/blog/${name}/`) =>
    `<item><title>${name}</title><guid>${id}</guid><link>https://a.example/blog/${name}/</link></item>`
  const entry = (name: string) =>
    `<entry><title>${name}</title><id>https://a.example/blog/${name}/</id><link href="https://a.example/blog/${name}/"/><updated>2024-05-03T00:00:00Z</updated></entry>`
  const atom = (...names: readonly string[]) =>
    `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Old</title><id>urn:a</id><updated>2024-05-03T00:00:00Z</updated>${names.map(entry).join('')}</feed>`
  const newest = ['d', 'c', 'b', 'a']
  const json = (idOf: (name: string) => string) =>
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Old',
      items: newest.map((name) => ({
        id: idOf(name),
        url: `https://a.example/blog/${name}/`,
        content_text: name,
      })),
    })
  const rss = RSS(newest.map((name) => item(name)).join(''))

  it('keeps the address of each, or says that it does not and what to do', async () => {
    const folder = await folderOf({
      'eleventy.config.js': '',
      '_data/site.json': '{"url": "https://a.example", "title": "Harbor"}',
      ...Object.fromEntries(
        newest.map((name, at) => [
          `blog/${name}.md`,
          post(`title: ${name}\ndate: 2024-05-0${9 - at}\ntags: [${name < 'c' ? 'Old Ships' : 'ferry'}]`),
        ]),
      ),
      '_site/feed.xml': rss,
      '_site/rss.xml': rss,
      '_site/atom.xml': atom(...newest),
      '_site/feed.json': json((name) => `https://a.example/blog/${name}/`),
      '_site/other/feed.json': json((name) => `urn:x:${name}`),
      '_site/short.xml': atom('d', 'c', 'b'),
      '_site/tags/old-ships/index.xml': RSS(item('b') + item('a')),
      '_site/odd/index.xml': RSS(item('d') + item('a')),
      '_site/sitemap.xml': '<urlset/>',
      'blog/new.md': post('title: New\ndate: 2024-05-20'),
    })
    const { out } = await runCommand(folder, ['init', '--yes'])
    const settings = await readFile(join(folder, 'feedwright.yaml'), 'utf8')
    expect(settings).toContain('documents: { rss: "/feed.xml", atom: "/atom.xml", json: "/feed.json" }')
    expect(settings).toContain('redirects:\n  "/rss.xml": "/feed.xml"')
    expect(settings).toMatch(
      / {4}tags: \[Old Ships\]\n {4}documents: \{ rss: "\/tags\/old-ships\/index.xml" \}\n/,
    )
    expect(settings).toMatch(/ {4}documents: \{ atom: "\/short.xml" \}\n {4}title: Old\n {4}limit: 3 #/)
    expect(out).toContain('also kept: /atom.xml, 4 of 4 items with the same id')
    expect(out).toContain('also kept: /feed.json, 4 of 4 items with the same id')
    expect(out).toContain(
      'not kept: /other/feed.json, 4 items, whose ids differ from those in the present feed',
    )
    expect(out).toContain('also kept: /rss.xml, as a redirect to the feed with the same articles')
    expect(out).toContain('also kept: /tags/old-ships/index.xml, 2 of 2 items with the same id')
    expect(out).toMatch(
      /not kept: \/odd\/index.xml, 2 items\n(?:.*\n).*name each address in `redirects` or `gone`/,
    )
    await runCommand(folder, ['build'])
    for (const path of ['feed.xml', 'atom.xml', 'feed.json', 'short.xml', 'tags/old-ships/index.xml'])
      expect(existsSync(join(folder, 'out', path)), path).toBe(true)
    expect(existsSync(join(folder, 'out', 'rss.xml'))).toBe(false)
  })
})
