import { describe, expect, it } from 'vitest'
import type { FeedDefinition } from '../../src/feed/definition.ts'
import type { FeedFormat } from '../../src/formats/format.ts'
import { formats } from '../support/formats.ts'
import { feedDefinition } from '../support/newsroom.ts'
import { createNewsroom, hour } from './newsroom.ts'

const world = feedDefinition()
const sport = feedDefinition({
  name: 'sport',
  path: 'sport',
  id: 'tag:example.org,2024:feed/sport',
  selection: { sections: ['sport'] },
})

/** Formats of which RSS says something else than it was told wherever an article says `tampered`. */
const lying = formats.map(
  (format): FeedFormat =>
    format.name === 'rss'
      ? { ...format, write: (document) => format.write(document).replace('tampered', 'changed') }
      : format,
)

const statusOf = ({ feeds }: { feeds: readonly { name: string; status: string }[] }) =>
  Object.fromEntries(feeds.map(({ name, status }) => [name, status]))

describe('a run', () => {
  it('publishes every feed in all its formats, and then nothing while nothing changes', async () => {
    const newsroom = createNewsroom()
    newsroom.write('a', { published: hour(1) })
    const report = await newsroom.run(hour(2))
    expect([...newsroom.target.files.keys()].sort()).toEqual([
      'world/atom.xml',
      'world/feed.json',
      'world/rss.xml',
    ])
    expect(statusOf(report)).toEqual({ world: 'written' })
    const commit = () => Promise.reject(new Error('there was nothing to commit'))
    const again = await newsroom.run(hour(3), {}, { target: { ...newsroom.target, commit, stage: commit } })
    expect(statusOf(again)).toEqual({ world: 'unchanged' })
    expect(newsroom.read).toEqual([])
    expect(await newsroom.isPending()).toBe(false)
  })

  it('stays settled when only what is remembered of a file changes', async () => {
    const newsroom = createNewsroom()
    newsroom.write('a', { published: hour(1) })
    await newsroom.run(hour(2))
    newsroom.write('a', { published: hour(1) })
    await newsroom.run(hour(3))
    expect(await newsroom.isPending()).toBe(false)
  })

  it('looks only at the feeds in which something changed', async () => {
    const newsroom = createNewsroom({ define: () => [world, sport] })
    newsroom.write('a', { published: hour(1) })
    newsroom.write('b', { published: hour(1), section: 'sport' })
    await newsroom.run(hour(2))
    newsroom.write('c', { published: hour(2), section: 'sport' })
    expect(statusOf(await newsroom.run(hour(3)))).toEqual({ world: 'unchanged', sport: 'written' })
    expect(newsroom.read.sort()).toEqual(['world/b.md', 'world/c.md'])
  })

  it('keeps all formats of a feed that the gate refuses, publishes the others, and says so again until it is fixed', async () => {
    const newsroom = createNewsroom({ define: () => [world, sport] })
    newsroom.write('a', { published: hour(1) })
    await newsroom.run(hour(2))
    const before = newsroom.texts()
    newsroom.write('b', { published: hour(2), text: 'tampered' })
    newsroom.write('c', { published: hour(2), section: 'sport' })
    for (const now of [hour(3), hour(4)]) {
      const report = await newsroom.run(now, {}, { formats: async () => lying })
      expect(statusOf(report)).toMatchObject({ world: 'held' })
      expect(report.findings.some(({ severity, feed }) => severity === 'error' && feed === 'world')).toBe(
        true,
      )
      for (const { fileName } of formats) {
        expect(newsroom.text(`world/${fileName}`)).toBe(before.get(`world/${fileName}`))
        expect(newsroom.text(`sport/${fileName}`)).toContain('/world/c/')
      }
      expect(await newsroom.isPending()).toBe(true)
    }
    expect(statusOf(await newsroom.run(hour(5)))).toEqual({ world: 'written', sport: 'unchanged' })
    expect(await newsroom.isPending()).toBe(false)
  })

  it('holds a feed that would lose most of its items until a person accepts it', async () => {
    const newsroom = createNewsroom()
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
    for (const name of names) newsroom.write(name, { published: hour(1) })
    await newsroom.run(hour(2))
    for (const name of names.slice(1)) newsroom.delete(name)
    for (const now of [hour(3), hour(4)]) {
      const report = await newsroom.run(now)
      expect(report.findings.map(({ code }) => code)).toEqual(['churn-mass-disappearance'])
      expect(newsroom.text('world/rss.xml')).toContain('/world/h/')
    }
    await newsroom.run(hour(5), { acceptChurn: new Set(['world']) })
    expect(newsroom.text('world/rss.xml')).not.toContain('/world/h/')
    expect(newsroom.text('world/atom.xml').match(/deleted-entry/g)?.length).toBeGreaterThanOrEqual(7)
    expect(await newsroom.isPending()).toBe(false)
  })

  it('lets a waiting article out in the first run at or after its moment', async () => {
    const newsroom = createNewsroom()
    newsroom.write('now', { published: hour(1) })
    newsroom.write('future', { published: hour(10) })
    newsroom.write('embargoed', { published: hour(1), embargoedUntil: hour(20) })
    const shown = () =>
      ['now', 'future', 'embargoed'].filter((name) =>
        newsroom.text('world/rss.xml').includes(`/world/${name}/`),
      )
    for (const [now, expected] of [
      [9, ['now']],
      [10, ['now', 'future']],
      [19, ['now', 'future']],
      [25, ['now', 'future', 'embargoed']],
    ] as const) {
      await newsroom.run(hour(now))
      expect(shown()).toEqual(expected)
    }
  })

  it('takes an expired article out in the first run at or after its moment, and says that it is gone', async () => {
    const newsroom = createNewsroom()
    newsroom.write('stays', { published: hour(1) })
    newsroom.write('old', { published: hour(2), expires: hour(3) })
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      newsroom.write(name, { published: hour(2), expires: hour(10), text: 'BRIEF' })
    await newsroom.run(hour(4))
    expect(newsroom.text('world/rss.xml')).not.toContain('/world/old/')
    expect(newsroom.text('world/atom.xml')).not.toContain('deleted-entry')
    expect(newsroom.catalog.nextRelease(hour(4))).toBe(hour(10))
    await newsroom.run(hour(10))
    expect([...newsroom.texts().values()].join()).not.toContain('BRIEF')
    expect(newsroom.text('world/rss.xml')).toContain('/world/stays/')
    expect(newsroom.text('world/atom.xml').match(/<at:deleted-entry/g)).toHaveLength(5)
    expect(newsroom.catalog.nextRelease(hour(10))).toBeUndefined()
  })

  it('looks only at the feeds that take an article when it falls due', async () => {
    const newsroom = createNewsroom({ define: () => [world, sport] })
    newsroom.write('a', { published: hour(1) })
    newsroom.write('b', { published: hour(10), section: 'sport' })
    await newsroom.run(hour(2))
    const asked: (readonly string[] | undefined)[] = []
    const catalog = {
      ...newsroom.catalog,
      newest: (...query: Parameters<typeof newsroom.catalog.newest>) => {
        asked.push(query[0].sections)
        return newsroom.catalog.newest(...query)
      },
    }
    await newsroom.run(hour(10), {}, { catalog })
    expect(asked).toEqual([['sport']])
    asked.length = 0
    await newsroom.run(hour(11), {}, { catalog })
    expect(asked).toEqual([])
  })

  it('takes nothing away when the clock is set back an hour', async () => {
    const newsroom = createNewsroom()
    newsroom.write('a', { published: hour(10) })
    await newsroom.run(hour(10))
    const before = newsroom.texts()
    expect(statusOf(await newsroom.run(hour(9)))).toEqual({ world: 'unchanged' })
    newsroom.write('b', { published: hour(9) })
    await newsroom.run(hour(9))
    expect(newsroom.text('world/rss.xml')).toContain('/world/a/')
    expect(newsroom.text('world/rss.xml')).toContain('/world/b/')
    expect(newsroom.text('world/atom.xml')).not.toContain('deleted-entry')
    expect(before.size).toBe(newsroom.target.files.size)
  })

  it('makes no feed for a tag before its first article is public', async () => {
    const tagged = (tag: string): FeedDefinition =>
      feedDefinition({
        name: `tag-${tag}`,
        path: `tags/${tag}`,
        id: `tag:example.org,2024:feed/${tag}`,
        selection: { tags: [tag] },
        generated: true,
      })
    const newsroom = createNewsroom({ define: (tags) => [world, ...tags.map(tagged)] })
    newsroom.write('a', { published: hour(1) })
    newsroom.write('scoop', { published: hour(10), tags: ['scandal'] })
    const report = await newsroom.run(hour(2))
    expect(Object.keys(statusOf(report))).toEqual(['world'])
    expect([...newsroom.target.files.keys()].join()).not.toContain('scandal')
    expect(Object.keys(statusOf(await newsroom.run(hour(10))))).toEqual(['world', 'tag-scandal'])
    expect(newsroom.text('tags/scandal/rss.xml')).toContain('scoop')
  })

  it('leaves a feed as it was when an article changes while it is read', async () => {
    const newsroom = createNewsroom()
    newsroom.write('a', { published: hour(1) })
    await newsroom.run(hour(1))
    const before = newsroom.texts()
    newsroom.write('b', { published: hour(2) })
    const bodyOf = async () => undefined
    const report = await newsroom.run(hour(2), {}, { bodyOf })
    expect(new Set(report.findings.map(({ code, severity }) => `${severity} ${code}`))).toEqual(
      new Set(['warning article-changed-during-run']),
    )
    expect(newsroom.texts()).toEqual(before)
    await newsroom.run(hour(2))
    expect(newsroom.text('world/rss.xml')).toContain('/world/b/')
  })

  it('takes the files of a feed that is not defined any more once the settings let it go', async () => {
    let feeds = [world, sport]
    const newsroom = createNewsroom({ define: () => feeds })
    newsroom.write('a', { published: hour(1) })
    newsroom.write('b', { published: hour(1), section: 'sport' })
    await newsroom.run(hour(2))
    feeds = [world]
    const isReleased = (address: string) => address.startsWith('sport/')
    expect(statusOf(await newsroom.run(hour(2), {}, { generation: 'other', isReleased }))).toEqual({
      world: 'unchanged',
      sport: 'removed',
    })
    expect([...newsroom.target.files.keys()].filter((path) => path.startsWith('sport/'))).toEqual([])
  })

  it('publishes what a run that was cut short had taken in', async () => {
    const newsroom = createNewsroom()
    newsroom.write('a', { published: hour(1) })
    const stage = () => Promise.reject(new Error('the disk is full'))
    await expect(newsroom.run(hour(2), {}, { target: { ...newsroom.target, stage } })).rejects.toThrow(
      'the disk is full',
    )
    expect(await newsroom.isPending()).toBe(true)
    expect(statusOf(await newsroom.run(hour(2)))).toEqual({ world: 'written' })
  })

  it('gives the target back after a run that failed', async () => {
    const newsroom = createNewsroom()
    const current = () => Promise.reject(new Error('the target is away'))
    await expect(newsroom.run(hour(2), {}, { target: { ...newsroom.target, current } })).rejects.toThrow(
      'away',
    )
    await expect(newsroom.run(hour(2))).resolves.toBeDefined()
  })
})
