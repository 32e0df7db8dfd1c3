import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { markdown, runCommand, SITE_YAML, siteFolder } from '../support/site.ts'

const ARTICLES = {
  'content/world/a.md': markdown('Alpha', '2024-01-02T10:00:00Z', 'id: tag:example.org,2024:a\n'),
  'content/world/b.md': markdown('Beta', '2024-01-03T10:00:00Z', 'id: tag:example.org,2024:b\n'),
  'content/business/c.md': markdown('Gamma', '2024-01-04T10:00:00Z', 'id: tag:example.org,2024:c\n'),
}

async function states(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const path of (await readdir(folder, { recursive: true })).toSorted()) {
    const stats = await stat(join(folder, path))
    if (stats.isFile()) found[path] = `${stats.mtimeMs} ${stats.size} ${stats.ino}`
  }
  return found
}

const titles = async (folder: string, feed: string): Promise<string[]> => {
  const json: { items: { title: string }[] } = JSON.parse(
    await readFile(join(folder, 'out', feed, 'feed.json'), 'utf8'),
  )
  return json.items.map(({ title }) => title)
}

describe('the settings file', () => {
  it('can be outside the content folder, with its default name or another', async () => {
    const folder = await siteFolder(ARTICLES)
    await rename(join(folder, 'content/site.yaml'), join(folder, 'feedwright.yaml'))
    expect(await runCommand(folder, ['build', '--strict'])).toMatchObject({ code: 0, err: '' })
    await rename(join(folder, 'feedwright.yaml'), join(folder, 'mine.yaml'))
    expect((await runCommand(folder, ['build', '--config', 'mine.yaml'])).out).toContain('0 feeds written')
    await expect(runCommand(folder, ['build', '--state', 'new', '--out', 'new'])).rejects.toBeInstanceOf(
      ConfigError,
    )
  })

  it('causes a warning in every run if another program publishes it', async () => {
    const folder = await siteFolder({ ...ARTICLES, 'hugo.toml': '' })
    const told = 'warning settings-published in content/site.yaml'
    expect((await runCommand(folder, ['build'])).err).toContain(told)
    expect((await runCommand(folder, ['build'])).err).toContain(told)
  })
})

describe('a folder below a section that vanishes', () => {
  const news = (path: string, count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, n) => [
        `content/world/${path}${count}-${n}.md`,
        markdown(`${path}${n}`, `2024-01-${10 + n}`, ''),
      ]),
    )

  it('holds the feed until the folder is back', async () => {
    const folder = await siteFolder({ ...news('', 12), ...news('sub/', 3) })
    await runCommand(folder, ['build'])
    await rename(join(folder, 'content/world/sub'), join(folder, 'away'))
    const { code, err } = await runCommand(folder, ['build'])
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('churn-mass-disappearance') })
    expect(await titles(folder, 'world')).toContain('sub/0')
    await rename(join(folder, 'away'), join(folder, 'content/world/sub'))
    expect(await runCommand(folder, ['build'])).toMatchObject({ code: 0, err: '' })
  })

  it('does not hold the feed if it was the folder of one article', async () => {
    const folder = await siteFolder({
      ...news('', 12),
      'content/world/sub/index.md': markdown('Bundle', '2024-01-02', ''),
    })
    await runCommand(folder, ['build'])
    await rm(join(folder, 'content/world/sub'), { recursive: true })
    await runCommand(folder, ['build'])
    expect(await titles(folder, 'world')).not.toContain('Bundle')
  })
})

