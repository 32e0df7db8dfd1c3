import { describe, expect, it } from 'vitest'
import { readManifest } from '../../src/targets/manifest.ts'
import { feedDefinition } from '../support/newsroom.ts'
import { type ArticleSays, createNewsroom, hour, type Newsroom } from './newsroom.ts'

const pages = { title: 'Site', url: 'https://example.org/', baseUrl: 'https://example.org/', language: 'en' }
const world = feedDefinition({ maxLateItems: 2 })

/** Articles `a1` … `a8`, an hour apart from hour 1 on, whose texts and headlines hold their names in capitals. */
async function published(feed = world): Promise<Newsroom> {
  const newsroom = createNewsroom({ define: () => [feed], parts: { pages } })
  for (let number = 1; number <= 8; number++) newsroom.write(`a${number}`, said(number))
  await newsroom.run(hour(10))
  return newsroom
}

const said = (number: number, more: ArticleSays = {}): ArticleSays => {
  return { title: `HEADLINE-${number}-`, text: `TEXT-${number}-`, published: hour(number), ...more }
}

/** Paths of the published files that hold a word of the article. */
const told = (newsroom: Newsroom, number: number) =>
  [...newsroom.texts()]
    .filter(([, text]) => text.includes(`HEADLINE-${number}-`) || text.includes(`TEXT-${number}-`))
    .map(([path]) => path)

/** What editors do that takes an article away from the readers of its feed, by name. */
const acts: readonly (readonly [string, (newsroom: Newsroom, number: number) => void])[] = [
  ['withdrawn', (room, n) => room.write(`a${n}`, said(n, { status: 'withdrawn' }))],
  ['a draft', (room, n) => room.write(`a${n}`, said(n, { status: 'draft' }))],
  ['under embargo', (room, n) => room.write(`a${n}`, said(n, { embargoedUntil: hour(500) }))],
  [
    'withdrawn in a file with a mistake',
    (room, n) => room.write(`a${n}`, said(n, { status: 'withdrawn', broken: true })),
  ],
  ['in another section', (room, n) => room.write(`a${n}`, said(n, { section: 'sport' }))],
]

/** Accidents that hold the feed, by name. */
const accidents: readonly (readonly [string, (newsroom: Newsroom) => void])[] = [
  ['lost files', (room) => [4, 5, 6, 7, 8].forEach((n) => void room.delete(`a${n}`))],
  [
    'a flood of old articles',
    (room) => [1, 2, 3, 4, 5].forEach((n) => void room.write(`old${n}`, { published: hour(-n) })),
  ],
]

