import { describe, expect, it } from 'vitest'
import type { FeedFormat } from '../../src/formats/format.ts'
import type { PublishTarget } from '../../src/targets/target.ts'
import { formats } from '../support/formats.ts'
import { feedDefinition } from '../support/newsroom.ts'
import { walk } from './crawler.ts'
import { createNewsroom, hour, type Newsroom } from './newsroom.ts'

const feed = feedDefinition({ limit: 4, archiveSize: 2 })

/** A newsroom with articles `a1`, `a2` … published an hour apart, the first at hour 1. */
function newsroomOf(articles: number, options: Parameters<typeof createNewsroom>[0] = {}) {
  const newsroom = createNewsroom({ define: () => [feed], ...options })
  for (let number = 1; number <= articles; number++) newsroom.write(`a${number}`, { published: hour(number) })
  return newsroom
}

const atom = formats.find(({ name }) => name === 'atom')
const walked = (newsroom: Newsroom, of = feed) => {
  if (atom === undefined) throw new Error('there is no Atom')
  return walk(atom, of, newsroom.text)
}
const names = (newsroom: Newsroom, of = feed) =>
  [...walked(newsroom, of).merged.values()]
    .map(({ title }) => title)
    .sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)))
const all = (count: number) => Array.from({ length: count }, (_, index) => `a${index + 1}`)
const archiveFiles = (newsroom: Newsroom) =>
  [...newsroom.target.files.keys()].filter((path) => path.includes('/archive/'))
/** The paths under which an article is told. */
const placesOf = (newsroom: Newsroom, name: string) =>
  [...newsroom.texts()]
    .filter(([path, text]) => path.endsWith('.json') && text.includes(`/world/${name}/`))
    .map(([path]) => path)

/** A target that fails at its `stopAt`th commit, and tells which files each commit before brought. */
function failing(target: PublishTarget, stopAt = Number.POSITIVE_INFINITY) {
  const commits: string[][] = []
  let staged: string[] = []
  const stopping: PublishTarget = {
    ...target,
    async stage(file, contents) {
      staged.push(file.path)
      await target.stage(file, contents)
    },
    async commit(set, replacing) {
      if (commits.length === stopAt) throw new Error('stopped')
      const revision = await target.commit(set, replacing)
      commits.push(staged)
      staged = []
      return revision
    },
  }
  return { commits, target: stopping }
}

