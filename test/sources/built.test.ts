import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBuiltSource } from '../../src/sources/built.ts'
import { pagePathOf } from '../../src/sources/page-path.ts'
import type { ArticleRef, SkippedRef } from '../../src/sources/source.ts'
import { runCommand } from '../support/site.ts'

let top: string
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'built-'))
})
afterEach(() => rmSync(top, { recursive: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(top, path)), { recursive: true })
  writeFileSync(join(top, path), text)
}

async function list(siteUrl = 'https://gazette.example/', only?: readonly string[]) {
  const refs: ArticleRef[] = []
  const skipped: SkippedRef[] = []
  const source = createBuiltSource(top, { siteUrl, now: () => Date.now() + 60_000 })
  for await (const batch of source.list(new AbortController().signal, only))
    for (const one of batch) 'load' in one ? refs.push(one) : skipped.push(one)
  return { source, refs, skipped, keys: refs.map(({ key }) => key).sort() }
}

const sitemap = (...paths: readonly string[]) =>
  `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${paths.map((path) => `<url><loc>https://gazette.example${path}</loc></url>`).join('')}</urlset>`

describe('the pages of a built site', () => {
  it('are found by walking, with the addresses that servers give them', async () => {
    for (const path of ['index.html', 'posts/ferry/index.html', 'posts/über uns.html', 'old.htm'])
      write(path, '<p>x')
    for (const path of ['_next/chunk.html', 'feed.xml', 'a.md', '.hidden.html', 'node_modules/x/index.html'])
      write(path, 'x')
    const { source, keys, skipped } = await list()
    expect(keys).toEqual(['index.html', 'old.htm', 'posts/ferry/index.html', 'posts/über uns.html'])
    expect(skipped).toEqual([])
    const addresses = await Promise.all(
      keys.map(async (key) => (await source.load(key)) as { address?: string }),
    )
    expect(addresses.map(({ address }) => address)).toEqual([
      'https://gazette.example/',
      'https://gazette.example/old.htm',
      'https://gazette.example/posts/ferry/',
      'https://gazette.example/posts/%C3%BCber%20uns.html',
    ])
  })

  it('are those of the sitemap where there is one; others are counted and not named', async () => {
    for (const path of ['index.html', 'a/index.html', 'b.html', 'é/index.html', 'secret/index.html'])
      write(path, '<p>x')
    write('sitemap.xml', sitemap('/', '/a/', '/b', '/%C3%A9/', '/gone/'))
    const { keys, skipped } = await list()
    expect(keys).toEqual(['a/index.html', 'b.html', 'index.html', 'é/index.html'])
    expect(skipped).toMatchObject([{ code: 'not-in-sitemap', severity: 'note' }])
    expect(JSON.stringify(skipped)).not.toContain('secret')
    expect((await list('https://gazette.example/', ['secret'])).keys).toEqual([])
  })

  it('are found by walking where the sitemap has no addresses', async () => {
    write('a/index.html', '<p>x')
    write('sitemap.xml', '<urlset/>')
    const { keys, skipped } = await list()
    expect([keys, skipped]).toEqual([['a/index.html'], []])
  })

  it('are found through an index of sitemaps, below the root of a host too', async () => {
    write('a/index.html', '<p>x')
    write('b/index.html', '<p>x')
    write(
      'sitemap.xml',
      `<sitemapindex><sitemap><loc>https://x.example/site/sitemap-0.xml</loc></sitemap><sitemap><loc>https://x.example/site/sitemap.xml</loc></sitemap></sitemapindex>`,
    )
    write(
      'sitemap-0.xml',
      '<urlset><url><loc>\n https://x.example/site/a/ \n</loc></url><url><loc><![CDATA[https://x.example/site/b/?x=1&amp;y]]></loc></url></urlset>',
    )
    expect((await list('https://x.example/site/')).keys).toEqual(['a/index.html', 'b/index.html'])
  })

  it('are found through packed sitemaps and folders of them, whatever cycle or bomb is among them', async () => {
    for (const page of ['a', 'b', 'c']) write(`${page}/index.html`, '<p>x')
    const index = (...names: readonly string[]) =>
      `<sitemapindex>${names.map((name) => `<sitemap><loc>https://gazette.example/${name}</loc></sitemap>`).join('')}</sitemapindex>`
    const pack = (path: string, text: string | Buffer) => {
      write(path, '')
      writeFileSync(join(top, path), gzipSync(text))
    }
    pack(
      'sitemap.xml.gz',
      index('maps/1.xml.gz', 'maps/2.xml', 'maps/bomb.xml.gz', '../../etc/x.xml', 'gone.xml'),
    )
    pack('maps/1.xml.gz', sitemap('/a/'))
    write('maps/2.xml', index('sitemap.xml.gz', 'maps/2.xml', 'maps/3.xml'))
    write('maps/3.xml', sitemap('/b/'))
    pack('maps/bomb.xml.gz', Buffer.alloc(60_000_000))
    const { keys, skipped } = await list()
    expect(keys).toEqual(['a/index.html', 'b/index.html'])
    expect(skipped).toMatchObject([{ code: 'not-in-sitemap' }])
  })

  it('are left out with a finding where they are of a size that no article has', async () => {
    write('a/index.html', '<p>x')
    write('huge/index.html', '')
    truncateSync(join(top, 'huge/index.html'), 50 * 1024 * 1024)
    const { source, keys, skipped } = await list()
    expect([keys, skipped]).toMatchObject([['a/index.html', 'huge/index.html'], []])
    await expect(source.load('huge/index.html')).rejects.toThrow('too large')
  })

  it('have revisions by which an unchanged page is not opened again', async () => {
    write('a.html', '<p>x')
    const [first] = (await list()).refs
    const [second] = (await list()).refs
    expect(first?.revision).toBe(second?.revision)
    expect(first?.isAsListed?.()).toBe(true)
    expect(first?.file?.path).toBe(join(top, 'a.html'))
  })

  it.each([
    ['/a/index.html', '/a'],
    ['/a.html', '/a'],
    ['/a/', '/a'],
    ['/', ''],
    ['/index.html', ''],
    ['/%E0%A4%A', '/%E0%A4%A'],
  ])('%s is found at %j', (path, found) => expect(pagePathOf(path)).toBe(found))
})

