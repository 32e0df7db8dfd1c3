import { describe, expect, it } from 'vitest'
import { createMemoryCatalog } from '../../src/catalog/memory.ts'
import { feedDefinition } from '../support/newsroom.ts'
import { createNewsroom, hour, type Newsroom } from './newsroom.ts'

const feedOf = (more: Parameters<typeof feedDefinition>[0] = {}) => feedDefinition({ limit: 6, ...more })

/** A newsroom whose articles `a1` … state no date, each published in a run of its own, an hour apart. */
async function newsroomOf(articles: number, feed = feedOf()): Promise<Newsroom> {
  const newsroom = createNewsroom({ define: () => [feed] })
  for (let n = 1; n <= articles; n++) {
    newsroom.write(`a${n}`)
    await newsroom.run(hour(n))
  }
  return newsroom
}

const datesIn = (newsroom: Newsroom) => {
  const feed: { items: { title: string; date_published: string; date_modified?: string }[] } = JSON.parse(
    newsroom.text('world/feed.json'),
  )
  return Object.fromEntries(feed.items.map(({ title, date_published }) => [title, date_published]))
}
const idsIn = (newsroom: Newsroom): readonly string[] => {
  const feed: { items: { id: string }[] } = JSON.parse(newsroom.text('world/feed.json'))
  return feed.items.map(({ id }) => id.replace(/^.*\/|\.md$/g, ''))
}
const codesOf = ({ findings }: { readonly findings: readonly { readonly code: string }[] }) =>
  findings.map(({ code }) => code)

