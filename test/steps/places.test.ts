import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { markdown, runCommand, SITE_YAML, siteFolder } from '../support/site.ts'

const ARTICLES = {
  'content/world/a.md': markdown('Alpha', '2024-01-02T10:00:00Z'),
  'content/business/b.md': markdown('Beta', '2024-01-03T10:00:00Z', 'tags: [ports]\n'),
}
const SETTINGS = `${SITE_YAML}perTag: true\nallSections: { path: everything }\n`

async function newsroom(more: Readonly<Record<string, string>> = {}) {
  const folder = await siteFolder({ ...ARTICLES, 'content/site.yaml': SETTINGS, ...more })
  const at = (path: string) => join(folder, 'out', path)
  return {
    build: () => runCommand(folder, ['build']),
    async put(path: string, text = 'theirs') {
      await mkdir(dirname(at(path)), { recursive: true })
      await writeFile(at(path), text)
    },
    remove: (path: string) => rm(at(path), { recursive: true }),
    settings: (text: string) => writeFile(join(folder, 'content/site.yaml'), text),
    text: (path: string) => readFile(at(path), 'utf8').catch(() => undefined),
    names: (path: string) => readdir(at(path)).catch(() => []),
  }
}

describe('a file that stands where a document should go', () => {
  it.each([
    ['world/rss.xml', 'world', 'sections.world.feed.path'],
    ['world/feed.json', 'world', 'sections.world.feed.path'],
    ['world/atom.xml.gz', 'world', 'sections.world.feed.path'],
    ['world', 'world', 'sections.world.feed.path'],
    ['everything/atom.xml', 'everything', 'allSections.path'],
    ['tags/ports/rss.xml', 'tags/ports', 'perTag.path'],
  ])('%s: its feed is held, the others go out', async (path, folder, setting) => {
    const { build, put, text, names } = await newsroom()
    await put(path)
    const { code, err, out } = await build()
    expect(code).toBe(1)
    expect(err).toContain('place-taken')
    expect(err).toContain(`the setting ${setting}`)
    expect(out).toContain('HELD')
    expect(await text(path)).toBe('theirs')
    const left = folder === path ? [] : [path.slice(folder.length + 1)]
    expect(await names(folder)).toEqual(left)
    expect(await text('business/rss.xml')).toContain('Beta')
  })

  it.each(['feeds.opml', 'feeds.css', 'news-sitemap.xml'])(
    '%s: that file alone is left out, and every run says so',
    async (path) => {
      const { build, put, text } = await newsroom()
      await put(path)
      for (const run of ['first', 'second']) {
        const { code, err } = await build()
        expect([code, err.match(/place-taken/g)?.length], run).toEqual([1, 1])
        expect(err).toContain('the setting pages')
      }
      expect(await text(path)).toBe('theirs')
      expect(await text('world/rss.xml')).toContain('Alpha')
    },
  )

  it('holds the feed until it has gone', async () => {
    const { build, put, text, remove } = await newsroom()
    await put('world/rss.xml')
    await build()
    await remove('world/rss.xml')
    expect(await build()).toMatchObject({ code: 0, err: '' })
    expect(await text('world/rss.xml')).toContain('Alpha')
  })

  it('stays where it is when the feed moves, and the feed keeps the place it has', async () => {
    const { build, put, text, settings } = await newsroom()
    await build()
    await put('international/rss.xml')
    await settings(
      SETTINGS.replace('world: ,', 'world: { feed: { path: international } },').concat(
        'redirects: { /world/: /international/ }\n',
      ),
    )
    expect(await build()).toMatchObject({ code: 1 })
    expect(await text('international/rss.xml')).toBe('theirs')
    expect(await text('world/rss.xml')).toContain('Alpha')
  })

  it('among archive pages: the page is not published, the feed is', async () => {
    const { build, put, text } = await newsroom({
      'content/site.yaml': `${SETTINGS}limit: 1\narchiveSize: 1\n`,
      'content/world/c.md': markdown('Gamma', '2024-01-04T10:00:00Z'),
    })
    await put('world/archive/0001/atom.xml')
    const { code, err } = await build()
    expect(code).toBe(1)
    expect(err).toContain('world/archive/0001/atom.xml')
    expect(await text('world/archive/0001/atom.xml')).toBe('theirs')
    expect(await text('world/rss.xml')).toContain('Gamma')
    expect(await text('world/rss.xml')).not.toContain('archive')
  })
})

it('what others put into the folder stays when feeds, pages and sections go', async () => {
  const { build, put, text, settings } = await newsroom()
  await build()
  for (const path of ['world/about.html', 'tags/ports/about.html', 'favicon.ico']) await put(path)
  await settings(`${SITE_YAML}pages: false\ngone: [/tags/, /everything/]\n`)
  await build()
  for (const path of ['world/about.html', 'tags/ports/about.html', 'favicon.ico'])
    expect(await text(path)).toBe('theirs')
})

