import { describe, expect, it } from 'vitest'
import type { Selection } from '../../src/feed/definition.ts'
import type { RunReport } from '../../src/reporting/reporter.ts'
import { feedDefinition } from '../support/newsroom.ts'
import { createNewsroom, hour } from './newsroom.ts'

const OF_FEEDS = ['feed-takes-nothing', 'selection-misspelled']
const told = ({ findings }: RunReport) =>
  findings
    .filter(({ code }) => OF_FEEDS.includes(code))
    .map(({ code, severity, message, fix }) => [
      code,
      severity,
      message,
      /did you mean "(.*?)"/.exec(fix ?? '')?.[1],
    ])

/** A newsroom with one feed besides that of the section `world`. */
function newsroomWith(selection: Selection) {
  const world = feedDefinition({ name: 'world', path: 'world', selection: { sections: ['world'] } })
  const other = feedDefinition({ name: 'other', path: 'other', id: 'tag:x,2024:other', selection })
  const newsroom = createNewsroom({
    define: () => [world, other],
    parts: {
      pathSettingOf: ({ name }) => (name === 'world' ? 'sections.world.feed.path' : 'feeds.other.path'),
    },
  })
  newsroom.write('ferry', { tags: ['Power Grid', 'Sponsored'] })
  return newsroom
}

describe('a feed that takes nothing', () => {
  it.each([
    [{ tags: ['powr grid'] }, 'none has the tag "powr grid"', 'Power Grid'],
    [{ tags: ['chess', 'go'] }, 'none has the tag "chess", none has the tag "go"', undefined],
    [{ authors: ['Anna'] }, 'none has the author "Anna"', 'Ana'],
    [{ languages: ['de'] }, 'none has the language "de"', undefined],
    [{ audience: 'members' }, 'none has the audience "members"', undefined],
    [{ sections: ['sport'] }, 'none has the section "sport"', undefined],
    [
      { tags: ['power-grid'], exclude: { tags: ['sponsored'] } },
      'none matches all its lists without matching exclude',
      undefined,
    ],
  ])('is a warning that names the words: %j', async (selection, message, near) => {
    const newsroom = newsroomWith(selection)
    const warning = ['feed-takes-nothing', 'warning', `the feed contains no article: ${message}`, near]
    expect(told(await newsroom.run(hour(1)))).toEqual([warning])
    expect(told(await newsroom.run(hour(2)))).toEqual([warning])
  })

  it('says so when other articles come, and no more when one comes that it takes', async () => {
    const newsroom = newsroomWith({ tags: ['tide'] })
    await newsroom.run(hour(1))
    newsroom.write('ebb', { tags: ['tides'] })
    expect(told(await newsroom.run(hour(2)))[0]?.[3]).toBe('tides')
    newsroom.write('flood', { tags: ['Tide'] })
    expect(told(await newsroom.run(hour(3)))).toEqual([])
    newsroom.delete('flood')
    expect(told(await newsroom.run(hour(4), { acceptChurn: new Set(['other']) }))).toEqual([])
  })

  it.each([{ status: 'draft' }, { published: hour(99) }, { embargoedUntil: hour(99) }] as const)(
    'is none while an article waits for it: %j',
    async (says) => {
      const newsroom = newsroomWith({ tags: ['tide'] })
      newsroom.write('flood', { tags: ['tide'], ...says })
      expect(told(await newsroom.run(hour(1)))).toEqual([])
    },
  )

  it('is none where it is that of a section, and where there is no article at all', async () => {
    const newsroom = newsroomWith({ tags: ['tide'] })
    newsroom.delete('ferry')
    expect(told(await newsroom.run(hour(1)))).toEqual([])
    newsroom.write('sport/tide', { tags: ['tide'] })
    expect(told(await newsroom.run(hour(2)))).toEqual([])
  })
})

describe('a word that no article has', () => {
  it.each([
    [
      { exclude: { tags: ['sponsord'] } },
      'the feed leaves out the tag "sponsord", which no article has',
      'Sponsored',
    ],
    [
      { tags: ['sponsored', 'powre-grid'] },
      'the feed selects the tag "powre-grid", which no article has',
      'Power Grid',
    ],
  ])('is a warning where one in use is a slip away: %j', async (selection, message, near) => {
    expect(told(await newsroomWith(selection).run(hour(1)))).toEqual([
      ['selection-misspelled', 'warning', message, near],
    ])
  })

  it.each([
    { exclude: { tags: ['opinion', 'podcast'] } },
    { tags: ['sponsored', 'sponsors'] },
    { exclude: { authors: ['Ann'] } },
  ])('is none where no other is as near, or both are named: %j', async (selection) =>
    expect(told(await newsroomWith(selection).run(hour(1)))).toEqual([]),
  )
})