describe('a run whose state folder is lost while readers have feeds', () => {
  it('takes every date from what readers have, writes nothing again, and says what happened', async () => {
    const newsroom = await newsroomOf(5)
    const before = newsroom.texts()
    const report = await newsroom.run(hour(100), {}, { catalog: createMemoryCatalog() })
    expect(report.findings).toMatchObject([
      { code: 'state-lost', message: expect.stringContaining('5 articles') },
    ])
    expect(newsroom.texts()).toEqual(before)
  })

  it('recognizes an article without a date by its text under another name', async () => {
    const newsroom = await newsroomOf(3)
    newsroom.delete('a2')
    newsroom.write('b', { title: 'a2' })
    const report = await newsroom.run(hour(100), {}, { catalog: createMemoryCatalog() })
    expect(codesOf(report)).toEqual(['state-lost'])
    expect(idsIn(newsroom)).toEqual(['a3', 'a2', 'a1'])
    expect(datesIn(newsroom)).toMatchObject({ a2: hour(2) })
  })

  it('leaves out a copy of an article, whichever file is read first', async () => {
    const newsroom = await newsroomOf(2)
    for (const name of ['a0', 'a3']) newsroom.write(name, { title: 'a1' })
    const report = await newsroom.run(hour(100), {}, { catalog: createMemoryCatalog() })
    expect(codesOf(report)).toEqual(['state-lost', 'article-copied', 'article-copied'])
    expect(report.findings[0]?.message).not.toContain('today')
    expect(idsIn(newsroom)).toEqual(['a2', 'a1'])
  })

  it('says so once, and nothing to a newsroom that never published', async () => {
    const newsroom = await newsroomOf(2)
    const catalog = createMemoryCatalog()
    expect(codesOf(await newsroom.run(hour(100), {}, { catalog }))).toEqual(['state-lost'])
    expect(codesOf(await newsroom.run(hour(101), {}, { catalog }))).toEqual([])
    const fresh = createNewsroom()
    fresh.write('a1')
    expect(codesOf(await fresh.run(hour(1)))).toEqual([])
  })

  it('dates an edit made meanwhile by the run that sees it, and leaves the others alone', async () => {
    const newsroom = await newsroomOf(3)
    newsroom.write('a2', { text: 'corrected' })
    await newsroom.run(hour(100), {}, { catalog: createMemoryCatalog() })
    const { items }: { items: { title: string; date_published: string; date_modified: string }[] } =
      JSON.parse(newsroom.text('world/feed.json'))
    expect(
      items.map(({ title, date_published, date_modified }) => [title, date_published, date_modified]),
    ).toEqual([
      ['a3', hour(3), hour(3)],
      ['a2', hour(2), hour(100)],
      ['a1', hour(1), hour(1)],
    ])
  })

  it.each([
    [50, 50],
    [2, 100],
    [150, 100],
  ])('dates an edit committed at hour %i by hour %i', async (committed, expected) => {
    const newsroom = await newsroomOf(3)
    newsroom.write('a2', { text: 'corrected' })
    const written = async () => ({ first: hour(0), last: hour(committed) })
    const catalog = createMemoryCatalog()
    const source = { ...newsroom.parts.source, written }
    await newsroom.run(hour(100), {}, { catalog, source })
    const updated = () => {
      const feed: { items: { title: string; date_modified: string }[] } = JSON.parse(
        newsroom.text('world/feed.json'),
      )
      return feed.items.map(({ title, date_modified }) => [title, date_modified])
    }
    const after = [
      ['a3', hour(3)],
      ['a2', hour(expected)],
      ['a1', hour(1)],
    ]
    expect(updated()).toEqual(after)
    await newsroom.run(hour(200), {}, { catalog: createMemoryCatalog(), source })
    expect(updated()).toEqual(after)
  })

  it('knows the articles of archive pages too', async () => {
    const newsroom = await newsroomOf(9, feedOf({ limit: 3, archiveSize: 2 }))
    const before = newsroom.texts()
    newsroom.write('fresh')
    const report = await newsroom.run(hour(100), {}, { catalog: createMemoryCatalog() })
    expect(codesOf(report)).toEqual(['state-lost'])
    expect(Object.keys(datesIn(newsroom))).toContain('fresh')
    for (const [path, text] of before)
      if (path.includes('/archive/')) expect(newsroom.text(path), path).toBe(text)
  })

  it('holds a feed that older items have left when articles without a date may be some of those', async () => {
    const newsroom = await newsroomOf(8)
    const before = newsroom.texts()
    const catalog = createMemoryCatalog()
    const report = await newsroom.run(hour(100), {}, { catalog })
    expect(codesOf(report)).toEqual(['churn-undated-items', 'state-lost'].sort().reverse())
    expect(report.findings.find(({ code }) => code === 'state-lost')?.message).toContain(
      'world/a1.md, world/a2.md',
    )
    expect(newsroom.texts()).toEqual(before)
    // What is new afterwards is new; what was in doubt stays so until a person says otherwise.
    newsroom.write('fresh')
    expect(codesOf(await newsroom.run(hour(101), {}, { catalog }))).toEqual(['churn-undated-items'])
    await newsroom.run(hour(102), { acceptChurn: new Set([feedOf().name]) }, { catalog })
    expect(Object.keys(datesIn(newsroom))).toContain('fresh')
  })

  it('publishes what is new in a feed that nothing ever left', async () => {
    const newsroom = await newsroomOf(4)
    newsroom.write('fresh')
    await newsroom.run(hour(100), {}, { catalog: createMemoryCatalog() })
    expect(datesIn(newsroom)).toEqual({
      fresh: hour(100),
      a4: hour(4),
      a3: hour(3),
      a2: hour(2),
      a1: hour(1),
    })
  })

  it('tells of articles whose files went together with the state', async () => {
    const newsroom = await newsroomOf(4)
    newsroom.delete('a2')
    await newsroom.run(hour(100), {}, { catalog: createMemoryCatalog() })
    expect(newsroom.text('world/atom.xml')).toContain('deleted-entry ref="tag:example.org,2024:world/a2.md"')
  })

  it('brings back what readers were told is gone as returned, not as new', async () => {
    const newsroom = await newsroomOf(4)
    newsroom.delete('a2')
    await newsroom.run(hour(50))
    newsroom.write('a2')
    await newsroom.run(hour(100), {}, { catalog: createMemoryCatalog() })
    expect(datesIn(newsroom)).toMatchObject({ a2: hour(2) })
    expect(newsroom.text('world/atom.xml')).toContain(`<updated>${hour(100)}</updated>`)
  })
})