const TEXT =
  'The ferry to the islands runs again from Monday, four weeks after its engine caught fire off the old lighthouse.'
const html = (title: string, more: { head?: string; ld?: object; body?: string; text?: string } = {}) =>
  `<!doctype html><html lang="en"><head><title>${title} | Gazette</title>${more.head ?? ''}<script type="application/ld+json">${JSON.stringify({ '@type': 'BlogPosting', headline: title, datePublished: '2024-02-03T09:30:00Z', ...more.ld })}</script></head><body><nav>Home</nav>${more.body ?? `<article><h1>${title}</h1><p>${more.text ?? TEXT}</p></article>`}</body></html>`

const SETTINGS = `title: Gazette
url: https://gazette.example/
language: en
since: 2024-01-01
sources:
  - { kind: built, path: public }
sections:
  posts: { title: Posts }
`

/** Everything that readers and the person who builds get to see. */
function seen(out: { out: string; err: string }): string {
  const files = readdirSync(join(top, 'out'), { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('.feedwright') && !/\.(?:gz|br|mdb)$/.test(name))
    .filter((name) => statSync(join(top, 'out', name)).isFile())
  return [out.out, out.err, ...files.map((name) => readFileSync(join(top, 'out', name), 'utf8'))].join('\n')
}

describe('a feed of a built site', () => {
  it('has its articles, and nothing of what is not public', async () => {
    write('feedwright.yaml', SETTINGS)
    const secret = (name: string, more: Parameters<typeof html>[1]) =>
      write(
        `public/posts/${name}/index.html`,
        html(`Zebrafish ${name}`, { text: `Xylophone ${name}. ${TEXT}`, ...more }),
      )
    write('public/posts/ferry/index.html', html('Ferry runs again', { ld: { articleSection: 'Harbour' } }))
    write(
      'public/posts/ferry/print.html',
      html('Ferry runs again', { head: '<link rel="canonical" href="/posts/ferry/">' }),
    )
    write('public/index.html', html('Home', { ld: { '@type': 'WebSite' } }))
    write(
      'public/about.html',
      `<html><head><meta property="og:type" content="article"></head><body><main><p>${TEXT}</p></main></body></html>`,
    )
    write('public/404.html', html('Not found'))
    write('public/old.html', '<meta http-equiv="refresh" content="0; url=/posts/ferry/">')
    secret('hidden', { head: '<meta name="robots" content="noindex">' })
    secret('paid', { ld: { isAccessibleForFree: false } })
    secret('later', { ld: { datePublished: '2100-01-01T00:00:00Z' } })
    secret('never', { ld: { datePublished: '2999-01-01T00:00:00Z' } })
    const built = await runCommand(top, ['build'])
    expect(built.code).toBe(1)
    expect(built.err).toContain('date-invalid in public/posts/never/index.html')
    const feed = JSON.parse(readFileSync(join(top, 'out/posts/feed.json'), 'utf8'))
    expect(feed.items).toMatchObject([
      {
        title: 'Ferry runs again',
        url: 'https://gazette.example/posts/ferry/',
        date_published: '2024-02-03T09:30:00Z',
        content_html: `<p>${TEXT}</p>`,
      },
    ])
    const all = seen(built)
    for (const word of [
      'https://gazette.example/posts/never',
      'Zebrafish',
      'Xylophone',
      'https://gazette.example/posts/hidden',
      'https://gazette.example/posts/paid',
      'https://gazette.example/posts/later',
    ])
      expect(all).not.toContain(word)
    for (const name of ['posts/hidden/index.html', 'posts/paid/index.html', 'about.html'])
      expect(all).toContain(name)
    for (const name of ['404.html', 'old.html', 'print.html']) expect(all).not.toContain(name)
    expect(built.err).toContain(
      '3 pages are left out, as expected: copy of another page (1), error page (1), redirect (1)',
    )
  })

  it('has a page that writes its own address with other escapes', async () => {
    write('feedwright.yaml', SETTINGS)
    write(
      'public/posts/libc++/index.html',
      html('Alpha', { head: '<link rel="canonical" href="/posts/libc++/">' }),
    )
    await runCommand(top, ['build'])
    const feed = JSON.parse(readFileSync(join(top, 'out/posts/feed.json'), 'utf8'))
    expect(feed.items).toMatchObject([{ title: 'Alpha', url: 'https://gazette.example/posts/libc++/' }])
  })

  it('loses an article that becomes noindex', async () => {
    write('feedwright.yaml', SETTINGS)
    write('public/posts/a.html', html('Alpha'))
    write('public/posts/b.html', html('Beta'))
    await runCommand(top, ['build'])
    write('public/posts/a.html', html('Alpha', { head: '<meta name="robots" content="noindex">' }))
    await runCommand(top, ['build'])
    const feed = readFileSync(join(top, 'out/posts/feed.json'), 'utf8')
    expect(feed).not.toContain('Alpha')
    expect(feed).toContain('Beta')
  })

  it('has no article without a date, which would come as new however old it is', async () => {
    write('feedwright.yaml', SETTINGS)
    write('public/posts/a.html', html('Alpha', { ld: { datePublished: undefined } }))
    write('public/2023/05/06/b.html', html('Beta', { ld: { datePublished: undefined } }))
    const { err } = await runCommand(top, ['build'])
    const feed = JSON.parse(readFileSync(join(top, 'out/posts/feed.json'), 'utf8'))
    expect(feed.items).toMatchObject([{ title: 'Beta', date_published: '2023-05-06T00:00:00Z' }])
    expect(err).toContain('public/posts/a.html')
  })

  it('takes selectors for what a theme does not say, and refuses what is none', async () => {
    write(
      'public/posts/a.html',
      `<html><body class="single"><h1>Alpha</h1><time datetime="2024-02-03">3 February</time><div class="words"><p>${TEXT}</p></div></body></html>`,
    )
    write(
      'feedwright.yaml',
      SETTINGS.replace('path: public', 'path: public, article: body.single, body: .words'),
    )
    await runCommand(top, ['build'])
    const feed = JSON.parse(readFileSync(join(top, 'out/posts/feed.json'), 'utf8'))
    expect(feed.items[0].content_html).toBe(`<p>${TEXT}</p>`)
    write('public/posts/b.html', html('Beta'))
    expect((await runCommand(top, ['build'])).err).toContain('the selector for articles does not match')
    write('feedwright.yaml', SETTINGS.replace('path: public', 'path: public, article: "body["'))
    await expect(runCommand(top, ['build'])).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
  })
})
