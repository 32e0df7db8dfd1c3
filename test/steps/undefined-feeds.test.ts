import { describe, expect, it } from 'vitest'
import type { FeedDefinition } from '../../src/feed/definition.ts'
import { feedDefinition } from '../support/newsroom.ts'
import { type ArticleSays, createNewsroom, hour } from './newsroom.ts'

const pages = { title: 'Site', url: 'https://example.org/', baseUrl: 'https://example.org/', language: 'en' }
const placed = (name: string, changes: Partial<FeedDefinition>) =>
  feedDefinition({ name, path: name, id: `tag:example.org,2024:feed/${name}`, ...changes })
const all = placed('all', { selection: {} })
const tagFeed = (tag: string) => placed(`tags/${tag}`, { selection: { tags: [tag] }, generated: true })
const section = (name: string) => placed(name, { selection: { sections: [name] } })

/** A site with a feed of everything and one for each tag; `settings` may say otherwise later. */
function site(settings: { declared: readonly FeedDefinition[]; gone: readonly string[] }) {
  return createNewsroom({
    define: (tags) => [...settings.declared, ...tags.map(tagFeed)],
    parts: { pages, isReleased: (address) => settings.gone.some((folder) => address.startsWith(folder)) },
  })
}

const tagged = (tag: string, n: number, more: ArticleSays = {}): ArticleSays => {
  return { text: `TEXT-${tag}-${n}-`, published: hour(n), tags: [tag], ...more }
}

async function published(
  counts: Readonly<Record<string, number>>,
  declared: readonly FeedDefinition[] = [all],
) {
  const settings = { declared, gone: [] as string[] }
  const newsroom = site(settings)
  for (const [tag, count] of Object.entries(counts))
    for (let n = 1; n <= count; n++) newsroom.write(`${tag}${n}`, tagged(tag, n))
  await newsroom.run(hour(10))
  return { newsroom, settings, texts: () => [...newsroom.texts().values()].join('\n') }
}

describe('a feed that nothing defines any more', () => {
  it('stays when its tag was renamed, with the lines that lead its readers to the new one', async () => {
    const { newsroom, settings } = await published({ vote: 3, other: 5 })
    const before = newsroom.text('tags/vote/rss.xml')
    for (let n = 1; n <= 3; n++) newsroom.write(`vote${n}`, tagged('elections', n))
    for (const now of [hour(11), hour(12)]) {
      const { findings, feeds } = await newsroom.run(now)
      expect(findings).toMatchObject([
        {
          code: 'feed-undefined',
          severity: 'warning',
          feed: 'tags/vote',
          paste: 'redirects:\n  /tags/vote/: /tags/elections/',
        },
      ])
      expect(feeds.find(({ name }) => name === 'tags/vote')).toMatchObject({ status: 'unchanged', items: 3 })
      expect(newsroom.text('tags/vote/rss.xml')).toBe(before)
    }
    settings.gone.push('tags/vote/')
    const { findings, feeds } = await newsroom.run(hour(13))
    expect(findings).toEqual([])
    expect(feeds.find(({ name }) => name === 'tags/vote')).toMatchObject({ status: 'removed' })
    expect(newsroom.text('tags/vote/rss.xml')).toBe('')
  })

  it('tells of the deletion of its last article like any other', async () => {
    const { newsroom } = await published({ vote: 1, other: 5 })
    newsroom.delete('vote1')
    const { findings, feeds } = await newsroom.run(hour(11))
    expect(findings.map(({ code, severity }) => `${code} ${severity}`)).toEqual(['feed-undefined warning'])
    expect(feeds.find(({ name }) => name === 'tags/vote')).toMatchObject({ items: 0, gone: 1 })
    expect(newsroom.text('tags/vote/atom.xml')).toContain(
      '<at:deleted-entry ref="tag:example.org,2024:world/vote1.md"',
    )
    expect(newsroom.text('tags/vote/index.html')).not.toContain('vote1')
  })

  it('is defined again when its word comes back', async () => {
    const { newsroom } = await published({ vote: 1, other: 5 })
    newsroom.write('vote1', tagged('vote', 1, { status: 'draft' }))
    await newsroom.run(hour(11))
    newsroom.write('vote1', tagged('vote', 1))
    const { findings, feeds } = await newsroom.run(hour(12))
    expect(findings).toEqual([])
    expect(feeds.find(({ name }) => name === 'tags/vote')).toMatchObject({ status: 'written', items: 1 })
    expect(newsroom.text('tags/vote/atom.xml')).not.toContain('deleted-entry')
  })

  it.each([
    ['draft', { status: 'draft' }],
    ['embargo', { embargoedUntil: hour(99) }],
    ['withdrawal', { status: 'withdrawn' }],
  ] as const)('keeps nothing that is taken back: %s', async (_, act) => {
    const { newsroom, settings, texts } = await published({ vote: 2, other: 5 })
    settings.declared = []
    for (let n = 1; n <= 2; n++) newsroom.write(`vote${n}`, tagged('elections', n, n === 1 ? act : {}))
    await newsroom.run(hour(11))
    expect(texts()).not.toContain('TEXT-vote-1-')
    expect(newsroom.text('tags/vote/feed.json')).toContain('TEXT-vote-2-')
    expect(newsroom.text('all/feed.json')).toContain('TEXT-other-5-')
  })

  it('is held when its articles are lost, and so is every feed that had them', async () => {
    const { newsroom } = await published({ vote: 4, other: 2 })
    const before = newsroom.texts()
    for (let n = 1; n <= 4; n++) newsroom.delete(`vote${n}`)
    const { findings } = await newsroom.run(hour(11))
    expect(findings.map(({ code, feed, severity }) => `${feed} ${code} ${severity}`).sort()).toEqual([
      'all churn-mass-disappearance error',
      'tags/vote feed-undefined error',
    ])
    for (const path of ['all/rss.xml', 'tags/vote/atom.xml'])
      expect(newsroom.text(path)).toBe(before.get(path))
  })

  it('is held when the settings drop it, until they say what becomes of it', async () => {
    const { newsroom, settings } = await published({ one: 2 }, [all, section('world')])
    settings.declared = [all]
    newsroom.write('new', tagged('one', 9))
    const { findings, feeds } = await newsroom.run(hour(11))
    expect(findings).toMatchObject([
      { code: 'feed-undefined', severity: 'error', feed: 'world', paste: 'gone: [/world/]' },
    ])
    expect(feeds.find(({ name }) => name === 'world')).toMatchObject({ status: 'held', items: 2 })
    expect(newsroom.text('all/rss.xml')).toContain('TEXT-one-9-')
    settings.gone.push('world/')
    expect((await newsroom.run(hour(12))).findings).toEqual([])
  })

  it('lets go of its articles in the other feeds too, when the settings do', async () => {
    const { newsroom, settings } = await published({ one: 6 }, [all, section('world')])
    settings.declared = [all]
    settings.gone.push('world/', 'tags/one/')
    for (let n = 1; n <= 6; n++) newsroom.delete(`one${n}`)
    const { findings, feeds } = await newsroom.run(hour(11))
    expect(findings).toEqual([])
    expect(feeds.find(({ name }) => name === 'all')).toMatchObject({ status: 'written', items: 0, gone: 6 })
  })
})