describe('feedwright build', () => {
  it('keeps ids of other programs as they are, and gives Atom an IRI', async () => {
    const ids = { a: '65b9f1e7c2a4d80001a1b2c3', b: '1234 at https://old.example', c: '0042' }
    const articles = Object.entries(ids).map(([name, id], day) => [
      `content/world/${name}.md`,
      markdown(name, `2024-01-0${day + 1}`, `id: ${id}\n`),
    ])
    const settings = 'archiveSize: 1\nlimit: 1\n'
    const folder = await siteFolder({
      ...Object.fromEntries(articles),
      'content/site.yaml': SITE_YAML + settings,
    })
    const read = (path: string) => readFile(join(folder, 'out/world', path), 'utf8')
    expect((await runCommand(folder, ['build'])).err).toBe('')
    expect(await read('rss.xml')).toContain('<guid isPermaLink="false">0042</guid>')
    expect(await read('feed.json')).toContain('"id": "0042"')
    expect(await read('atom.xml')).toContain('<id>tag:example.org,2024:guid=0042</id>')

    await rm(join(folder, '.feedwright'), { recursive: true })
    const again = await runCommand(folder, ['build'])
    expect(again.out).toContain('0 feeds written')

    const withdrawn = { 'b.md': [ids.b, '2024-01-02'], 'c.md': [ids.c, '2024-01-03'] }
    for (const [name, [id, date = '']] of Object.entries(withdrawn))
      await writeFile(
        join(folder, 'content/world', name),
        markdown(name, date, `id: ${id}\nwithdrawn: true\n`),
      )
    const gone = await runCommand(folder, ['build'], Date.UTC(2024, 5, 2))
    expect(gone.err).toBe('')
    expect(await read('atom.xml')).toContain('ref="tag:example.org,2024:guid=0042"')
    expect(await read('rss.xml')).toContain('<guid isPermaLink="false">65b9f1e7c2a4d80001a1b2c3</guid>')
    const archive = await readdir(join(folder, 'out/world'), { recursive: true })
    for (const path of archive.filter((path) => /archive.*(?:xml|json)$/.test(path)))
      expect(await read(path)).not.toContain('1234')
  })

  it('reports redirects and removals of published addresses in every run', async () => {
    const moves = 'redirects:\n  /world/rss.xml: /world/atom.xml\ngone: [/old/, /business/]\n'
    const folder = await siteFolder({ ...ARTICLES, 'content/site.yaml': SITE_YAML + moves })
    for (const _run of [1, 2]) {
      const { err } = await runCommand(folder, ['build'])
      expect(err).toContain('redirect-over-published in content/site.yaml:6:19')
      expect(err).toContain('gone-over-published in content/site.yaml:7:15')
    }
  })

  it('reports a redirect to a missing document, with its line, in every run', async () => {
    const redirects = 'redirects:\n  /old.xml: /wrold/rss.xml\n  /older.xml: /world/rss.xml\n'
    const folder = await siteFolder({ ...ARTICLES, 'content/site.yaml': SITE_YAML + redirects })
    for (const _run of [1, 2]) {
      const { code, err } = await runCommand(folder, ['build'])
      expect(code).toBe(0)
      expect(err).toContain('redirect-to-nothing in content/site.yaml:6:13')
      expect(err.match(/redirect-to-nothing/g)).toHaveLength(1)
    }
  })

  it('publishes every section in every format, precompressed, with a manifest', async () => {
    const folder = await siteFolder(ARTICLES)
    const { code, out, err } = await runCommand(folder, ['build'])
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('3 articles, 3 read')
    expect(await titles(folder, 'world')).toEqual(['Beta', 'Alpha'])
    const files = await readdir(join(folder, 'out'), { recursive: true })
    for (const name of ['rss.xml', 'atom.xml', 'feed.json']) {
      expect(files).toContain(`world/${name}`)
      expect(files).toContain(`world/${name}.gz`)
    }
    expect(files).toContain('manifest.json')
    for (const name of [
      'feeds/index.html',
      'feeds/world/index.html',
      'feeds.opml',
      'news-sitemap.xml',
      'autodiscovery.txt',
    ]) {
      expect(files).toContain(name)
    }
  })

  it('does not use addresses of pages of the site, and keeps the feed pages in place', async () => {
    const pages = async (folder: string) =>
      (await readdir(join(folder, 'out'), { recursive: true }))
        .filter((name) => name.endsWith('.html'))
        .toSorted()
    const apart = ['feeds/business/index.html', 'feeds/index.html', 'feeds/world/index.html']
    const beside = ['business/index.html', 'index.html', 'world/index.html']
    const folder = await siteFolder({
      ...ARTICLES,
      'out/world/index.html': 'theirs',
      'out/index.html': 'theirs',
    })
    expect((await runCommand(folder, ['build'])).code).toBe(0)
    expect(await pages(folder)).toEqual([...apart, 'index.html', 'world/index.html'])
    expect(await readFile(join(folder, 'out/world/index.html'), 'utf8')).toBe('theirs')

    const other = await siteFolder({ ...ARTICLES, 'content/site.yaml': `${SITE_YAML}pages: /\n` })
    await runCommand(other, ['build'])
    expect(await pages(other)).toEqual(beside)
    await writeFile(join(other, 'content/site.yaml'), SITE_YAML)
    await runCommand(other, ['build'])
    expect(await pages(other), 'where they are published already').toEqual(beside)
    await writeFile(join(other, 'content/site.yaml'), `${SITE_YAML}pages: feeds\n`)
    await runCommand(other, ['build'])
    expect(await pages(other)).toEqual(apart)
  })

  it('removes articles from the news sitemap after two days, without other changes', async () => {
    const folder = await siteFolder(ARTICLES)
    const sitemap = () => readFile(join(folder, 'out/news-sitemap.xml'), 'utf8')
    await runCommand(folder, ['build'], Date.UTC(2024, 0, 5))
    expect((await sitemap()).match(/<loc>/g)).toHaveLength(2)
    await runCommand(folder, ['build'], Date.UTC(2024, 0, 6))
    expect((await sitemap()).match(/<loc>/g)).toHaveLength(1)
    await runCommand(folder, ['build'], Date.UTC(2024, 0, 9))
    expect((await sitemap()).match(/<loc>.*/g)).toEqual(['<loc>https://example.org/</loc>'])
  })

  it('publishes no pages if the settings disable them', async () => {
    const folder = await siteFolder({ ...ARTICLES, 'content/site.yaml': `${SITE_YAML}pages: false\n` })
    await runCommand(folder, ['build'])
    expect(
      (await readdir(join(folder, 'out'), { recursive: true })).filter((name) => /html|opml|css/.test(name)),
    ).toEqual([])
  })

  it('warns if another publisher with other settings has published to the same folder', async () => {
    const cwd = await siteFolder({
      'content/world/a.md': markdown('Alpha', '2024-01-02'),
      'other.yaml': SITE_YAML.replace('The Example Times', 'Another Title'),
    })
    const build = (...options: readonly string[]) => runCommand(cwd, ['build', ...options])
    const other = ['--config', 'other.yaml', '--state', 'other-state']
    expect((await build()).err).not.toContain('publisher-differs')
    await build(...other)
    expect((await build()).err).toContain('publisher-differs')
    expect((await build()).err).not.toContain('publisher-differs')
    expect((await build(...other)).err).toContain('publisher-differs')
  })

  it('changes no byte and no date on a second run, even hours later and without its catalog', async () => {
    const folder = await siteFolder(ARTICLES)
    await runCommand(folder, ['build'])
    const before = await states(join(folder, 'out'))
    await runCommand(folder, ['build'], Date.UTC(2024, 5, 1, 7))
    await runCommand(folder, ['build', '--state', 'another'], Date.UTC(2025, 1, 1))
    expect(await states(join(folder, 'out'))).toEqual(before)
  })

  it('leaves out one bad article with its place and fix, publishes the others and exits with 1', async () => {
    const folder = await siteFolder({
      ...ARTICLES,
      'content/world/bad.md': '---\ntitle: [unclosed\n---\ntext',
      'content/world/late.md': markdown('Late', '2024-02-30'),
      'content/world/latin.md': Uint8Array.of(0x2d, 0x2d, 0x2d, 0x0a, 0xff, 0xfe, 0xe9),
    })
    await mkdir(join(folder, 'content/world/folder.md'))
    const { code, err } = await runCommand(folder, ['build'])
    expect(code).toBe(1)
    expect(await titles(folder, 'world')).toEqual(['Beta', 'Alpha'])
    for (const name of ['bad.md:', 'late.md:3:7', 'latin.md:2:1', 'folder.md']) {
      expect(err).toContain(`content/world/${name}`)
    }
    expect(err).toContain('2024-02-30')
    expect(err.match(/→/g)).toHaveLength(4)
    expect((await runCommand(folder, ['build'])).err, 'the next run says it again').toBe(err)
  })

  it('fails for a warning only with --strict', async () => {
    const folder = await siteFolder({
      'content/world/a.md': markdown('Alpha', '2024-01-02', 'colour: red\n'),
    })
    expect(await runCommand(folder, ['build'])).toMatchObject({ code: 0 })
    const strict = await runCommand(folder, ['build', '--strict'])
    expect(strict.code).toBe(1)
    expect(strict.err).toContain('colour')
  })

  it('holds a feed whose items would come back as new, until a person accepts it', async () => {
    const folder = await siteFolder(ARTICLES)
    await runCommand(folder, ['build'])
    const before = await readFile(join(folder, 'out/world/atom.xml'), 'utf8')
    await writeFile(
      join(folder, 'content/world/b.md'),
      ARTICLES['content/world/b.md'].replace(':b\n', ':other\n'),
    )
    const held = await runCommand(folder, ['build'])
    expect(held.code).toBe(1)
    expect(held.err).toContain('churn-id-changed')
    expect(held.out).toContain('HELD')
    expect(await readFile(join(folder, 'out/world/atom.xml'), 'utf8')).toBe(before)
    expect(await runCommand(folder, ['build']), 'it stays held').toMatchObject({ code: 1 })
    expect(await runCommand(folder, ['build', '--accept-churn', 'world'])).toMatchObject({ code: 0 })
    expect(await readFile(join(folder, 'out/world/atom.xml'), 'utf8')).toContain('2024:other')
    expect(await runCommand(folder, ['build'])).toMatchObject({ code: 0, err: '' })
  })

  it('refuses to accept the churn of a feed that does not exist', async () => {
    const folder = await siteFolder(ARTICLES)
    await expect(runCommand(folder, ['build', '--accept-churn', 'wrold'])).rejects.toMatchObject({
      code: 'USAGE',
      fix: 'did you mean "world"?',
    })
  })

  it('reports a finding about a body once, in any number of feeds', async () => {
    const folder = await siteFolder({
      'content/site.yaml': `${SITE_YAML}allSections: true\n`,
      'content/world/a.md': `${markdown('Alpha', '2024-01-02')}\n![chart](missing.png)\n`,
    })
    const { code, err } = await runCommand(folder, ['build'])
    expect(code).toBe(0)
    expect(err.match(/media-missing in content\/world\/a\.md/g)).toHaveLength(1)
    expect((await runCommand(folder, ['build'])).err, 'the next run says it again').toBe(err)
    await writeFile(join(folder, 'content/world/a.md'), markdown('Alpha', '2024-01-02'))
    expect((await runCommand(folder, ['build'])).err, 'until it is fixed').toBe('')
  })

  it('ignores a future updated date, keeps the recorded one, and reports that', async () => {
    const folder = await siteFolder({
      'content/world/a.md': markdown('Alpha', '2024-01-02', 'updated: 2031-01-01\n'),
    })
    const { err } = await runCommand(folder, ['build'])
    expect(err).toContain('updated-in-future in content/world/a.md')
    expect(await readFile(join(folder, 'out/world/atom.xml'), 'utf8')).not.toContain('2031')
  })

  it('publishes the withdrawal of the last article of a tag', async () => {
    const folder = await siteFolder({
      'content/site.yaml': `${SITE_YAML}perTag: true\n`,
      'content/world/a.md': markdown('Alpha', '2024-01-02', 'tags: [rivers]\n'),
      'content/world/b.md': markdown(
        'Beta',
        '2024-01-02',
        'tags: [secret]\nwithdrawn: true\nembargoedUntil: 2030-01-01\n',
      ),
    })
    await runCommand(folder, ['build'])
    await writeFile(
      join(folder, 'content/world/a.md'),
      markdown('Alpha', '2024-01-02', 'tags: [rivers]\nwithdrawn: true\n'),
    )
    expect(await runCommand(folder, ['build'])).toMatchObject({ code: 0 })
    expect(await readFile(join(folder, 'out/tags/rivers/atom.xml'), 'utf8')).toContain('<at:deleted-entry')
    expect(await readdir(join(folder, 'out/tags'))).toEqual(['rivers'])
  })

  it('shows no article as new if a file is renamed, or its slug or the site’s address changes', async () => {
    const folder = await siteFolder({ ...ARTICLES, 'content/world/a.md': markdown('Alpha', '2024-01-02') })
    const ids = async () =>
      (await readFile(join(folder, 'out/world/atom.xml'), 'utf8')).match(/<id>[^<]*<\/id>/g)
    await runCommand(folder, ['build'])
    const before = await ids()
    await rename(join(folder, 'content/world/a.md'), join(folder, 'content/world/renamed.md'))
    await writeFile(
      join(folder, 'content/site.yaml'),
      SITE_YAML.replace('https://example.org/', 'https://www.example.com/').replace(
        'since: 2024',
        'since: 2024\ntagEntity: example.org,2024',
      ),
    )
    expect(await runCommand(folder, ['build'])).toMatchObject({ code: 0 })
    expect(await ids()).toEqual(before)
  })

  it('does not run with wrong settings, and reports all mistakes', async () => {
    const folder = await siteFolder({ 'content/site.yaml': 'title: X\nurl: nonsense\ncolour: red\n' })
    const failure = await runCommand(folder, ['build']).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ConfigError)
    if (failure instanceof ConfigError) {
      expect(failure.findings.map(({ line }) => line)).toEqual(expect.arrayContaining([2, 3]))
      expect(failure.findings.length).toBeGreaterThanOrEqual(3)
    }
    expect(await readdir(folder)).toEqual(['content'])
  })

  it('reports to machines', async () => {
    const folder = await siteFolder(ARTICLES)
    const { out } = await runCommand(folder, ['build', '--json'])
    const report: unknown = JSON.parse(out)
    expect(report).toMatchObject({ event: 'run', articles: { known: 3, read: 3 }, findings: [] })
  })
})