describe('publishing archives', () => {
  it('puts the subscription documents out first, then pages from the oldest on, then the link to them', async () => {
    const newsroom = newsroomOf(9, { parts: { archiveBatch: 1 } })
    const { target, commits } = failing(newsroom.target)
    const report = await newsroom.run(hour(10), {}, { target })
    expect(commits.map((paths) => paths[0])).toEqual([
      'world/rss.xml',
      'world/archive/0001/rss.xml',
      'world/archive/0002/rss.xml',
      'world/archive/0003/rss.xml',
      'world/rss.xml',
    ])
    expect(names(newsroom)).toEqual(all(9))
    expect(report.feeds[0]).toMatchObject({
      status: 'written',
      items: 4,
      added: 4,
      archive: { pages: 3, written: 3 },
    })
    expect(report.feeds[0]?.files).toHaveLength(3)
  })

  it('goes on where a run was stopped, at whichever step', async () => {
    const whole = newsroomOf(9, { parts: { archiveBatch: 1 } })
    await whole.run(hour(10))
    for (let stopAt = 0; stopAt < 5; stopAt++) {
      const newsroom = newsroomOf(9, { parts: { archiveBatch: 1 } })
      await expect(
        newsroom.run(hour(10), {}, { target: failing(newsroom.target, stopAt).target }),
      ).rejects.toThrow('stopped')
      expect(await newsroom.isPending()).toBe(true)
      // What is there can be walked, whatever is still missing.
      if (stopAt > 0) walked(newsroom)
      await newsroom.run(hour(10))
      expect(newsroom.texts()).toEqual(whole.texts())
      expect(await newsroom.isPending()).toBe(false)
    }
  })

  it('ends between two pages when it is asked to, and the next run goes on', async () => {
    const newsroom = newsroomOf(9, { parts: { archiveBatch: 1 } })
    const asked = new AbortController()
    const { target } = failing(newsroom.target)
    const stopping: PublishTarget = {
      ...target,
      async commit(set, replacing) {
        const revision = await target.commit(set, replacing)
        if (set.files.some(({ rank }) => rank === 'archive')) asked.abort()
        return revision
      },
    }
    const report = await newsroom.run(hour(10), { signal: asked.signal }, { target: stopping })
    expect(report.feeds[0]?.archive).toEqual({ pages: 1, written: 1 })
    expect(await newsroom.isPending()).toBe(true)
    await newsroom.run(hour(10))
    expect(names(newsroom)).toEqual(all(9))
  })

  it('reads no body but those of the pages it rewrites', async () => {
    const newsroom = newsroomOf(20)
    await newsroom.run(hour(20))
    newsroom.write('a3', { published: hour(3), text: 'corrected' })
    await newsroom.run(hour(21))
    expect(newsroom.read.sort()).toEqual(['world/a3.md', 'world/a4.md'])
    newsroom.write('a21', { published: hour(21) })
    await newsroom.run(hour(21))
    expect(newsroom.read.every((key) => /a(1[6-9]|2\d)\.md$/.test(key))).toBe(true)
  })

  it('compares pages without reading a body when it does not know what changed', async () => {
    const newsroom = newsroomOf(20)
    await newsroom.run(hour(20))
    await newsroom.forgetStates()
    await newsroom.run(hour(30))
    expect(newsroom.read).toEqual([])
    expect(await newsroom.isPending()).toBe(false)
  })

  it('rewrites one page for a late article, and one for a withdrawn one', async () => {
    const newsroom = newsroomOf(12)
    await newsroom.run(hour(12))
    const before = newsroom.texts()
    const changed = () => archiveFiles(newsroom).filter((path) => newsroom.text(path) !== before.get(path))
    newsroom.write('late', { published: hour(3) })
    await newsroom.run(hour(13))
    expect(changed()).toEqual([
      'world/archive/0002/rss.xml',
      'world/archive/0002/atom.xml',
      'world/archive/0002/feed.json',
    ])
    newsroom.write('late', { published: hour(3), status: 'withdrawn' })
    await newsroom.run(hour(14))
    expect(changed()).toEqual([])
    expect(placesOf(newsroom, 'late')).toEqual([])
  })

  it('splits a page into which a whole year came late, and keeps every article within reach', async () => {
    const newsroom = newsroomOf(8)
    await newsroom.run(hour(8))
    for (let number = 1; number <= 7; number++) newsroom.write(`b${number}`, { published: hour(-number) })
    await newsroom.run(hour(9))
    const { documents, merged } = walked(newsroom)
    expect(merged.size).toBe(15)
    expect(Math.max(...documents.slice(1).map(({ items }) => items.length))).toBeLessThan(4)
  })

  it('lets no article fall between a subscription document cut to its byte budget and the archive', async () => {
    const tight = { ...feed, maxBytes: 2500 }
    const newsroom = newsroomOf(9, { define: () => [tight] })
    const report = await newsroom.run(hour(10))
    expect(report.findings.map(({ code }) => code)).toContain('feed-over-budget')
    expect(report.feeds[0]?.items).toBeLessThan(4)
    expect(names(newsroom, tight)).toEqual(all(9))
  })

  it('tells Atom readers that an article of the archive was deleted, and no one of one that never was public', async () => {
    const newsroom = newsroomOf(12)
    newsroom.write('secret', { published: hour(20) })
    await newsroom.run(hour(12))
    newsroom.delete('a2')
    newsroom.delete('secret')
    await newsroom.run(hour(21))
    const [head] = walked(newsroom).documents
    expect(head?.tombstones.map(({ id }) => id)).toEqual(['tag:example.org,2024:world/a2.md'])
    expect(names(newsroom)).not.toContain('a2')
  })

  it.each([undefined, 2])(
    'tells of a file that could not be read and is then deleted (archive pages of %s)',
    async (archiveSize) => {
      const feed = feedDefinition({ limit: 4, ...(archiveSize === undefined ? {} : { archiveSize }) })
      const newsroom = createNewsroom({ define: () => [feed] })
      for (let number = 1; number <= 8; number++) newsroom.write(`a${number}`, { published: hour(number) })
      await newsroom.run(hour(10))
      for (const name of ['a7', 'a2']) newsroom.write(name, { broken: true })
      await newsroom.run(hour(11))
      await newsroom.run(hour(12))
      expect(newsroom.text('world/atom.xml')).not.toContain('deleted-entry')
      for (const name of ['a7', 'a2']) newsroom.delete(name)
      await newsroom.run(hour(13))
      const gone = newsroom.text('world/atom.xml').match(/ ref="[^"]*"/g)
      expect(gone?.map((ref) => ref.slice(-6, -4)).sort()).toEqual(
        archiveSize === undefined ? ['a7'] : ['a2', 'a7'],
      )
      expect((await newsroom.target.current())?.set?.feeds[0]?.left).toBeUndefined()
    },
  )

  it('keeps what readers have of a page that the gate refuses, says so in each run, and publishes the others', async () => {
    const newsroom = newsroomOf(10)
    await newsroom.run(hour(10))
    const before = newsroom.texts()
    const broken = formats.map(
      (format): FeedFormat =>
        format.name === 'rss'
          ? { ...format, write: (document) => format.write(document).replace('tampered', 'changed') }
          : format,
    )
    newsroom.write('a1', { published: hour(1), text: 'tampered' })
    newsroom.write('a3', { published: hour(3), text: 'corrected' })
    for (let run = 0; run < 2; run++) {
      const report = await newsroom.run(hour(11), {}, { formats: async () => broken })
      expect(report.findings.filter(({ severity }) => severity === 'error')).not.toEqual([])
      expect(await newsroom.isPending()).toBe(true)
      for (const { fileName } of formats) {
        expect(newsroom.text(`world/archive/0001/${fileName}`)).toBe(
          before.get(`world/archive/0001/${fileName}`),
        )
        expect(newsroom.text(`world/archive/0002/${fileName}`)).toContain('corrected')
      }
    }
    await newsroom.run(hour(12))
    expect(newsroom.text('world/archive/0001/rss.xml')).toContain('tampered')
    expect(await newsroom.isPending()).toBe(false)
  })

  it('closes no page that the gate refuses, nor any behind it', async () => {
    const newsroom = newsroomOf(10)
    newsroom.write('a3', { published: hour(3), text: 'tampered' })
    const broken = formats.map(
      (format): FeedFormat => ({
        ...format,
        write: (document) => format.write(document).replace('tampered', 'changed'),
      }),
    )
    const report = await newsroom.run(hour(10), {}, { formats: async () => broken })
    expect(report.feeds[0]?.archive).toEqual({ pages: 1, written: 1 })
    expect(names(newsroom)).not.toContain('a3')
    await newsroom.run(hour(10))
    expect(names(newsroom)).toEqual(all(10))
  })

  it('restores a page that is missing at the target', async () => {
    const newsroom = newsroomOf(10)
    await newsroom.run(hour(10))
    const before = newsroom.texts()
    const damaged: PublishTarget['damaged'] = async (set) =>
      set.files.filter(({ path }) => path === 'world/archive/0002/rss.xml')
    const { target, commits } = failing(newsroom.target)
    await newsroom.run(hour(10), {}, { target: { ...target, damaged } })
    expect(commits).toEqual([['world/archive/0002/rss.xml']])
    expect(newsroom.texts()).toEqual(before)
  })

  it('goes with its setting, with its feed, and with the place of its feed', async () => {
    let feeds = [feed]
    const newsroom = newsroomOf(10, { define: () => feeds, parts: { isReleased: () => true } })
    const run = (generation: string) => newsroom.run(hour(10), {}, { generation })
    await run('1')
    expect(archiveFiles(newsroom)).toHaveLength(9)
    feeds = [feedDefinition({ limit: 4 })]
    await run('2')
    expect(archiveFiles(newsroom)).toEqual([])
    expect(newsroom.text('world/atom.xml')).not.toContain('prev-archive')
    feeds = [feed]
    await run('3')
    expect(names(newsroom)).toEqual(all(10))
    feeds = [{ ...feed, path: 'moved' }]
    await run('4')
    expect(archiveFiles(newsroom).every((path) => path.startsWith('moved/'))).toBe(true)
    expect(names(newsroom, { ...feed, path: 'moved' })).toEqual(all(10))
    feeds = []
    await run('5')
    expect([...newsroom.target.files]).toEqual([])
  })

  it('writes its pages again, under the same names, when the feed gets another title', async () => {
    let feeds = [feed]
    const newsroom = newsroomOf(10, { define: () => feeds })
    await newsroom.run(hour(10))
    const before = archiveFiles(newsroom)
    feeds = [{ ...feed, title: 'The World', archiveSize: 9 }]
    await newsroom.run(hour(10), {}, { generation: 'other' })
    expect(archiveFiles(newsroom)).toEqual(before)
    for (const path of before) expect(newsroom.text(path)).toContain('The World')
  })
})