describe('addresses that readers poll', () => {
  const at = (world: string, more = '') =>
    `${SITE_YAML.replace('world: ,', `world: { feed: ${world} },`)}pages: false\n${more}`
  const ALL = ['atom.xml', 'feed.json', 'rss.xml'].flatMap((name) => [name, `${name}.br`, `${name}.gz`])

  it('stay, up to date, when the settings narrow the formats or move the folder, until these name them', async () => {
    const { build, text, names, settings } = await newsroom({ 'content/site.yaml': at('true') })
    await build()
    for (const changed of [
      '{ formats: [atom] }',
      '{ path: international }',
      '{ path: intl, formats: [rss] }',
    ]) {
      await settings(at(changed, 'rights: Free for all\n'))
      const { code, err } = await build()
      expect([code, err.match(/address-kept/g)?.length], changed).toEqual([0, 1])
      expect((await names('world')).toSorted()).toEqual(ALL)
      for (const path of ['world/rss.xml', 'world/atom.xml', 'world/feed.json'])
        expect(await text(path), path).toMatch(/Free for all|feed\.json/)
      expect(await text('world/atom.xml')).toContain('<id>tag:example.org,2024:feed/world</id>')
      expect((await build()).err, 'every run says it').toContain('address-kept')
      await settings(at('true'))
      expect(await build()).toMatchObject({ code: 0, err: '' })
    }
  })

  it('go when the lines of the finding stand in the settings, though nothing else has changed', async () => {
    const { build, text, settings } = await newsroom({ 'content/site.yaml': at('true') })
    await build()
    await settings(at('{ path: international }'))
    const { err } = await build()
    const [lines] = /redirects:\n.*/.exec(err) ?? []
    await settings(at('{ path: international }', `${lines}\n`))
    expect(await build()).toMatchObject({ code: 0, err: '' })
    expect(await text('world/rss.xml')).toBeUndefined()
    const moved = await text('international/atom.xml')
    expect(moved).toContain('<id>tag:example.org,2024:feed/world</id>')
    expect(moved).toContain('href="https://example.org/international/atom.xml"')
  })

  it('of a feed that is held keep another feed out', async () => {
    const { build, text, settings, put } = await newsroom({ 'content/site.yaml': at('true') })
    await build()
    await put('elsewhere/rss.xml')
    const moves = 'redirects: { /world/: /elsewhere/, /business/: /world/ }\n'
    const swapped = at('{ path: elsewhere }', moves).replace(
      'business:',
      'business: { feed: { path: world } }',
    )
    await settings(swapped)
    const { code, err } = await build()
    expect([code, err.match(/place-taken/g)?.length, err.match(/address-in-use/g)?.length]).toEqual([1, 1, 1])
    expect(await text('world/rss.xml')).toContain('Alpha')
    expect(await text('business/rss.xml')).toContain('Beta')
  })
})

it('a feed lies at whatever address readers know it by', async () => {
  const { build, text } = await newsroom({
    'content/site.yaml': `${SITE_YAML.replace('world: ,', 'world: { feed: { path: /feed/, documents: { atom: /world.atom } } },')}
allSections: { path: index.xml }
feeds: { top: { path: /top/feed.json } }
`,
  })
  expect(await build()).toMatchObject({ code: 0, err: '' })
  const places = {
    'feed/index.xml': 'href="https://example.org/feed/" rel="self"',
    'world.atom': 'href="https://example.org/world.atom"',
    'world/feed.json': '"feed_url": "https://example.org/world/feed.json"',
    'index.xml': 'href="https://example.org/index.xml" rel="self"',
    'all/atom.xml': 'href="https://example.org/all/atom.xml"',
    'top/feed.json': '"feed_url": "https://example.org/top/feed.json"',
    'top/rss.xml': 'href="https://example.org/top/rss.xml" rel="self"',
  }
  for (const [path, self] of Object.entries(places)) expect(await text(path), path).toContain(self)
  expect(await text('feeds.opml')).toContain('xmlUrl="https://example.org/feed/"')
})

it.each([
  'allSections: { path: /world/rss.xml }',
  'feeds: { a: { path: /x.xml }, b: { path: /X.xml } }',
  'feeds: { a: { path: /x/ }, b: { documents: { json: /x/index.xml } } }',
])('two feeds cannot have one address: %s', async (settings) => {
  const { build } = await newsroom({ 'content/site.yaml': `${SITE_YAML}${settings}\n` })
  await expect(build()).rejects.toMatchObject({
    findings: [
      expect.objectContaining({
        code: 'settings-conflict',
        message: expect.stringContaining('same address'),
      }),
    ],
  })
})
