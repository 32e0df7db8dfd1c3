import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { folderOf, runCommand } from '../support/site.ts'

const post = (front: string, body: string) => `---\n${front}\n---\n${body}\n`
const TEXT = 'The ferry to the islands runs again from Monday, four weeks after its engine caught fire.'

const page = (title: string, path: string, text: string) =>
  `<!doctype html><html lang="en"><head><title>${title}</title><link rel="canonical" href="https://example.org${path}">
<script type="application/ld+json">{"@type":"BlogPosting","headline":"${title}","datePublished":"2024-05-03T00:00:00Z"}</script></head>
<body><article><h1>${title}</h1><p>${text}</p></article></body></html>`

const HOME = `<!doctype html><html lang="en_GB"><head><title>Home</title><meta property="og:site_name" content="Harbour">
<link rel="canonical" href="https://example.org/"></head><body></body></html>`

const item = (title: string, url: string, guid: string) =>
  `<item><title>${title}</title><link>${url}</link>${guid}</item>`
const rss = (...items: readonly string[]) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>The old feed</title><link>https://example.org/</link><description>x</description>${items.join('')}</channel></rss>`
const FERRY = item('Ferry', 'https://example.org/posts/ferry/', '<guid isPermaLink="false">no iri 1</guid>')

/** A site whose article has a part that only Hugo can make, and what Hugo has built of it. */
const HUGO = {
  'hugo.toml': 'baseURL = "https://example.org/"\ntitle = "Harbour"\n',
  'content/posts/ferry.md': post('title: Ferry\ndate: 2024-05-03', `${TEXT} {{< fares >}}`),
  'content/posts/hushhush.md': post('title: Hushhush\ndate: 2024-05-03\ndraft: true', 'Xylophone.'),
  'public/index.html': HOME,
  'public/posts/ferry/index.html': page('Ferry', '/posts/ferry/', `${TEXT} Fares are 3.`),
  'public/index.xml': rss(FERRY),
}

const sourcesOf = async (folder: string, name = 'feedwright.yaml') =>
  parse(await readFile(join(folder, name), 'utf8')).sources

