import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { parseArticle } from '../../src/article/parse.ts'
import { createMemoryCatalog } from '../../src/catalog/memory.ts'
import { readFilesWith } from '../../src/catalog/reading.ts'
import { refresh } from '../../src/catalog/refresh.ts'
import { loadDialect } from '../../src/dialects/index.ts'
import { createSiteFolderSource } from '../../src/sources/site-folder.ts'
import { CONTEXT, media, SITE } from '../article/desk.ts'
import { folderOf } from '../support/site.ts'

const POSTS = { ...CONTEXT, site: { ...CONTEXT.site, sections: new Map([['posts', { title: 'Posts' }]]) } }

/** What a listing tells of a site folder with these files, and what is read of each of its articles. */
async function listed(name: string, files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'site-folder-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const source = createSiteFolderSource(folder, () => loadDialect(name))
  const told: [string, string][] = []
  const articles: unknown[] = []
  for await (const batch of source.list(new AbortController().signal))
    for (const one of batch) {
      if ('code' in one) {
        told.push([one.code, one.key])
        continue
      }
      const { value, findings } = parseArticle(await one.load(), POSTS, media)
      articles.push([
        value?.title,
        value?.body.kind,
        value?.body.text.trim(),
        findings.map(({ code }) => code),
      ])
    }
  return { told, articles }
}

it('reads files that are articles to that program alone', async () => {
  const { told, articles } = await listed('nikola', {
    'conf.py': 'BLOG_TITLE = "N"\nPOSTS = (\n    ("posts/*", "blog", "post.tmpl"),\n)\n',
    'posts/a.txt':
      '.. title: Ferry line\n.. date: 2024-05-03\n\nThe `map <https://m.example/>`_.\n\n.. code:: js\n',
    'posts/b.html': '<!--\n.. title: Tram\n.. date: 2024-05-03\n-->\n<div>\n\n    <p>Text</p>\n</div>\n',
  })
  expect(told).toEqual([])
  expect(articles).toEqual([
    ['Ferry line', 'markdown', 'The [map](https://m.example/).', ['body-not-run']],
    ['Tram', 'html', '<div>\n\n    <p>Text</p>\n</div>', []],
  ])
})

it('keeps a page of Jekyll that is a template to its summary', async () => {
  const { articles } = await listed('jekyll', {
    '_config.yml': 'title: J\n',
    '_posts/2024-05-03-a.html': '---\ntitle: A\n---\n<p>{{ page.title }}</p>\n',
    '_posts/2024-05-03-b.html': '---\ntitle: B\n---\n<p>{% include x %}</p>\n',
  })
  expect(articles).toMatchObject([
    ['A', 'html', '<p>A</p>', []],
    ['B', 'markdown', '', expect.arrayContaining(['body-not-run'])],
  ])
})

it('says where addresses are made by code', async () => {
  const { articles } = await listed('gatsby', {
    'gatsby-config.js': 'module.exports = {}',
    'content/posts/a.md': '---\ntitle: A\ndate: 2024-05-03\n---\nText\n',
    'content/posts/b.md': '---\ntitle: B\ndate: 2024-05-03\npath: /b/\n---\nText\n',
  })
  expect(articles).toEqual([
    ['A', 'markdown', 'Text', ['address-unsure']],
    ['B', 'markdown', 'Text', []],
  ])
})

it('reads an unchanged article with a picture in a folder of the program only once', async () => {
  const folder = await folderOf({
    'hugo.toml': '',
    'static/harbor.gif': Buffer.concat([Buffer.from('GIF89a'), Buffer.from([30, 0, 20, 0]), Buffer.alloc(9)]),
    'content/posts/a.md': '---\ntitle: A\ndate: 2024-05-03\nimage: /harbor.gif\n---\nText\n',
  })
  // A minute after the files were written: their revisions stand.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 })
  onTestFinished(() => void vi.useRealTimers())
  const catalog = createMemoryCatalog()
  /** Number of files that a run of a new process reads. */
  const run = async () => {
    const source = createSiteFolderSource(folder, () => loadDialect('hugo'), { siteUrl: SITE.url })
    const read = readFilesWith({
      parse: (raw, lookup) => parseArticle(raw, POSTS, lookup),
      media: source.media,
      concurrency: 1,
    })
    const { signal } = new AbortController()
    const { tally } = await refresh(catalog, source, read, CONTEXT.now, signal, { mint: ({ key }) => key })
    return tally.read
  }
  expect([await run(), await run()]).toEqual([1, 0])
  expect(catalog.get('content/posts/a.md')?.entry?.image?.width).toBe(30)
  const picture = join(folder, 'static/harbor.gif')
  writeFileSync(picture, Buffer.concat([readFileSync(picture), Buffer.alloc(9)]))
  expect(await run()).toBe(1)
})

it('has ids with the address from the settings if the configuration states none, and none of the program', async () => {
  const folder = await folderOf({
    'next.config.js': '',
    'posts/a.md': '---\ntitle: A\nid: 12\ndate: 2024-05-03\n---\nText\n',
    'posts/b.md': '---\ntitle: B\nid: tag:a.example,2024:b\ndate: 2024-05-03\n---\nText\n',
  })
  const source = createSiteFolderSource(folder, () => loadDialect('next'), { siteUrl: 'https://a.example/' })
  const ids: unknown[] = []
  for await (const batch of source.list(new AbortController().signal))
    for (const one of batch)
      if (!('code' in one)) ids.push(parseArticle(await one.load(), POSTS, media).value?.id)
  expect(ids).toEqual(['https://a.example/posts/a', 'tag:a.example,2024:b'])
})
