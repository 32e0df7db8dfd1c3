import { describe, expect, it } from 'vitest'
import { formats } from '../support/formats.ts'
import { feedDefinition } from '../support/newsroom.ts'
import { createNewsroom, hour, type Newsroom } from './newsroom.ts'

const five = () => createNewsroom({ define: () => [feedDefinition({ limit: 5, maxLateItems: 2 })] })

/** Titles and dates of a feed's items, as each format says them; fails where they differ. */
function told(newsroom: Newsroom) {
  const all = formats.map((format) =>
    format
      .read(newsroom.text(`world/${format.fileName}`))
      .items.map(({ title, published }) => `${title} ${published}`),
  )
  for (const items of all) expect(items).toEqual(all[0])
  return all[0] ?? []
}

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n)
const errors = ({ findings }: Awaited<ReturnType<Newsroom['run']>>) =>
  findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)

describe('what an editor releases', () => {
  it('is dated by the end of its embargo and stands first then', async () => {
    const newsroom = five()
    for (const n of numbers(1, 7)) newsroom.write(`routine${n}`, { published: hour(n) })
    newsroom.write('report', { published: hour(-200), embargoedUntil: hour(20) })
    await newsroom.run(hour(10))
    expect(told(newsroom).join()).not.toContain('report')
    await newsroom.run(hour(20))
    expect(told(newsroom)[0]).toBe(`report ${hour(20)}`)
    newsroom.write('report', { published: hour(-200), text: 'edited' })
    await newsroom.run(hour(30))
    expect(told(newsroom)[0]).toBe(`report ${hour(20)}`)
  })

  it.each([
    ['embargoes that end together', { published: hour(1), embargoedUntil: hour(12) }, undefined],
    ['drafts that go live together', { published: hour(1), status: 'draft' }, { published: hour(1) }],
    ['embargoes that are lifted', { published: hour(1), embargoedUntil: hour(90) }, { published: hour(1) }],
  ] as const)('is not late, however many there are: %s', async (_, before, after) => {
    const newsroom = createNewsroom({ define: () => [feedDefinition({ maxLateItems: 2 })] })
    newsroom.write('known', { published: hour(9) })
    for (const n of numbers(1, 14)) newsroom.write(`budget${n}`, before)
    await newsroom.run(hour(10))
    if (after !== undefined) for (const n of numbers(1, 14)) newsroom.write(`budget${n}`, after)
    const report = await newsroom.run(hour(12))
    expect(errors(report)).toEqual([])
    expect(told(newsroom)).toHaveLength(15)
  })

  it('is told from old articles that are imported: these hold the feed', async () => {
    const newsroom = createNewsroom({ define: () => [feedDefinition({ maxLateItems: 2 })] })
    newsroom.write('known', { published: hour(9) })
    await newsroom.run(hour(10))
    for (const n of numbers(1, 14)) newsroom.write(`old${n}`, { published: hour(-n) })
    expect(errors(await newsroom.run(hour(12)))).toEqual(['churn-late-items'])
  })

  it('is said to be in no feed, where a draft of an old date goes live behind newer ones', async () => {
    const newsroom = five()
    for (const n of numbers(1, 7)) newsroom.write(`routine${n}`, { published: hour(n) })
    newsroom.write('draft', { published: hour(-9), status: 'draft' })
    await newsroom.run(hour(10))
    newsroom.write('draft', { published: hour(-9) })
    const { findings } = await newsroom.run(hour(11))
    expect(findings.map(({ code }) => code)).toEqual(['released-in-no-feed'])
    expect((await newsroom.run(hour(12))).findings).toEqual([])
  })

  it('is counted, where a feed has no room for all that is new', async () => {
    const newsroom = five()
    newsroom.write('known', { published: hour(1) })
    await newsroom.run(hour(2))
    for (const n of numbers(3, 9)) newsroom.write(`new${n}`, { published: hour(n) })
    const { findings } = await newsroom.run(hour(10))
    expect(findings).toMatchObject([{ code: 'feed-overflow', severity: 'warning', feed: 'world' }])
    expect(findings[0]?.message).toMatch(/^2 of 7 /)
  })

  it('comes back with a new date of change after it was withdrawn, also in a crowd', async () => {
    const newsroom = createNewsroom({ define: () => [feedDefinition({ maxLateItems: 0 })] })
    for (const n of numbers(1, 9)) newsroom.write(`a${n}`, { published: hour(n) })
    await newsroom.run(hour(10))
    for (const n of numbers(2, 8)) newsroom.write(`a${n}`, { published: hour(n), status: 'withdrawn' })
    await newsroom.run(hour(11))
    for (const n of numbers(2, 8)) newsroom.write(`a${n}`, { published: hour(n) })
    const report = await newsroom.run(hour(12))
    expect(errors(report)).toEqual([])
    const items = formats[1]?.read(newsroom.text('world/atom.xml')).items ?? []
    expect(items.map(({ updated }) => updated)).toEqual([
      hour(9),
      ...numbers(2, 8).map(() => hour(12)),
      hour(1),
    ])
  })

  it('stands before what has the same date and was filed earlier, and gets into a full feed', async () => {
    const newsroom = createNewsroom({ define: () => [feedDefinition({ limit: 2 })] })
    const filed = { published: hour(0) }
    newsroom.write('a', filed)
    newsroom.write('b', filed)
    await newsroom.run(hour(10))
    newsroom.write('z', filed)
    await newsroom.run(hour(11))
    newsroom.write('m', filed)
    const report = await newsroom.run(hour(12))
    expect(told(newsroom).map((item) => item.split(' ')[0])).toEqual(['m', 'z'])
    expect(errors(report)).toEqual([])
    newsroom.write('a', { ...filed, text: 'edited' })
    await newsroom.run(hour(13))
    expect(told(newsroom).map((item) => item.split(' ')[0])).toEqual(['m', 'z'])
  })
})

describe('two stories with one headline of one day', () => {
  const forecast = { title: 'Weather', published: hour(0) }

  it('are two stories, when one of them ages out or is withdrawn', async () => {
    const newsroom = createNewsroom({ define: () => [feedDefinition({ limit: 2 })] })
    newsroom.write('one', forecast)
    newsroom.write('two', forecast)
    await newsroom.run(hour(10))
    newsroom.write('three', { ...forecast, text: 'third' })
    expect(errors(await newsroom.run(hour(11)))).toEqual([])
    newsroom.write('three', { ...forecast, status: 'withdrawn' })
    newsroom.write('refiled', { ...forecast, text: 'third again' })
    expect(errors(await newsroom.run(hour(12)))).toEqual([])
    expect(told(newsroom)).toHaveLength(2)
  })

  it('are one that was renamed, when the file of the first is gone', async () => {
    const newsroom = createNewsroom()
    newsroom.write('one', forecast)
    newsroom.write('other', { published: hour(-1) })
    await newsroom.run(hour(10))
    newsroom.delete('one')
    newsroom.write('two', { ...forecast, text: 'edited' })
    expect(errors(await newsroom.run(hour(11)))).toEqual(['churn-id-changed'])
  })
})