describe('what editors take back', () => {
  it.each(acts)('leaves the feed when all of it is %s at once', async (_, act) => {
    const newsroom = await published()
    for (let number = 1; number <= 8; number++) act(newsroom, number)
    const { feeds, findings } = await newsroom.run(hour(11))
    expect(feeds[0]).toMatchObject({ status: 'written', items: 0, gone: 8 })
    expect(findings.filter(({ severity, code }) => severity === 'error' && code !== 'mistake')).toEqual([])
    for (let number = 1; number <= 8; number++) expect(told(newsroom, number)).not.toContain('world/rss.xml')
    expect(newsroom.text('world/atom.xml').match(/<at:deleted-entry /g)).toHaveLength(8)
  })

  for (const [accident, happen] of accidents)
    it.each(acts)(`is not kept by a feed that is held for ${accident}: %s`, async (_, act) => {
      const newsroom = await published()
      happen(newsroom)
      await newsroom.run(hour(11))
      act(newsroom, 2)
      const { feeds } = await newsroom.run(hour(12))
      expect(feeds[0]).toMatchObject({ status: 'held', items: 7 })
      expect(told(newsroom, 2).filter((path) => path.startsWith('world/'))).toEqual([])
      for (const number of [1, 3, 4, 8])
        expect(told(newsroom, number).filter((path) => path.startsWith('world/'))).toHaveLength(4)
      expect(newsroom.text('world/rss.xml')).toContain('TEXT-8-')
      expect(newsroom.text('world/index.html')).toContain('HEADLINE-8-')
      expect(newsroom.text('world/atom.xml')).toContain('ref="tag:example.org,2024:world/a2.md"')
      expect(newsroom.text('world/feed.json')).toContain('TEXT-8-')
    })

  it('is taken once, and a held feed is written no more than that', async () => {
    const newsroom = await published()
    accidents[0]?.[1](newsroom)
    newsroom.write('a2', said(2, { status: 'withdrawn' }))
    await newsroom.run(hour(11))
    const after = newsroom.texts()
    const { feeds } = await newsroom.run(hour(12))
    expect(feeds[0]).toMatchObject({ status: 'held' })
    expect(newsroom.texts()).toEqual(after)
  })

  it('comes back when the feed is held no longer, and as many older articles fill its place', async () => {
    const small = feedDefinition({ limit: 4, maxLateItems: 0 })
    const newsroom = await published(small)
    for (const number of [5, 6, 7, 8]) newsroom.write(`a${number}`, said(number, { status: 'withdrawn' }))
    newsroom.write('old', { published: hour(-1) })
    // Held by hand: another item of the feed cannot be read while it is composed.
    const bodyOf = async () => undefined
    await newsroom.run(hour(11), {}, { bodyOf })
    for (const number of [5, 6, 7, 8]) expect(told(newsroom, number)).toEqual([])
    const { feeds } = await newsroom.run(hour(12))
    expect(feeds[0]).toMatchObject({ status: 'written', items: 4 })
    expect(told(newsroom, 4)).toContain('world/rss.xml')
    newsroom.write('a8', said(8))
    await newsroom.run(hour(13))
    expect(told(newsroom, 8)).toContain('world/rss.xml')
  })

  it('is told by a notice where the feed wants one', async () => {
    const newsroom = await published(feedDefinition({ maxLateItems: 2, retraction: 'notice' }))
    accidents[0]?.[1](newsroom)
    newsroom.write('a2', said(2, { status: 'withdrawn' }))
    await newsroom.run(hour(11))
    expect(told(newsroom, 2)).toEqual([])
    expect(newsroom.text('world/rss.xml')).toContain('<title>Article withdrawn</title>')
    expect(newsroom.text('world/index.html')).not.toContain('Article withdrawn')
  })

  it('leaves the archive pages of a held feed, and nothing else does', async () => {
    const newsroom = await published(feedDefinition({ limit: 4, archiveSize: 2, maxLateItems: 2 }))
    expect(told(newsroom, 2).join()).toContain('world/archive/')
    for (const number of [1, 5, 6, 7, 8]) newsroom.delete(`a${number}`)
    newsroom.write('a2', said(2, { status: 'withdrawn' }))
    const { feeds } = await newsroom.run(hour(11))
    expect(feeds[0]).toMatchObject({ status: 'held' })
    expect(told(newsroom, 2)).toEqual([])
    expect(told(newsroom, 1)).toHaveLength(3)
    for (const number of [1, 5, 6, 7, 8]) newsroom.write(`a${number}`, said(number))
    newsroom.write('a2', said(2))
    await newsroom.run(hour(12))
    expect(told(newsroom, 2).filter((path) => path.includes('/archive/'))).toHaveLength(3)
  })

  it.each(acts)(
    'from the archive of a held feed is told when the feed is held no longer: %s',
    async (_, act) => {
      const newsroom = await published(feedDefinition({ limit: 4, archiveSize: 2, maxLateItems: 2 }))
      for (const number of [1, 5, 6, 7, 8]) newsroom.delete(`a${number}`)
      await newsroom.run(hour(11))
      act(newsroom, 2)
      await newsroom.run(hour(12))
      expect(told(newsroom, 2).filter((path) => path.startsWith('world/'))).toEqual([])
      for (const number of [1, 5, 6, 7, 8]) newsroom.write(`a${number}`, said(number))
      await newsroom.run(hour(13))
      expect(newsroom.text('world/atom.xml')).toContain('ref="tag:example.org,2024:world/a2.md"')
    },
  )

  it('leaves an archive page that cannot be written now', async () => {
    const newsroom = await published(feedDefinition({ limit: 4, archiveSize: 2 }))
    newsroom.write('a2', said(2, { status: 'withdrawn' }))
    const bodyOf: typeof newsroom.parts.bodyOf = async (entry, now) =>
      entry.key === 'world/a1.md' ? undefined : newsroom.parts.bodyOf(entry, now)
    const { feeds, findings } = await newsroom.run(hour(11), {}, { bodyOf })
    expect(feeds[0]?.status).toBe('written')
    expect(findings.map(({ code }) => code)).toEqual(['article-changed-during-run'])
    const inArchive = () => told(newsroom, 1).filter((path) => path.includes('/archive/'))
    expect(told(newsroom, 2)).toEqual([])
    expect(inArchive()).toHaveLength(3)
    await newsroom.run(hour(12))
    expect(told(newsroom, 2)).toEqual([])
    expect(inArchive()).toHaveLength(3)
  })

  it('is no more in a document that somebody changed than in the others', async () => {
    const newsroom = await published()
    const set = (await newsroom.target.current())?.set
    accidents[0]?.[1](newsroom)
    newsroom.write('a2', said(2, { status: 'withdrawn' }))
    const read: typeof newsroom.target.read = async (file, coding) =>
      file.path.endsWith('rss.xml') ? undefined : newsroom.target.read(file, coding)
    await newsroom.run(hour(11), {}, { target: { ...newsroom.target, read } })
    expect(told(newsroom, 2)).toEqual([])
    expect(set?.files.some(({ path }) => path === 'world/rss.xml')).toBe(true)
    expect(newsroom.text('world/atom.xml')).toContain('TEXT-8-')
  })

  it('is counted in the manifest, which says nothing else of it', async () => {
    const newsroom = await published()
    accidents[0]?.[1](newsroom)
    newsroom.write('a2', said(2, { status: 'draft' }))
    await newsroom.run(hour(11))
    const set = (await newsroom.target.current())?.set
    expect(set?.feeds[0]).toMatchObject({ vacated: 1, selection: { sections: ['world'] } })
    expect(JSON.stringify(set)).not.toContain('HEADLINE-2-')
    expect(readManifest('{"version":1}')).toBeUndefined()
  })
})