describe('init with pages that a generator has built', () => {
  it('learns from the feed what pages without markup do not state, and keeps its host and ids', async () => {
    const plain = (title: string, day: string) =>
      `<html><head><title>${title} - Harbour</title></head><body><div class="head"><h2 class="name">${title}</h2> on <i class="day">${day}</i></div><div class="post"><p>${TEXT}</p></div></body></html>`
    const dated = (title: string, path: string, day: string) =>
      item(title, `http://Harbour.example${path}`, `<pubDate>${day} 10:00:00 GMT</pubDate>`)
    const folder = await folderOf({
      'index.html':
        '<html lang="en"><head><link rel="alternate" type="application/rss+xml" href="/news.rss"></head><body>Hello</body></html>',
      '404.html': '<html><body>Nothing here</body></html>',
      'docs/start.html': `<html><body><main><p>${TEXT}</p></main></body></html>`,
      'ferry.html': plain('Ferry', '3 May 2024'),
      'mill.html': plain('Mill', '20 April 2024'),
      'old/weir.html': plain('Weir', '1 June 2024'),
      'sitemap.xml':
        '<urlset><url><loc>/ferry.html</loc></url><url><loc>/mill</loc></url><url><loc>/old/weir.html</loc></url></urlset>',
      'news.rss': rss(
        dated('Ferry', '/ferry.html', 'Fri, 03 May 2024'),
        dated('Mill', '/mill.html', 'Sat, 20 Apr 2024'),
      ),
    })
    const { out } = await runCommand(folder, ['init', '--yes'])
    expect(out).toContain('2 kept with the same id, 0 gone, 1 new')
    expect(await sourcesOf(folder)).toEqual([
      { kind: 'built', path: '.', article: 'div.post', title: 'h2.name', date: 'i.day' },
    ])
    await runCommand(folder, ['build'])
    const feed = await readFile(join(folder, 'out/news.rss'), 'utf8')
    expect(feed.match(/<title>[^<]*/g)?.slice(1)).toEqual(['<title>Weir', '<title>Ferry', '<title>Mill'])
    expect(feed).toContain('<guid isPermaLink="false">http://Harbour.example/ferry.html</guid>')
    expect(feed).toContain('<pubDate>Sat, 01 Jun 2024 00:00:00 GMT</pubDate>')
  })

  it('keeps the dates of the feed for pages that state none', async () => {
    const undated = (title: string, more = '') =>
      `<html><head><title>${title}</title></head><body><article class="post"><h1>${title}</h1><p>${TEXT}</p>${more}</article></body></html>`
    const dated = (title: string, path: string) =>
      item(title, `https://example.org${path}`, '<pubDate>Fri, 03 May 2024 10:00:00 GMT</pubDate>')
    const folder = await folderOf({
      'public/index.html': HOME,
      'public/about.html': `<html><body><main><p>${TEXT}</p></main></body></html>`,
      'public/ferry.html': undated('Ferry'),
      'public/mill.html': undated('Mill'),
      'public/weir.html': undated('Weir'),
      'public/feed.xml': rss(dated('Ferry', '/ferry.html'), dated('Mill', '/mill.html')),
    })
    const { out } = await runCommand(folder, ['init', '--yes'])
    expect(out).toContain('2 kept with the same id, 0 gone, 0 new')
    const { dates } = parse(await readFile(join(folder, 'feedwright.yaml'), 'utf8'))
    expect(dates).toEqual({ '/ferry.html': '2024-05-03T10:00:00Z', '/mill.html': '2024-05-03T10:00:00Z' })
    await writeFile(
      join(folder, 'public/mill.html'),
      undated('Mill', '<time datetime="2024-05-02T09:00:00Z"></time>'),
    )
    const { err } = await runCommand(folder, ['build'])
    const feed = await readFile(join(folder, 'out/feed.xml'), 'utf8')
    expect(feed.match(/<pubDate>[^<]*/g)).toEqual([
      '<pubDate>Fri, 03 May 2024 10:00:00 GMT',
      '<pubDate>Thu, 02 May 2024 09:00:00 GMT',
    ])
    expect(err).toContain('public/weir.html')
  })

  it('takes the pages in the feed as articles, with its moments and ids, whatever they state themselves', async () => {
    const dated = (title: string, path: string) =>
      item(title, path, '<pubDate>Fri, 03 May 2024 10:00:00 GMT</pubDate>')
    const comments = '<link rel="alternate" type="application/rss+xml" href="/comments/feed/"></head>'
    const folder = await folderOf({
      'output/index.html': HOME.replace('https://example.org/', 'https://example.org/index.html').replace(
        '</head>',
        comments,
      ),
      'output/comments/feed/index.xml': rss(dated('By Jane', '/plain.html#comment-1')),
      'output/404.html': '<p>Nothing here',
      'output/about.html/index.html': `<h1>About</h1><p>${TEXT}</p>`,
      'output/plain.html': `<title>Plain</title><h1>Plain</h1><p>${TEXT}</p>`,
      'output/day.html': page('Day', '/day', TEXT).replace('T00:00:00Z', ''),
      'output/day/index.html': page('Day', '/day', TEXT).replace('T00:00:00Z', ''),
      'output/sitemap.xml': '<urlset><url><loc>/about.html</loc></url></urlset>',
      'output/same.html': page('Same', '/same.html', TEXT),
      'output/lost.html': page('404 - Page not found', '/lost.html', TEXT),
      'output/rss/index.html': rss(
        dated('Plain', '/plain.html?utm_source=rss'),
        dated('Day', 'https://example.org//day.html'),
        item('Same', '/same.html', '<guid>https://example.org//day.html</guid>'),
      ),
    })
    const { out } = await runCommand(folder, ['init', '--yes'])
    expect(out).toContain('2 kept with the same id, 0 gone, 1 new')
    expect((await sourcesOf(folder))[0]).toMatchObject({ path: 'output', sitemap: false })
    await runCommand(folder, ['build'])
    const feed = await readFile(join(folder, 'out/rss/index.xml'), 'utf8')
    expect(feed.match(/<pubDate>[^<]*/g)).toEqual([
      '<pubDate>Fri, 03 May 2024 10:00:00 GMT',
      '<pubDate>Fri, 03 May 2024 10:00:00 GMT',
      '<pubDate>Fri, 03 May 2024 00:00:00 GMT',
    ])
    expect(
      feed
        .match(/<guid[^<]*/g)
        ?.map((guid) => guid.replace(/.*>/, ''))
        .sort(),
    ).toEqual([
      '/plain.html?utm_source=rss',
      'https://example.org//day.html',
      expect.stringMatching(/^tag:example.org,\d+:same$/),
    ])
  })

  it('goes no further back than a feed that was built for a preview', async () => {
    const local = (title: string, path: string) =>
      page(title, path, TEXT).replace('https://example.org', 'http://localhost:4000')
    const folder = await folderOf({
      'index.html': '<title>Home</title>',
      CNAME: 'example.org',
      'ferry.html': local('Ferry', '/ferry.html'),
      'mill.html': local('Mill', '/mill.html').replace('2024-05', '2023-05'),
      'feed.xml': rss(
        item('Ferry', 'http://localhost:4000/ferry.html', '<guid>http://localhost:4000/ferry.html</guid>'),
      ),
    })
    const { out } = await runCommand(folder, ['init', '--yes'])
    expect(out).toContain('1 kept with the same id, 0 gone, 0 new')
    await runCommand(folder, ['build'])
    const feed = await readFile(join(folder, 'out/feed.xml'), 'utf8')
    expect(feed).toContain('<link>https://example.org/ferry.html</link>')
    expect(feed).not.toContain('mill')
  })

  it('finds articles without feed and markup by the dates that they show', async () => {
    const text = `<p>${`${TEXT} `.repeat(5)}</p>`
    const plain = (title: string, day: string) =>
      `<title>${title}</title><h1>${title}</h1><p><i>Published ${day}</i></p>${text}`
    const folder = await folderOf({
      'index.html': HOME,
      '404.html': '<p>Nothing here',
      'about.html': `<h1>About</h1>${text}`,
      'notes/index.html': plain('All notes', 'May 9, 2024'),
      'notes/ferry.html': plain('Ferry', 'May 3, 2024'),
      'notes/mill.html': plain('Mill', '20 April 2024'),
      'notes/weir.html': plain('Weir', '1 June 2024'),
    })
    const { out } = await runCommand(folder, ['init', '--yes'])
    expect(out).toContain('which are articles by the dates that they show')
    await runCommand(folder, ['build'])
    const feed = await readFile(join(folder, 'out/posts/rss.xml'), 'utf8')
    expect(feed.match(/<title>[^<]*/g)?.slice(1)).toEqual(['<title>Weir', '<title>Ferry', '<title>Mill'])
  })

  it('reports in each build which items of the feed have no article, but none that is hidden', async () => {
    const at = (path: string) => item(path, `https://example.org/posts/${path}.html`, `<guid>${path}</guid>`)
    const folder = await folderOf({
      'public/index.html': HOME,
      'public/posts/ferry.html': page('Ferry', '/posts/ferry.html', TEXT),
      'public/posts/prices.html': `<p>${TEXT}`,
      'public/posts/hushhush.html': page('Hush', '/posts/hushhush.html', TEXT).replace(
        '</head>',
        '<meta name="robots" content="noindex"></head>',
      ),
      'public/feed.xml': rss(at('ferry'), at('prices'), at('gone'), at('hushhush')),
    })
    const { out } = await runCommand(folder, ['init', '--yes'])
    expect(out).not.toContain('gone: hushhush')
    expect(out).toContain('1 of those that are gone are no longer public')
    for (const _ of [1, 2]) {
      const { err } = await runCommand(folder, ['build'])
      expect(err).toContain(
        '2 of 3 addresses in `ids` have no article: https://example.org/posts/gone.html, https://example.org/posts/prices.html',
      )
      expect(err).not.toContain('example.org/posts/hushhush')
    }
  })

  it('reads whole articles from them, with their published ids', async () => {
    const folder = await folderOf(HUGO)
    const { out } = await runCommand(folder, ['init', '--yes'])
    expect(out).toContain('1 article would lack parts that only Hugo can make')
    expect(out).toContain('1 kept with the same id, 0 gone, 0 new')
    expect(await sourcesOf(folder)).toEqual([{ kind: 'built', path: 'public' }])
    await runCommand(folder, ['build'])
    const feed = await readFile(join(folder, 'out/index.xml'), 'utf8')
    expect(feed).toContain('Fares are 3.')
    expect(feed).toContain('<guid isPermaLink="false">no iri 1</guid>')
    expect(feed).toContain('<title>The old feed</title>')
    const atom = await readFile(join(folder, 'out/posts/atom.xml'), 'utf8')
    const [, id = ''] = /<entry>[\s\S]*?<id>([^<]*)/.exec(atom) ?? []
    // An IRI is required there: one that is derived from what the others have, and stays.
    expect(id).toMatch(/^tag:example\.org,\d+:/)
    await rm(join(folder, 'out'), { recursive: true })
    await rm(join(folder, '.feedwright'), { recursive: true })
    await runCommand(folder, ['build'])
    expect(await readFile(join(folder, 'out/posts/atom.xml'), 'utf8')).toContain(`<id>${id}</id>`)
  })

  it.each([
    [
      'they have a draft',
      { 'public/posts/hushhush/index.html': page('Hushhush', '/posts/hushhush/', 'Xylophone.') },
      'pages of 1 article that are not public',
    ],
    [
      'they have what may be a draft',
      {
        'content/posts/hushhush.md': '---\ntitle: "Hushhush\ndraft: true\n---\nXylophone.\n',
        'public/posts/hushhush/index.html': page('Hushhush', '/posts/hushhush/', 'Xylophone.'),
      },
      'pages of 1 article that are not public',
    ],
    [
      'they do not say what they are',
      { 'content/posts/tide.md': post('title: Tide\ndate: 2024-05-02', TEXT), 'public/tide.html': '<p>Tide' },
      'only 1 are marked as articles',
    ],
    [
      'the files have everything',
      { 'content/posts/ferry.md': post('title: Ferry\ndate: 2024-05-03', TEXT) },
      '',
    ],
  ])('uses the files if %s', async (_, files, reason) => {
    const folder = await folderOf({ ...HUGO, ...files })
    const { out } = await runCommand(folder, ['init', '--yes'])
    expect(out).toContain(reason)
    expect(out).not.toContain('Hushhush')
    expect(await sourcesOf(folder)).toEqual([{ kind: 'hugo', path: '.' }])
  })

  it('suggests to build the site to get whole articles', async () => {
    const { 'hugo.toml': config, 'content/posts/ferry.md': ferry } = HUGO
    const { out } = await runCommand(
      await folderOf({ 'hugo.toml': config, 'content/posts/ferry.md': ferry }),
      ['init'],
    )
    expect(out).toContain('build the site and run init again')
  })

  it.each([
    ['_site', 'feedwright.yaml', 'feedwright build'],
    ['out', 'feedwright.yaml', 'feedwright build --out feeds'],
    ['.', 'feedwright.yaml', 'feedwright build'],
  ])('does not need a known generator for pages in %s', async (path, settings, command) => {
    const folder = await folderOf({
      [`${path}/index.html`]: HOME,
      [`${path}/posts/ferry.html`]: page('Ferry', '/posts/ferry.html', TEXT),
      [`${path}/feed.xml`]: rss(item('Ferry', 'https://example.org/posts/ferry.html', '<guid>1</guid>')),
    })
    const { out } = await runCommand(folder, ['init', '--yes'])
    expect(out).toContain(`Next: ${command}\n`)
    expect(await sourcesOf(folder, settings)).toEqual([{ kind: 'built', path }])
    const [, ...argv] = command.split(' ')
    await runCommand(folder, ['build', ...argv.slice(1)])
    const feed = await readFile(join(folder, argv[2] ?? 'out', 'feed.xml'), 'utf8')
    expect(feed).toContain('<guid isPermaLink="false">1</guid>')
    expect(existsSync(join(folder, path, 'index.html'))).toBe(true)
  })
})

describe('the feed of today', () => {
  it.each(['/feed.xml', '/index.xml', '/rss.xml', '/feed/'])('keeps the address %s', async (address) => {
    const folder = await folderOf({
      'hugo.toml': HUGO['hugo.toml'],
      'content/posts/ferry.md': post('title: Ferry\ndate: 2024-05-03', TEXT),
    })
    const server = createServer((request, response) => {
      response.statusCode = request.url === address ? 200 : 404
      response.end(rss(FERRY))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const bound = server.address()
    const port = typeof bound === 'object' ? bound?.port : undefined
    const { out } = await runCommand(folder, [
      'init',
      '--yes',
      '--feed',
      `http://127.0.0.1:${port}${address}`,
    ])
    expect(out).toContain('1 kept with the same id, 0 gone, 0 new')
    await runCommand(folder, ['build'])
    const file = address.endsWith('/') ? `${address}index.xml` : address
    expect(await readFile(join(folder, 'out', file), 'utf8')).toContain('no iri 1')
  })
})
